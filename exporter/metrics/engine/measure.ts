import type { Moment } from '../engine-types.ts';
import type { Term, Where } from '../metric.ts';
import type { FactTable } from './fact-table.ts';
import { columnOf, eachCovered, eachEvent, eachOpen, endOf, taker } from './place.ts';
import type { Place } from './place.ts';

type AnyTerm = Term<string>;

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
    const amountOf = amountsOf(term, table);
    return eachEvent(place, moment, (row) => {
      const amount = amountOf(row);
      if (amount !== 0) take(row, amount);
    });
  }
  const takes = taker(table, whereOf(term));
  if ('count' in term) eachEvent(place, moment, (row) => takes(row, asOf) && take(row, 1));
  else if ('open' in term) eachOpen(place, asOf, (row) => takes(row, asOf) && take(row, 1));
  else eachCovered(place, moment, (row, ms) => takes(row, asOf) && take(row, ms));
}

/** What a row adds to a sum; a value that is left out adds nothing. */
export function amountsOf(
  { sum, less }: Extract<PartTerm, { sum: unknown }>,
  table: FactTable,
): (row: number) => number {
  const added = columnOf(table, sum);
  const taken = less === undefined ? undefined : columnOf(table, less);
  return (row) => Math.max(0, added[row]!) - (taken ? Math.max(0, taken[row]!) : 0);
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
