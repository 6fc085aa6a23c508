import type { Instant } from '../records/index.ts';
import type { Criterion } from './criterion.ts';
import type { Level } from './dimensions.ts';
import { observedOf } from './level.ts';
import type { Observed } from './level.ts';

/** What was read of a team's dimension at 00:00 UTC. */
export interface Reading {
  readonly at: Instant;
  readonly level: Level;
  /** Without waivers: what they hold is no gain. */
  readonly earned: Level;
  /** What could have been earned if what was not read so far back were met: where it is higher, nobody can say. */
  readonly atMost: Level;
  /** What was neither met nor waived. */
  readonly missing: readonly Criterion[];
}

/** Readings in the order of days, and what was observed after each. */
export class Path {
  readonly readings: readonly Reading[];
  readonly #observed: Observed;
  readonly #earned: Observed;

  constructor(readings: readonly Reading[]) {
    this.readings = readings;
    this.#observed = observedOf(readings.map(({ level }) => level));
    this.#earned = observedOf(readings.map(({ earned }) => earned));
  }

  /** Whether what is observed at an instant, with waivers and without, would be the same whatever was read before the first reading. */
  isSettledAt(asOf: Instant): boolean {
    return this.countAt(asOf) > Math.max(this.#observed.settledFrom, this.#earned.settledFrom);
  }

  /** How many readings there were up to and with an instant. */
  countAt(asOf: Instant): number {
    let [low, high] = [0, this.readings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.readings[middle]!.at <= asOf) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  lastAt(asOf: Instant): Reading | undefined {
    return this.readings[this.countAt(asOf) - 1];
  }

  /** What is observed at an instant; null: nothing has been read. */
  observedAt(asOf: Instant): Level | null {
    return this.#observed.levels[this.countAt(asOf) - 1] ?? null;
  }

  /** The same without what waivers hold. */
  earnedAt(asOf: Instant): Level | null {
    return this.#earned.levels[this.countAt(asOf) - 1] ?? null;
  }
}
