import type { Quantities } from './quantities.ts';
import type { Interval } from './intervals.ts';
import type { Slider } from './sliders.ts';
import { interpolated, tenthsOf } from './statistics.ts';

/** Mean and percentiles of a sliding set of numbers: ranks are computed once, a Fenwick tree counts who is inside. */
export class RankedWindow implements Slider {
  readonly #sorted: Float64Array;
  readonly #counts: Int32Array;
  readonly #enters: readonly Entry[];
  readonly #leaves: readonly Entry[];
  #entered = 0;
  #left = 0;
  #n = 0;
  #sum = 0;

  constructor(intervals: readonly Interval[], column: Float64Array, instants: number) {
    const inside = intervals.filter(({ row }) => column[row]! >= 0);
    this.#sorted = Float64Array.from(inside, ({ row }) => column[row]!).sort();
    this.#counts = new Int32Array(this.#sorted.length + 1);
    const entries = inside.map(({ row, first, end }) => ({
      value: column[row]!,
      rank: this.#rankOf(column[row]!),
      first,
      end,
    }));
    this.#enters = entries.filter(({ first }) => first < instants).sort((a, b) => a.first - b.first);
    this.#leaves = [...this.#enters].sort((a, b) => a.end - b.end);
  }

  at(index: number): Quantities {
    for (; this.#entered < this.#enters.length && this.#enters[this.#entered]!.first <= index; this.#entered += 1)
      this.#move(this.#enters[this.#entered]!, 1);
    for (; this.#left < this.#leaves.length && this.#leaves[this.#left]!.end <= index; this.#left += 1)
      this.#move(this.#leaves[this.#left]!, -1);
    const [n, sum] = [this.#n, this.#sum];
    if (n === 0) return { type: 'stats', n, sum: 0, p50: Number.NaN, p90: Number.NaN };
    return {
      type: 'stats',
      n,
      sum,
      p50: interpolated(n, tenthsOf.p50, this.#atRank),
      p90: interpolated(n, tenthsOf.p90, this.#atRank),
    };
  }

  mark(dirty: Uint8Array): void {
    for (const { first, end } of this.#enters) {
      dirty[first] = 1;
      if (end < dirty.length) dirty[end] = 1;
    }
  }

  #move({ value, rank }: Entry, by: 1 | -1): void {
    this.#n += by;
    this.#sum += by * value;
    for (let node = rank + 1; node < this.#counts.length; node += node & -node) this.#counts[node]! += by;
  }

  /** Place of the first equal number: equal numbers share a rank. */
  #rankOf(value: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  readonly #atRank = (k: number): number => {
    let [node, left] = [0, k + 1];
    for (let step = 1 << (31 - Math.clz32(this.#counts.length)); step > 0; step >>= 1) {
      const next = node + step;
      if (next < this.#counts.length && this.#counts[next]! < left) {
        node = next;
        left -= this.#counts[next]!;
      }
    }
    return this.#sorted[node]!;
  };
}

interface Entry {
  readonly value: number;
  readonly rank: number;
  readonly first: number;
  readonly end: number;
}
