/** One list of rows in the order of their instants. */
export interface Posting {
  readonly rows: Int32Array;
  readonly length: number;
}

const empty: Posting = { rows: new Int32Array(0), length: 0 };

interface Growing {
  rows: Int32Array;
  length: number;
  /** So many rows are in order; what was added since stands behind them. */
  settled: number;
}

/**
 * Rows by team and label, each list sorted by instant, so that a window of a team is a slice and not a scan. Changes are gathered and
 * settled together: what was added is sorted by itself and merged, so one changed root costs one pass over its own lists.
 */
export class Postings {
  readonly #lists = new Map<string, Growing>();
  readonly #touched = new Set<Growing>();
  readonly #atOf: (row: number) => number;

  constructor(atOf: (row: number) => number) {
    this.#atOf = atOf;
  }

  get(key: string): Posting {
    return this.#lists.get(key) ?? empty;
  }

  add(key: string, row: number): void {
    const list = this.#lists.get(key) ?? { rows: new Int32Array(4), length: 0, settled: 0 };
    this.#lists.set(key, list);
    if (list.length === list.rows.length) list.rows = copyOf(list.rows, list.length * 2);
    list.rows[list.length++] = row;
    this.#touched.add(list);
  }

  /** Tells that a list holds a row that is going; `settle` takes it out. */
  touch(key: string): void {
    const list = this.#lists.get(key);
    if (list) this.#touched.add(list);
  }

  /** Takes out what is gone and puts what was added in its place. */
  settle(isGone: (row: number) => boolean): void {
    for (const list of this.#touched) {
      sweep(list, isGone);
      this.#merge(list);
    }
    this.#touched.clear();
  }

  /** Ties keep the order of row numbers. */
  readonly #compare = (a: number, b: number): number => this.#atOf(a) - this.#atOf(b) || a - b;

  #merge(list: Growing): void {
    const { rows, length, settled } = list;
    const added = rows.slice(settled, length);
    if (!this.#isSorted(added)) added.sort(this.#compare);
    let [from, to] = [settled - 1, length - 1];
    for (let next = added.length - 1; next >= 0; to -= 1) {
      if (from >= 0 && this.#compare(rows[from]!, added[next]!) > 0) rows[to] = rows[from--]!;
      else rows[to] = added[next--]!;
    }
    list.settled = length;
  }

  #isSorted(rows: Int32Array): boolean {
    for (let i = 1; i < rows.length; i += 1) if (this.#compare(rows[i - 1]!, rows[i]!) > 0) return false;
    return true;
  }
}

function sweep(list: Growing, isGone: (row: number) => boolean): void {
  let [kept, settled] = [0, 0];
  for (let index = 0; index < list.length; index += 1) {
    const row = list.rows[index]!;
    if (isGone(row)) continue;
    if (index < list.settled) settled += 1;
    list.rows[kept++] = row;
  }
  [list.length, list.settled] = [kept, settled];
}

function copyOf(rows: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(rows);
  return larger;
}

/** Place of the first row whose instant is at least `at`. */
export function firstAtLeast(list: Posting, atOf: (row: number) => number, at: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atOf(list.rows[middle]!) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
