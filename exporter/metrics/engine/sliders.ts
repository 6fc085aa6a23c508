import type { Aggregate, Term } from '../metric.ts';
import { columnOf, measure, takes } from './measure.ts';
import type { Place } from './measure.ts';
import { postingKey } from './fact-table.ts';
import { quantify } from './quantities.ts';
import type { Quantities } from './quantities.ts';
import { RankedWindow } from './ranked-window.ts';

/** One aggregate at one place over ascending instants, asked for one after the other. */
export interface Slider {
  at(index: number): Quantities;
  /** Marks the instants at which the answer may differ from the one before. */
  mark(dirty: Uint8Array): void;
}

export interface Sliding {
  readonly instants: readonly number[];
  readonly lengthMs: number;
}

export function slider(aggregate: Aggregate<string>, place: Place, sliding: Sliding): Slider {
  if ('ratio' in aggregate) {
    const [numerator, denominator] = aggregate.ratio.map((term) => termSlider(term, place, sliding)) as [
      TermSlider,
      TermSlider,
    ];
    return {
      at: (index) => ({ type: 'ratio', numerator: numerator.at(index), denominator: denominator.at(index) }),
      mark: (dirty) => [numerator, denominator].forEach((term) => term.mark(dirty)),
    };
  }
  if ('stats' in aggregate)
    return new RankedWindow(
      eventIntervals(place, sliding),
      columnOf(place.table, aggregate.stats),
      sliding.instants.length,
    );
  if ('oldest' in aggregate || 'longest' in aggregate || 'latest' in aggregate) {
    const open = 'oldest' in aggregate ? openRows(place, sliding) : undefined;
    return {
      at: (index) => quantify(aggregate, open ? { ...place, openRows: open(index) } : place, momentAt(sliding, index)),
      mark: (dirty) => dirty.fill(1),
    };
  }
  const term = termSlider(aggregate, place, sliding);
  return { at: (index) => ({ type: 'number', number: term.at(index) }), mark: (dirty) => term.mark(dirty) };
}

const momentAt = ({ instants, lengthMs }: Sliding, index: number) => {
  const asOf = instants[index]!;
  return { from: asOf - lengthMs, to: asOf, asOf };
};

interface TermSlider {
  at(index: number): number;
  mark(dirty: Uint8Array): void;
}

function termSlider(term: Term<string>, place: Place, sliding: Sliding): TermSlider {
  if ('acrossTeams' in term) return termSlider(term.acrossTeams, { ...place, team: 'all' }, sliding);
  if ('count' in term || 'sum' in term) {
    const column = 'sum' in term ? columnOf(place.table, term.sum) : undefined;
    const where = 'count' in term ? term.count : ('all' as const);
    return steps(eventIntervals(place, sliding, where), (row) => Math.max(0, column ? column[row]! : 1), sliding);
  }
  if ('open' in term) {
    const { table } = place;
    const rows = rowsOf(place).filter((row) => takes(table, term.open, row, Infinity));
    return steps(
      rows.map((row) => intervalOf(sliding, row, table.at[row]!, table.to[row]!)),
      () => 1,
      sliding,
    );
  }
  return { at: (index) => measure(term, place, momentAt(sliding, index)), mark: (dirty) => dirty.fill(1) };
}

/** Instants `[first, end)` as of which a row counts. */
export interface Interval {
  readonly row: number;
  readonly first: number;
  readonly end: number;
}

const rowsOf = ({ table, team, label }: Place): readonly number[] => {
  const { rows, length } = table.postings.get(postingKey(team, label));
  return [...rows.subarray(0, length)];
};

/** The instants after `from`, up to `to`. */
function intervalOf({ instants }: Sliding, row: number, from: number, to: number): Interval {
  return { row, first: firstAfter(instants, from), end: to === Infinity ? instants.length : firstAfter(instants, to) };
}

/** An event counts while its window holds it, it is known, and its verdict holds: each is "after … up to …". */
function eventIntervals(
  place: Place,
  sliding: Sliding,
  where: Parameters<typeof takes>[1] = 'all',
): readonly Interval[] {
  const { table } = place;
  const intervals: Interval[] = [];
  for (const row of rowsOf(place)) {
    if (where !== 'holding' && !takes(table, where, row, Infinity)) continue;
    const from = table.knownFromOf(row);
    const to = Math.min(table.at[row]! + sliding.lengthMs, table.knownToOf(row));
    for (const held of where === 'holding' ? (table.holds(row) ?? []) : [{ from, to }]) {
      const interval = intervalOf(sliding, row, Math.max(from, held.from), Math.min(to, held.to));
      if (interval.end > interval.first) intervals.push(interval);
    }
  }
  return intervals;
}

export function firstAfter(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (instants[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A sum that changes where intervals begin and end. */
function steps(intervals: readonly Interval[], weightOf: (row: number) => number, { instants }: Sliding): TermSlider {
  const totals = new Float64Array(instants.length + 1);
  const changes = new Uint8Array(instants.length + 1);
  for (const { row, first, end } of intervals) {
    totals[first]! += weightOf(row);
    totals[end]! -= weightOf(row);
    changes[first] = changes[end] = 1;
  }
  for (let index = 1; index < totals.length; index += 1) totals[index]! += totals[index - 1]!;
  return {
    at: (index) => totals[index]!,
    mark: (dirty) => changes.forEach((change, index) => change && index < dirty.length && (dirty[index] = 1)),
  };
}

/** The open spans at each instant, asked in order. */
function openRows(place: Place, sliding: Sliding): (index: number) => ReadonlySet<number> {
  const { table } = place;
  const intervals = rowsOf(place).map((row) => intervalOf(sliding, row, table.at[row]!, table.to[row]!));
  const starts = [...intervals].sort((a, b) => a.first - b.first);
  const ends = [...intervals].sort((a, b) => a.end - b.end);
  const open = new Set<number>();
  let [started, ended] = [0, 0];
  return (index) => {
    for (; started < starts.length && starts[started]!.first <= index; started += 1) {
      if (starts[started]!.end > index) open.add(starts[started]!.row);
    }
    for (; ended < ends.length && ends[ended]!.end <= index; ended += 1) open.delete(ends[ended]!.row);
    return open;
  };
}
