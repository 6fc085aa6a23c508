import type { Instant } from '../records/index.ts';
import type { Criterion } from './criterion.ts';
import type { Level } from './dimensions.ts';
import { observedLevels } from './level.ts';

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
  readonly #observed: readonly Level[];
  readonly #earned: readonly Level[];

  constructor(readings: readonly Reading[]) {
    this.readings = readings;
    this.#observed = observedLevels(readings.map(({ level }) => level));
    this.#earned = observedLevels(readings.map(({ earned }) => earned));
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
    return this.#observed[this.countAt(asOf) - 1] ?? null;
  }

  /** The same without what waivers hold. */
  earnedAt(asOf: Instant): Level | null {
    return this.#earned[this.countAt(asOf) - 1] ?? null;
  }
}
