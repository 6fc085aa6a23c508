import type { Calendar } from '../../calendar/calendar.ts';
import type { Moment } from '../engine-types.ts';
import type { Term, Where } from '../metric.ts';
import { postingKey } from './fact-table.ts';
import type { FactTable } from './fact-table.ts';
import { firstAtLeast } from './postings.ts';
import type { Posting } from './postings.ts';

type AnyTerm = Term<string>;

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
const endOf = ({ from, to, asOf }: Moment): number => Math.max(from, Math.min(to, asOf));

/** The number that a term stands for; NaN where it may not be told (too few carriers). */
export function measure(term: AnyTerm, place: Place, moment: Moment): number {
  if ('window' in term) return place.calendar.businessDays(moment.from, endOf(moment));
  if ('acrossTeams' in term) return measure(term.acrossTeams, { ...place, team: 'all' }, moment);
  if ('largestCarrier' in term) return largestCarrier(term, place, moment);
  if ('distinct' in term) return distinct(term.distinct, place, moment);
  let total = 0;
  eachPart(term, place, moment, (_, amount) => (total += amount));
  return total;
}

/** A term that is the sum of what each fact adds. */
export type PartTerm = Extract<
  AnyTerm,
  { count: unknown } | { sum: unknown } | { open: unknown } | { covered: unknown }
>;
export const hasParts = (term: AnyTerm): term is PartTerm =>
  'count' in term || 'sum' in term || 'open' in term || 'covered' in term;

/** Calls back with what each row adds to a term. */
export function eachPart(
  term: PartTerm,
  place: Place,
  moment: Moment,
  take: (row: number, amount: number) => void,
): void {
  const { table } = place;
  const { asOf } = moment;
  if ('sum' in term) {
    const column = columnOf(table, term.sum);
    return eachEvent(place, moment, (row) => column[row]! > 0 && take(row, column[row]!));
  }
  const takes = taker(table, whereOf(term));
  if ('count' in term) eachEvent(place, moment, (row) => takes(row, asOf) && take(row, 1));
  else if ('open' in term) eachOpen(place, asOf, (row) => takes(row, asOf) && take(row, 1));
  else eachCovered(place, moment, (row, ms) => takes(row, asOf) && take(row, ms));
}

const whereOf = (term: Exclude<PartTerm, { sum: unknown }>): Where<string> =>
  'count' in term ? term.count : 'open' in term ? term.open : term.covered;

/** The part of a term that each carrier has. */
export function byCarrier(
  term: AnyTerm,
  place: Place,
  moment: Moment,
): { readonly parts: ReadonlyMap<number, number>; readonly facts: number } {
  const parts = new Map<number, number>();
  let facts = 0;
  if (!hasParts(term))
    throw new Error(`population ${place.table.population.id}: this term has no parts that a person could carry`);
  eachPart(term, place, moment, (row, amount) => {
    facts += 1;
    const carrier = place.table.carrier?.[row] ?? -1;
    if (carrier >= 0) parts.set(carrier, (parts.get(carrier) ?? 0) + amount);
  });
  return { parts, facts };
}

function largestCarrier(term: Extract<AnyTerm, { largestCarrier: unknown }>, place: Place, moment: Moment): number {
  const { parts, facts } = byCarrier(term.largestCarrier, place, moment);
  return parts.size < term.minCarriers || facts < term.minFacts ? Number.NaN : Math.max(0, ...parts.values());
}

function distinct(value: string, place: Place, moment: Moment): number {
  let groups = 0;
  eachGroup(value, place, moment, () => (groups += 1));
  return groups;
}

/** Calls back with the last event of each group, where that lies in the window as of the moment. */
export function eachGroup(value: string, place: Place, moment: Moment, take: (row: number) => void): void {
  const { table } = place;
  const column = columnOf(table, value);
  const last = new Map<number, number>();
  // Beyond the window's end, too: a group that went on there is not the window's.
  eachEvent(place, { ...moment, to: moment.asOf }, (row) => column[row]! >= 0 && last.set(column[row]!, row));
  for (const row of last.values()) if (table.at[row]! < moment.to) take(row);
}
