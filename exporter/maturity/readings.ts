import type { Config } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { Criterion } from './criterion.ts';
import { dimensions } from './dimensions.ts';
import type { Dimension, Level } from './dimensions.ts';
import type { Judgement } from './judgement.ts';
import { rawLevel } from './level.ts';
import { readingsOfLevel, stagnantQuarters } from './limits.ts';
import { Path } from './path.ts';
import type { Reading } from './path.ts';
import type { Quarters } from './quarters.ts';
import type { Finding } from './state.ts';

const dayMs = 86_400_000;
/** The last one that is not after an instant. */
const midnightOf = (at: Instant): Instant => Math.floor(at / dayMs) * dayMs;

interface Made {
  readonly from: Instant;
  readonly to: Instant;
  readonly byPlace: ReadonlyMap<string, readonly Reading[]>;
}

/**
 * The daily readings of every team and dimension. What is read as of an instant begins two complete quarters and 14 days before, so that
 * what is said of the past does not depend on when it is said. They are made again when facts change.
 */
export class Readings {
  readonly #config: Config;
  readonly #judgement: Judgement;
  readonly #quarters: Quarters;
  #made: Made | undefined;
  readonly #paths = new Map<string, Path>();

  constructor(config: Config, judgement: Judgement, quarters: Quarters) {
    this.#config = config;
    this.#judgement = judgement;
    this.#quarters = quarters;
  }

  forget(): void {
    this.#made = undefined;
    this.#paths.clear();
  }

  /** Reads at once what will be asked for between two instants. */
  reach(from: Instant, to: Instant): void {
    this.#reaching(this.#startOf(from), midnightOf(to));
  }

  /** The readings that count for an instant, lost ones left out; later ones may follow them. */
  pathTo(asOf: Instant, team: string, dimension: Dimension): Path {
    const from = this.#startOf(asOf);
    const made = this.#reaching(from, midnightOf(asOf));
    const place = `${team}|${dimension}`;
    const known = this.#paths.get(`${place}|${from}`);
    if (known) return known;
    const path = new Path(made.get(place)!.filter(({ at }) => at >= from));
    this.#paths.set(`${place}|${from}`, path);
    return path;
  }

  /** The first midnight that counts for an instant. */
  #startOf(asOf: Instant): Instant {
    let { from } = this.#quarters.of(asOf);
    for (let quarters = 0; quarters < stagnantQuarters; quarters += 1) ({ from } = this.#quarters.before(from));
    return Math.ceil(from / dayMs) * dayMs - readingsOfLevel * dayMs;
  }

  #reaching(from: Instant, to: Instant): Made['byPlace'] {
    if (!this.#made || this.#made.from > from || this.#made.to < to) {
      const [first, last] = [Math.min(from, this.#made?.from ?? from), Math.max(to, this.#made?.to ?? to)];
      this.forget();
      this.#made = { from: first, to: last, byPlace: this.#read(first, last) };
    }
    return this.#made.byPlace;
  }

  #read(from: Instant, to: Instant): Made['byPlace'] {
    const midnights = Array.from({ length: (to - from) / dayMs + 1 }, (_, day) => from + day * dayMs);
    const findings = this.#judgement.over(midnights);
    const byPlace = new Map<string, readonly Reading[]>();
    for (const { id } of this.#config.teams)
      for (const dimension of dimensions) {
        const own = this.#judgement.criteria
          .filter((criterion) => criterion.dimension === dimension)
          .map((criterion) => ({ criterion, findings: findings(criterion, id) }));
        const at = (index: number) => own.map((one) => ({ ...one, finding: one.findings[index]! }));
        byPlace.set(
          `${id}|${dimension}`,
          midnights.flatMap((midnight, index) => this.#reading(id, midnight, at(index))),
        );
      }
    return byPlace;
  }

  #reading(
    team: string,
    at: Instant,
    found: readonly { readonly criterion: Criterion; readonly finding: Finding }[],
  ): readonly Reading[] {
    const judged = found.map(({ criterion, finding }) => {
      const isMet = finding.state === 'met';
      const isWaived = !isMet && this.#judgement.isWaived(criterion, team, at);
      return { criterion, finding, isMet, isWaived };
    });
    type Judged = (typeof judged)[number];
    const levelIf = (holds: (one: Judged) => boolean): Level =>
      rawLevel(judged.map((one) => ({ level: one.criterion.level, holds: holds(one) })));
    const level = levelIf(({ isMet, isWaived }) => isMet || isWaived);
    const ifRead = levelIf(({ isMet, isWaived, finding }) => isMet || isWaived || finding.lacks === 'stale');
    // A silent source loses a reading only where it could have told another level.
    if (ifRead !== level) return [];
    const missing = judged.filter(({ isMet, isWaived }) => !isMet && !isWaived).map(({ criterion }) => criterion);
    const atMost = levelIf(({ isMet, finding }) => isMet || finding.lacks === 'incomplete');
    return [{ at, level, earned: levelIf(({ isMet }) => isMet), atMost, missing }];
  }
}
