import type { Moment } from '../engine-types.ts';
import type { Aggregate } from '../metric.ts';
import { measure } from './measure.ts';
import { columnOf, eachCovered, eachEvent, eachOpen, taker, windowOf } from './place.ts';
import type { Place } from './place.ts';
import { interpolated, select, tenthsOf } from './statistics.ts';

/**
 * The whole numbers that an aggregate is made of, at one moment, before anything is divided or called absent. NaN: not to be told.
 * Sums of milliseconds are exact, so a number that was slid here equals one that was counted afresh.
 */
export type Quantities =
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'ratio'; readonly numerator: number; readonly denominator: number }
  | { readonly type: 'stats'; readonly n: number; readonly sum: number; readonly p50: number; readonly p90: number }
  /** The state of what is open; NaN where nothing is, or nothing that is known. */
  | { readonly type: 'state'; readonly number: number; readonly isUnknown: boolean }
  /** Largest age or length, latest instant; NaN where there is none. */
  | { readonly type: 'extreme'; readonly number: number };

export function quantify(aggregate: Aggregate<string>, place: Place, moment: Moment): Quantities {
  if ('ratio' in aggregate) {
    const [numerator, denominator] = aggregate.ratio;
    return {
      type: 'ratio',
      numerator: measure(numerator, place, moment),
      denominator: measure(denominator, place, moment),
    };
  }
  if ('stats' in aggregate) return statsOf(aggregate.stats, place, moment);
  if ('oldest' in aggregate) return { type: 'extreme', number: oldest(aggregate, place, moment) };
  if ('longest' in aggregate) return { type: 'extreme', number: longest(place, moment) };
  if ('latest' in aggregate) return { type: 'extreme', number: latest(place, moment) };
  if ('state' in aggregate) return stateOf(aggregate.state, place, moment);
  return { type: 'number', number: measure(aggregate, place, moment) };
}

let scratch = new Float64Array(1_024);

function statsOf(value: string, place: Place, moment: Moment): Quantities {
  const { low, high } = windowOf(place, moment);
  if (scratch.length < high - low) scratch = new Float64Array((high - low) * 2);
  const column = columnOf(place.table, value);
  let [n, sum] = [0, 0];
  eachEvent(place, moment, (row) => {
    const number = column[row]!;
    if (number < 0) return;
    scratch[n++] = number;
    sum += number;
  });
  if (n === 0) return { type: 'stats', n, sum, p50: Number.NaN, p90: Number.NaN };
  return {
    type: 'stats',
    n,
    sum,
    p50: interpolated(n, tenthsOf.p50, (rank) => select(scratch, n, rank)),
    p90: interpolated(n, tenthsOf.p90, (rank) => select(scratch, n, rank)),
  };
}

function oldest(aggregate: Extract<Aggregate<string>, { oldest: unknown }>, place: Place, { asOf }: Moment): number {
  let most = Number.NaN;
  const takes = taker(place.table, aggregate.where ?? 'all');
  eachOpen(place, asOf, (row) => {
    if (!takes(row, asOf)) return;
    const age = ageOf(aggregate.oldest, place, row, asOf);
    if (!(age <= most)) most = age;
  });
  return most;
}

/** On the clock that the aggregate names; a paused span only keeps what was on it before. */
export function ageOf(clock: 'calendar' | 'business', { table, calendarOf }: Place, row: number, asOf: number): number {
  const before = table.details.elapsedBefore(row);
  if (table.details.isPaused(row)) return before;
  const from = table.at[row]!;
  return before + (clock === 'calendar' ? asOf - from : calendarOf(row).businessMs(from, asOf));
}

function longest(place: Place, moment: Moment): number {
  let most = Number.NaN;
  eachCovered(place, moment, (_, ms) => {
    if (!(ms <= most)) most = ms;
  });
  return most;
}

function latest(place: Place, moment: Moment): number {
  const { posting, high } = windowOf(place, { from: -Infinity, to: moment.asOf, asOf: moment.asOf });
  for (let index = high - 1; index >= 0; index -= 1) {
    const row = posting.rows[index]!;
    if (place.table.isKnown(row, moment.asOf)) return place.table.at[row]!;
  }
  return Number.NaN;
}

function stateOf(which: 'least' | 'most' | 'total', place: Place, { asOf }: Moment): Quantities {
  const states: number[] = [];
  let isUnknown = false;
  eachOpen(place, asOf, (row) => {
    const state = place.table.state?.[row] ?? Number.NaN;
    if (Number.isNaN(state)) isUnknown = true;
    else states.push(state);
  });
  if (which !== 'total') {
    const number = states.length === 0 ? Number.NaN : which === 'least' ? Math.min(...states) : Math.max(...states);
    return { type: 'state', number, isUnknown };
  }
  if (isUnknown) return { type: 'state', number: Number.NaN, isUnknown };
  // In one order, whoever kept count of them: a sum of fractions depends on it.
  return { type: 'number', number: states.sort((a, b) => a - b).reduce((sum, state) => sum + state, 0) };
}
