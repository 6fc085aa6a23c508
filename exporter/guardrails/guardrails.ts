import type { Config } from '../config/config.ts';
import type { Engine, Value } from '../metrics/engine-types.ts';
import { policyOf } from '../policy/policy.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { Grid, reachMs } from './grid.ts';
import { judge } from './judge.ts';
import type { Circumstances, Evidence } from './judge.ts';
import { lineSeries, metricOf, momentOf } from './line-series.ts';
import { standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { step, untracked } from './track.ts';

/** Judges the policy: every line for each team it is judged for, with how long it has been broken. */
export class Guardrails {
  readonly lines: readonly PolicyLine[];
  readonly #config: Config;
  readonly #engine: Engine;
  readonly #grid: Grid;

  constructor(config: Config, engine: Engine) {
    this.lines = policyOf(config);
    this.#config = config;
    this.#engine = engine;
    this.#grid = new Grid(engine, (line, evidence, asOf) => this.#judge(line, evidence, asOf));
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
      const verdict = this.#judge(line, this.#evidence(line, team, asOf), asOf);
      return standingOf(line, team, asOf, verdict, step(tracks[index] ?? untracked, verdict, asOf));
    });
  }

  /** How every line stood at each whole hour from `first` to `last` (both included): by line and team, in the order of `standings`. */
  *hourly(first: number, last: number): Iterable<readonly Standing[]> {
    const pairs = this.#pairs();
    for (const [index, hours] of this.#grid.verdicts(pairs, first - reachMs, last).entries()) {
      const [line, team] = pairs[index]!;
      const standings: Standing[] = [];
      let track = untracked;
      for (const [at, verdict] of hours) {
        track = step(track, verdict, at);
        // What was the case longer ago than a breach is followed is not told.
        const since = Math.max(track.since, at - reachMs);
        if (at >= first) standings.push(standingOf(line, team, at, verdict, { ...track, since }));
      }
      yield standings;
    }
  }

  #pairs(): readonly (readonly [line: PolicyLine, team: string])[] {
    return this.lines.flatMap((line) => this.#teamsOf(line).map((team) => [line, team] as const));
  }

  #teamsOf({ judgedFor }: PolicyLine): readonly string[] {
    return judgedFor === 'all' ? ['all'] : this.#config.teams.map(({ id }) => id);
  }

  #judge(line: PolicyLine, evidence: Evidence, asOf: number): ReturnType<typeof judge> {
    const circumstances: Circumstances = {
      teamsOnCall: teamsOnCall(this.#config),
      unit: metricOf(line).unit,
      asOfSeconds: asOf / 1_000,
    };
    return judge(line, evidence, circumstances);
  }

  #evidence(line: PolicyLine, team: string, asOf: number): Evidence {
    const { now, longer, also, before } = lineSeries(line, team);
    const read = (series: typeof now, at: number): Value => this.#engine.at(series, momentOf(series, at));
    return {
      now: read(now, asOf),
      ...(longer && { longer: read(longer, asOf) }),
      ...(also && { also: read(also, asOf) }),
      ...(before && { before: read(before.series, asOf - before.earlierMs) }),
    };
  }
}

/** Teams that carry pages: they list PagerDuty services, or own a service that is mapped to one. */
export const teamsOnCall = ({ teams, services }: Pick<Config, 'teams' | 'services'>): number =>
  teams.filter(
    ({ id, pagerdutyServices }) =>
      pagerdutyServices.length > 0 ||
      services.some(({ owner, pagerdutyServices: mapped }) => owner === id && mapped.length > 0),
  ).length;
