import type { Term, Where } from '../metric.ts';
import { amountsOf } from './measure.ts';
import type { PartTerm } from './measure.ts';
import { columnOf, taker, windowOf } from './place.ts';
import type { Place } from './place.ts';
import { postingKey } from './receivers.ts';

/** Ascending instants, and how far back each one's window reaches. */
export interface Sliding {
  readonly instants: readonly number[];
  readonly lengthMs: number;
}

/** Places `[first, end)` among the instants at which a row counts. */
export interface Interval {
  readonly row: number;
  readonly first: number;
  readonly end: number;
}

export const momentAt = ({ instants, lengthMs }: Sliding, index: number) => {
  const asOf = instants[index]!;
  return { from: asOf - lengthMs, to: asOf, asOf };
};

export const rowsOf = ({ table, team, label }: Place): Int32Array => {
  const { rows, length } = table.postings.get(postingKey(team, label));
  return rows.subarray(0, length);
};

/** The events that any of the windows can hold. */
function eventsWithin(place: Place, { instants, lengthMs }: Sliding): Int32Array {
  if (instants.length === 0) return new Int32Array(0);
  const to = instants.at(-1)!;
  const { posting, low, high } = windowOf(place, { from: instants[0]! - lengthMs, to, asOf: to });
  return posting.rows.subarray(low, high);
}

/** Place of the first instant after. */
export function firstAfter(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The instants after `from`, up to `to`. */
export function intervalOf({ instants }: Sliding, row: number, from: number, to: number): Interval {
  return { row, first: firstAfter(instants, from), end: to === Infinity ? instants.length : firstAfter(instants, to) };
}

/** An event counts while its window holds it, it is known, and its verdict holds: each is "after … up to …". */
export function eventIntervals(
  place: Place,
  sliding: Sliding,
  where: Where<string> = 'all',
  rows: Iterable<number> = eventsWithin(place, sliding),
): readonly Interval[] {
  const { table } = place;
  const takes = where === 'holding' ? undefined : taker(table, where);
  const always = [{ from: -Infinity, to: Infinity }];
  const intervals: Interval[] = [];
  for (const row of rows) {
    if (takes && !takes(row, Infinity)) continue;
    const from = table.knownFromOf(row);
    const to = Math.min(table.at[row]! + sliding.lengthMs, table.knownToOf(row));
    for (const held of takes ? always : (table.details.holds(row) ?? [])) {
      const interval = intervalOf(sliding, row, Math.max(from, held.from), Math.min(to, held.to));
      if (interval.end > interval.first) intervals.push(interval);
    }
  }
  return intervals;
}

/** Where rows add anything to a term. */
export function partIntervals(
  term: PartTerm,
  place: Place,
  sliding: Sliding,
  given?: Iterable<number>,
): readonly Interval[] {
  const { table } = place;
  if ('count' in term) return eventIntervals(place, sliding, term.count, given);
  if ('sum' in term) {
    const amountOf = amountsOf(term, table);
    return eventIntervals(place, sliding, 'all', given).filter(({ row }) => amountOf(row) !== 0);
  }
  const takes = taker(table, 'open' in term ? term.open : term.covered);
  const intervals: Interval[] = [];
  for (const row of given ?? rowsOf(place)) {
    if (!takes(row, Infinity)) continue;
    // A window that begins where the span ends holds nothing of it: up to a millisecond before.
    const to = 'open' in term ? table.to[row]! : table.to[row]! + sliding.lengthMs - 1;
    const interval = intervalOf(sliding, row, table.at[row]!, to);
    const isEmpty = interval.end <= interval.first || table.to[row]! <= table.at[row]!;
    if (!isEmpty) intervals.push(interval);
  }
  return intervals;
}

/** One interval where those of a row's group touch or overlap: a group counts once. */
export function groupIntervals(
  { distinct }: Extract<Term<string>, { distinct: unknown }>,
  place: Place,
  sliding: Sliding,
): readonly Interval[] {
  const column = columnOf(place.table, distinct);
  const last = new Map<number, Interval>();
  const joined: Interval[] = [];
  const known = eventIntervals(place, sliding, { known: distinct });
  for (const interval of [...known].sort((a, b) => a.first - b.first)) {
    const group = column[interval.row]!;
    const before = last.get(group);
    if (before && interval.end <= before.end) continue;
    const first = before ? Math.max(before.end, interval.first) : interval.first;
    const rest = { row: interval.row, first, end: interval.end };
    last.set(group, rest);
    joined.push(rest);
  }
  return joined;
}
