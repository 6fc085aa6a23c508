/** One list of rows in the order of their instants. */
export interface Posting {
  readonly rows: Int32Array;
  readonly length: number;
}

const empty: Posting = { rows: new Int32Array(0), length: 0 };

interface Growing {
  rows: Int32Array;
  length: number;
  isSorted: boolean;
}

/**
 * Rows by team and label, each list sorted by instant, so that a window of a team is a slice and not a scan. A load appends and sorts once;
 * a single change is put in its place.
 */
export class Postings {
  readonly #lists = new Map<string, Growing>();
  readonly #atOf: (row: number) => number;

  constructor(atOf: (row: number) => number) {
    this.#atOf = atOf;
  }

  keys(): Iterable<string> {
    return this.#lists.keys();
  }

  get(key: string): Posting {
    const list = this.#lists.get(key);
    if (!list) return empty;
    this.#sort(list);
    return list;
  }

  add(key: string, row: number): void {
    const list = this.#lists.get(key) ?? { rows: new Int32Array(4), length: 0, isSorted: true };
    this.#lists.set(key, list);
    if (list.length === list.rows.length) {
      const larger = new Int32Array(list.length * 2);
      larger.set(list.rows);
      list.rows = larger;
    }
    const last = list.length > 0 ? this.#atOf(list.rows[list.length - 1]!) : -Infinity;
    list.rows[list.length] = row;
    list.length += 1;
    if (this.#atOf(row) < last) list.isSorted = false;
  }

  remove(key: string, row: number): void {
    const list = this.#lists.get(key);
    if (!list) return;
    const place = list.isSorted ? this.#placeOf(list, row) : list.rows.subarray(0, list.length).indexOf(row);
    list.rows.copyWithin(place, place + 1, list.length);
    list.length -= 1;
  }

  #placeOf(list: Growing, row: number): number {
    let place = firstAtLeast(list, this.#atOf, this.#atOf(row));
    while (list.rows[place] !== row) place += 1;
    return place;
  }

  /** Ties keep the order of row numbers: the same facts always stand in the same order within a run. */
  #sort(list: Growing): void {
    if (list.isSorted) return;
    list.rows.subarray(0, list.length).sort((a, b) => this.#atOf(a) - this.#atOf(b) || a - b);
    list.isSorted = true;
  }
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
