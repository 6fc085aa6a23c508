import type { Term } from '../metric.ts';
import { groupIntervals, momentAt, partIntervals, rowsOf } from './intervals.ts';
import type { Interval, Sliding } from './intervals.ts';
import { amountsOf, hasParts, measure } from './measure.ts';
import type { PartTerm } from './measure.ts';
import { taker } from './place.ts';
import type { Place } from './place.ts';

/** One term at one place over ascending instants, asked for one after the other. */
export interface TermSlider {
  at(index: number): number;
  /** Marks the instants at which the answer may differ from the one before. */
  mark(dirty: Uint8Array): void;
}

export function termSlider(term: Term<string>, place: Place, sliding: Sliding): TermSlider {
  if ('acrossTeams' in term) return termSlider(term.acrossTeams, { ...place, team: 'all' }, sliding);
  if ('distinct' in term) return steps(groupIntervals(term, place, sliding), () => 1, sliding);
  if ('largestCarrier' in term) return largestCarrier(term, place, sliding);
  if (hasParts(term)) return partSlider(term, place, sliding);
  return afresh(term, place, sliding);
}

const afresh = (term: Term<string>, place: Place, sliding: Sliding): TermSlider => ({
  at: (index) => measure(term, place, momentAt(sliding, index)),
  mark: (dirty) => dirty.fill(1),
});

function partSlider(term: PartTerm, place: Place, sliding: Sliding, rows?: Iterable<number>): TermSlider {
  if ('covered' in term) return covered(term, place, sliding, rows ?? rowsOf(place));
  const amountOf = 'sum' in term ? amountsOf(term, place.table) : () => 1;
  return steps(partIntervals(term, place, sliding, rows), amountOf, sliding);
}

/** A sum that changes where intervals begin and end. */
function steps(intervals: readonly Interval[], weightOf: (row: number) => number, { instants }: Sliding): TermSlider {
  const totals = new Float64Array(instants.length + 1);
  for (const { row, first, end } of intervals) {
    totals[first]! += weightOf(row);
    totals[end]! -= weightOf(row);
  }
  for (let index = 1; index < totals.length; index += 1) totals[index]! += totals[index - 1]!;
  return { at: (index) => totals[index]!, mark: (dirty) => markEnds(intervals, dirty) };
}

export function markEnds(intervals: readonly Interval[], dirty: Uint8Array): void {
  for (const { first, end } of intervals) {
    if (first < dirty.length) dirty[first] = 1;
    if (end < dirty.length) dirty[end] = 1;
  }
}

/** What lies in a window is what lies before its end less what lies before its start. */
function covered(
  term: Extract<PartTerm, { covered: unknown }>,
  place: Place,
  sliding: Sliding,
  rows: Iterable<number>,
): TermSlider {
  const takes = taker(place.table, term.covered);
  const taken = [...rows].filter((row) => takes(row, Infinity) && place.table.to[row]! > place.table.at[row]!);
  const beforeEnd = new CoveredBefore(place, taken, sliding);
  const beforeStart = new CoveredBefore(place, taken, sliding);
  return {
    at: (index) => {
      const asOf = sliding.instants[index]!;
      return beforeEnd.at(asOf) - beforeStart.at(asOf - sliding.lengthMs);
    },
    mark: (dirty) => dirty.fill(1),
  };
}

/** Milliseconds that spans cover from the first window's start up to an instant, asked in ascending order. Whole numbers: sums are exact. */
class CoveredBefore {
  /** Each ends with Infinity. */
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  #started = 0;
  #ended = 0;
  #total = 0;
  #at: number;

  constructor({ table }: Place, rows: readonly number[], { instants, lengthMs }: Sliding) {
    const originAt = instants[0]! - lengthMs;
    this.#at = originAt;
    this.#starts = new Float64Array([...rows.map((row) => Math.max(table.at[row]!, originAt)), Infinity]).sort();
    this.#ends = new Float64Array([...rows.map((row) => Math.max(table.to[row]!, originAt)), Infinity]).sort();
  }

  at(at: number): number {
    for (;;) {
      const [startAt, endAt] = [this.#starts[this.#started]!, this.#ends[this.#ended]!];
      if (startAt > at && endAt > at) break;
      this.#advance(startAt < endAt ? startAt : endAt);
      if (startAt <= endAt) this.#started += 1;
      else this.#ended += 1;
    }
    this.#advance(at);
    return this.#total;
  }

  #advance(at: number): void {
    this.#total += (this.#started - this.#ended) * (at - this.#at);
    this.#at = at;
  }
}

/** NaN where there are too few carriers or facts to tell. */
function largestCarrier(
  term: Extract<Term<string>, { largestCarrier: unknown }>,
  place: Place,
  sliding: Sliding,
): TermSlider {
  const part = term.largestCarrier;
  if (!hasParts(part)) return afresh(term, place, sliding);
  const byCarrier = new Map<number, number[]>();
  for (const row of rowsOf(place)) {
    const carrier = place.table.carrier?.[row] ?? -1;
    if (carrier < 0) continue;
    const rows = byCarrier.get(carrier);
    if (rows) rows.push(row);
    else byCarrier.set(carrier, [row]);
  }
  const parts = [...byCarrier.values()].map((rows) => partSlider(part, place, sliding, rows));
  const facts = steps(partIntervals(part, place, sliding), () => 1, sliding);
  return {
    at(index) {
      let [carriers, largest] = [0, 0];
      for (const each of parts) {
        const amount = each.at(index);
        if (amount > 0) carriers += 1;
        if (amount > largest) largest = amount;
      }
      return carriers < term.minCarriers || facts.at(index) < term.minFacts ? Number.NaN : largest;
    },
    mark: (dirty) => [facts, ...parts].forEach((each) => each.mark(dirty)),
  };
}
