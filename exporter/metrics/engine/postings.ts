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
  /** Rows that are to be taken out. */
  gone: number[];
}

/** Up to so many rows are looked up and taken out; for more, the list is read through once. */
const fewRows = 32;

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
    const list = this.#lists.get(key) ?? { rows: new Int32Array(4), length: 0, settled: 0, gone: [] };
    this.#lists.set(key, list);
    if (list.length === list.rows.length) list.rows = copyOf(list.rows, list.length * 2);
    list.rows[list.length++] = row;
    this.#touched.add(list);
  }

  remove(key: string, row: number): void {
    const list = this.#lists.get(key);
    if (!list) return;
    list.gone.push(row);
    this.#touched.add(list);
  }

  /** Takes out what is gone and puts what was added in its place. */
  settle(): void {
    for (const list of this.#touched) {
      if (list.gone.length > fewRows) sweep(list);
      else for (const row of list.gone) this.#takeOut(list, row);
      list.gone = [];
      this.#settleAdded(list);
    }
    this.#touched.clear();
  }

  #takeOut(list: Growing, row: number): void {
    const settledPlace = this.#placeOf(list, row);
    const isSettled = settledPlace < list.settled && list.rows[settledPlace] === row;
    const place = isSettled ? settledPlace : list.rows.indexOf(row, list.settled);
    list.rows.copyWithin(place, place + 1, list.length);
    list.length -= 1;
    if (isSettled) list.settled -= 1;
  }

  #placeOf(list: Growing, row: number): number {
    let [low, high] = [0, list.settled];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(list.rows[middle]!, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Ties keep the order of row numbers. */
  readonly #compare = (a: number, b: number): number => this.#atOf(a) - this.#atOf(b) || a - b;

  #settleAdded(list: Growing): void {
    const added = list.rows.slice(list.settled, list.length);
    if (added.length > fewRows) return this.#merge(list, added);
    for (const row of added) {
      const place = this.#placeOf(list, row);
      list.rows.copyWithin(place + 1, place, list.settled);
      list.rows[place] = row;
      list.settled += 1;
    }
  }

  #merge(list: Growing, added: Int32Array): void {
    const { rows, length, settled } = list;
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

function sweep(list: Growing): void {
  const gone = new Set(list.gone);
  let [kept, settled] = [0, 0];
  for (let index = 0; index < list.length; index += 1) {
    const row = list.rows[index]!;
    if (gone.has(row)) continue;
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

/** Place of the first row whose instant (a column by row) is at least `at`. */
export function firstAtLeast(list: Posting, atOf: Float64Array, at: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (atOf[list.rows[middle]!]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
