import type { PastRun } from './open-metrics.ts';

/** Runs of equal values, ascending. Kept as plain numbers: of millions of objects the collector would have most of the work. */
export class Runs implements Iterable<PastRun> {
  /** Of each run `first`, `end` and `value`. */
  readonly #numbers: number[] = [];

  /** What follows the last run with the same value belongs to it. */
  add(first: number, end: number, value: number): void {
    const last = this.#numbers.length - 3;
    const isMore = this.#numbers[last + 1] === first && this.#numbers[last + 2] === value;
    if (isMore) this.#numbers[last + 1] = end;
    else this.#numbers.push(first, end, value);
  }

  *[Symbol.iterator](): Iterator<PastRun> {
    for (let at = 0; at < this.#numbers.length; at += 3)
      yield { first: this.#numbers[at]!, end: this.#numbers[at + 1]!, value: this.#numbers[at + 2]! };
  }
}
