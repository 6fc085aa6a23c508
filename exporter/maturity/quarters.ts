import { quarterOf } from '../calendar/quarter.ts';
import type { Instant, Span } from '../records/index.ts';

/** The calendar quarters of a zone, each worked out once: they are asked for every day of a year. */
export class Quarters {
  readonly #zone: string;
  #known: readonly Span[] = [];

  constructor(zone: string) {
    this.#zone = zone;
  }

  of(at: Instant): Span {
    const known = this.#known.find(({ from, to }) => from <= at && at < to);
    if (known) return known;
    const quarter = quarterOf(at, this.#zone);
    this.#known = [...this.#known, quarter];
    return quarter;
  }

  /** The complete one before the quarter that begins at an instant. */
  before(start: Instant): Span {
    return this.of(start - 1);
  }
}
