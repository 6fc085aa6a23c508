import { keyOf } from '../guardrails/line-series.ts';
import type { Engine, Series } from '../metrics/engine-types.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** The first Monday of Unix time was 5 January 1970. */
const firstMondayAt = 4 * dayMs;

/** So many ends of weeks, and now, are a quarter. */
export const shownWeeks = 13;

/** The last 13 ends of weeks (Mondays 00:00 UTC) up to an instant, in order. */
export function weekEndsUntil(asOf: number): readonly number[] {
  const last = firstMondayAt + Math.floor((asOf - firstMondayAt) / weekMs) * weekMs;
  return Array.from({ length: shownWeeks }, (_, index) => last - (shownWeeks - 1 - index) * weekMs);
}

/** What some series were at the ends of weeks. It is worked out when a week is over or facts have changed, not when somebody looks. */
export class Weeks {
  readonly #engine: Engine;
  readonly #series: ReadonlyMap<string, Series>;
  #until: number | null = null;
  #values: ReadonlyMap<string, readonly (number | null)[]> = new Map();

  constructor(engine: Engine, series: readonly Series[]) {
    this.#engine = engine;
    this.#series = new Map(series.map((each) => [keyOf(each), each]));
  }

  forget(): void {
    this.#until = null;
  }

  /** By `keyOf` a series, one value for each end of a week; null: there was none. */
  valuesAt(asOf: number): ReadonlyMap<string, readonly (number | null)[]> {
    const ends = weekEndsUntil(asOf);
    if (this.#until !== ends.at(-1)) this.#values = this.#slid(ends);
    this.#until = ends.at(-1)!;
    return this.#values;
  }

  #slid(ends: readonly number[]): ReadonlyMap<string, readonly (number | null)[]> {
    const values = new Map([...this.#series.keys()].map((key) => [key, ends.map((): number | null => null)]));
    for (const metric of new Set([...this.#series.values()].map((series) => series.metric)))
      this.#engine.slide(
        metric,
        ends,
        (series, first, end, value) => {
          if ('value' in value) values.get(keyOf(series))?.fill(value.value, first, end);
        },
        (series) => this.#series.has(keyOf(series)),
      );
    return values;
  }
}
