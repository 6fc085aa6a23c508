import type { Config } from '../config/config.ts';
import type { Engine } from '../metrics/engine-types.ts';
import { policyOf } from '../policy/policy.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { Following, hourByHour, sliceMs } from './following.ts';
import { Grid } from './grid.ts';
import { hourMs } from './hours.ts';
import { evidenceAt, judgeOf } from './judge-line.ts';
import { standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { step, untracked } from './track.ts';
import type { Judge } from './verdicts.ts';

/** Judges the policy: every line for each team it is judged for, with how long it has been broken. */
export class Guardrails {
  readonly lines: readonly PolicyLine[];
  readonly #config: Config;
  readonly #engine: Engine;
  readonly #grid: Grid;
  readonly #judge: Judge;

  constructor(config: Config, engine: Engine) {
    this.lines = policyOf(config);
    this.#config = config;
    this.#engine = engine;
    this.#judge = judgeOf(config);
    this.#grid = new Grid(engine, this.#judge);
  }

  /** To be called when facts changed: what was judged of the past is judged again. */
  forget(): void {
    this.#grid.forget();
  }

  /** In the order of the policy, then of the configuration's teams. */
  standings(asOf: number): readonly Standing[] {
    const pairs = this.#pairs();
    const tracks = this.#grid.tracks(pairs, asOf);
    return pairs.map(([line, team], index) => {
      const verdict = this.#judge(line, evidenceAt(this.#engine, line, team, asOf), asOf);
      return standingOf(line, team, asOf, verdict, step(tracks[index] ?? untracked, verdict, asOf));
    });
  }

  /**
   * How every line that is wanted stood at each whole hour from `first` to `last` (both included): hour by hour, each in the order of
   * `standings`.
   */
  *hourly(
    first: number,
    last: number,
    isWanted: (line: PolicyLine) => boolean = () => true,
  ): Iterable<readonly Standing[]> {
    const following = this.following(first, isWanted);
    for (let from = first; from <= last; from += sliceMs)
      yield* hourByHour(...following.until(Math.min(from + sliceMs - hourMs, last)));
  }

  /** The lines that are wanted, to be followed from a whole hour on. */
  following(first: number, isWanted: (line: PolicyLine) => boolean = () => true): Following {
    const pairs = this.#pairs().filter(([line]) => isWanted(line));
    return new Following(this.#engine, this.#judge, pairs, first);
  }

  #pairs(): readonly (readonly [line: PolicyLine, team: string])[] {
    return this.lines.flatMap((line) => this.#teamsOf(line).map((team) => [line, team] as const));
  }

  #teamsOf({ judgedFor }: PolicyLine): readonly string[] {
    return judgedFor === 'all' ? ['all'] : this.#config.teams.map(({ id }) => id);
  }
}
