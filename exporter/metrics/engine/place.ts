import type { Calendar } from '../../calendar/calendar.ts';
import type { Moment } from '../engine-types.ts';
import type { Where } from '../metric.ts';
import type { FactTable } from './fact-table.ts';
import { firstAtLeast } from './postings.ts';
import type { Posting } from './postings.ts';
import { postingKey } from './receivers.ts';

/** Where a term is measured: the facts of a team under a label. */
export interface Place {
  readonly table: FactTable;
  readonly team: string;
  readonly label: string;
  /** Of the team; the organisation's for `all` and unattributed. */
  readonly calendar: Calendar;
  /** The one on which a fact's own durations run: for `all` that of the fact's team. */
  readonly calendarOf: (row: number) => Calendar;
  /** The spans that are open at the moment, where somebody keeps count; else they are looked up. */
  readonly openRows?: Iterable<number>;
}

/** The rows of a place, and the part of them that the window holds (by instant, or by start for spans). */
export function windowOf(
  { table, team, label }: Place,
  { from, to, asOf }: Moment,
): { readonly posting: Posting; readonly low: number; readonly high: number } {
  const posting = table.postings.get(postingKey(team, label));
  const low = firstAtLeast(posting, table.at, from);
  // Strict event time: an instant at or after asOf is the future.
  return { posting, low, high: firstAtLeast(posting, table.at, Math.min(to, asOf)) };
}

/** Tells whether a term takes a row as of an instant. */
export function taker(table: FactTable, where: Where<string>): (row: number, asOf: number) => boolean {
  if (where === 'all') return () => true;
  if (where === 'holding') return (row, asOf) => table.isHolding(row, asOf);
  const column = columnOf(table, 'flag' in where ? where.flag : where.known);
  return 'flag' in where ? (row) => column[row] === 1 : (row) => column[row]! >= 0;
}

/** A value's column. Throws for a name that the population does not declare. */
export function columnOf(table: FactTable, value: string): Float64Array {
  const column = table.values[table.valueNames.indexOf(value)];
  if (!column) throw new Error(`population ${table.population.id} has no value ${value}`);
  return column;
}

/** Calls back with each event or verdict of the window that is known as of the moment. */
export function eachEvent(place: Place, moment: Moment, take: (row: number) => void): void {
  const { posting, low, high } = windowOf(place, moment);
  const { table } = place;
  const isAlwaysKnown = table.knownFrom === undefined;
  for (let index = low; index < high; index += 1) {
    const row = posting.rows[index]!;
    if (isAlwaysKnown || table.isKnown(row, moment.asOf)) take(row);
  }
}

/** Calls back with each span that is open as of the instant. */
export function eachOpen(place: Place, asOf: number, take: (row: number) => void): void {
  const { table } = place;
  if (place.openRows) {
    for (const row of place.openRows) take(row);
    return;
  }
  const posting = table.postings.get(postingKey(place.team, place.label));
  const started = firstAtLeast(posting, table.at, asOf);
  for (let index = 0; index < started; index += 1) {
    const row = posting.rows[index]!;
    if (asOf <= table.to[row]!) take(row);
  }
}

/** Calls back with each span that touches the window, and the milliseconds of it inside. */
export function eachCovered(place: Place, moment: Moment, take: (row: number, ms: number) => void): void {
  const { table } = place;
  const { posting, high } = windowOf(place, moment);
  const end = endOf(moment);
  for (let index = 0; index < high; index += 1) {
    const row = posting.rows[index]!;
    const ms = Math.min(table.to[row]!, end) - Math.max(table.at[row]!, moment.from);
    if (ms > 0) take(row, ms);
  }
}

/** A window that is not over yet is as long as it has lasted. */
export const endOf = ({ from, to, asOf }: Moment): number => Math.max(from, Math.min(to, asOf));
