import type { Term } from '../metric.ts';
import { groupIntervals, momentAt, partIntervals, rowsOf } from './intervals.ts';
import type { Interval, Sliding } from './intervals.ts';
import { columnOf, hasParts, measure, taker } from './measure.ts';
import type { PartTerm, Place } from './measure.ts';

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

function partSlider(
  term: PartTerm,
  place: Place,
  sliding: Sliding,
  rows: Iterable<number> = rowsOf(place),
): TermSlider {
  if ('covered' in term) return covered(term, place, sliding, rows);
  const column = 'sum' in term ? columnOf(place.table, term.sum) : undefined;
  return steps(partIntervals(term, place, sliding, rows), (row) => (column ? column[row]! : 1), sliding);
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
  const originAt = sliding.instants[0]! - sliding.lengthMs;
  const [beforeEnd, beforeStart] = [coveredBefore(place, taken, originAt), coveredBefore(place, taken, originAt)];
  return {
    at(index) {
      const { from, to } = momentAt(sliding, index);
      return beforeEnd(to) - beforeStart(from);
    },
    mark: (dirty) => dirty.fill(1),
  };
}

/** Milliseconds that spans cover from the origin up to an instant, asked in ascending order. Whole numbers: nothing is lost by adding up. */
function coveredBefore({ table }: Place, rows: readonly number[], originAt: number): (at: number) => number {
  const starts = Float64Array.from(rows, (row) => Math.max(table.at[row]!, originAt)).sort();
  const ends = Float64Array.from(rows, (row) => Math.max(table.to[row]!, originAt)).sort();
  let [started, ended, total, seenAt] = [0, 0, 0, originAt];
  const advance = (at: number): void => {
    total += (started - ended) * (at - seenAt);
    seenAt = at;
  };
  return (at) => {
    for (;;) {
      const nextAt = Math.min(starts[started] ?? Infinity, ends[ended] ?? Infinity);
      if (nextAt > at) break;
      advance(nextAt);
      if (starts[started] === nextAt) started += 1;
      else ended += 1;
    }
    advance(at);
    return total;
  };
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
