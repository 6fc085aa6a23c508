import { isWithin } from '../../history/spans.ts';
import type { ExplainedFact, Explanation, Moment } from '../engine-types.ts';
import type { Aggregate, AnyMetric, Term } from '../metric.ts';
import { reasonOf } from './columns.ts';
import type { FactTable } from './fact-table.ts';
import { eachGroup, eachPart, hasParts } from './measure.ts';
import { columnOf, eachEvent, eachOpen, taker } from './place.ts';
import type { Place } from './place.ts';
import { ageOf } from './quantities.ts';
import type { Reader } from './reader.ts';
import { momentOf, reachOf } from './series.ts';
import type { Cut } from './series.ts';
import type { Stat } from './statistics.ts';
import { scaleOf, termScale } from './values.ts';

type Excluded = Explanation['excluded'][number];

/** The value with the facts behind it and what was left out, in the order of time. */
export function explain(
  metric: AnyMetric,
  team: string,
  cut: Cut,
  stat: Stat | undefined,
  given: Moment,
  reader: Reader,
): Explanation {
  const value = reader.read(metric, team, cut, given)[cut.stats.indexOf(stat)] ?? { absent: 'no_facts' as const };
  // Where a number would point at a person, so would the facts behind it.
  if ('absent' in value && value.absent === 'too_few') return { value, facts: [], excluded: [] };
  const place = reader.place(metric, team, cut);
  const moment = momentOf(metric, given);
  const since = Math.max(moment.from, reachOf(metric, given));
  const excluded = [...excludedRoots(place, { ...moment, from: since }), ...leftOut(cut.aggregate, place, moment)];
  return { value, facts: inOrder([...factsOf(metric, cut.aggregate, place, moment)]), excluded: inOrder(excluded) };
}

function inOrder<T extends { readonly at: number; readonly ref: { readonly id: string } }>(list: T[]): T[] {
  return list.sort((a, b) => a.at - b.at || (a.ref.id < b.ref.id ? -1 : a.ref.id > b.ref.id ? 1 : 0));
}

function factsOf(
  metric: AnyMetric,
  aggregate: Aggregate<string>,
  place: Place,
  moment: Moment,
): Iterable<ExplainedFact> {
  const { table } = place;
  if ('ratio' in aggregate) return factsOfRatio(aggregate.ratio, place, moment);
  const facts: ExplainedFact[] = [];
  const scale = scaleOf(metric);
  if ('stats' in aggregate) {
    const column = columnOf(table, aggregate.stats);
    eachEvent(place, moment, (row) => column[row]! >= 0 && facts.push(fact(table, row, moment, column[row]! / scale)));
  } else if ('oldest' in aggregate) {
    const takes = taker(table, aggregate.where ?? 'all');
    eachOpen(place, moment.asOf, (row) => {
      if (!takes(row, moment.asOf)) return;
      facts.push(fact(table, row, moment, ageOf(aggregate.oldest, place, row, moment.asOf) / scale));
    });
  } else if ('state' in aggregate) {
    eachOpen(place, moment.asOf, (row) => {
      const state = table.state?.[row] ?? Number.NaN;
      if (!Number.isNaN(state)) facts.push(fact(table, row, moment, state / scale));
    });
  } else if ('latest' in aggregate)
    eachEvent(place, moment, (row) => facts.push(fact(table, row, moment, table.at[row]! / scale)));
  else {
    const term: Term<string> = 'longest' in aggregate ? { covered: 'all' } : aggregate;
    partsOf(term, place, moment, (row, amount) => facts.push(fact(table, row, moment, amount / scale)));
  }
  return facts;
}

/** Every fact of either term, and whether the numerator has it. Of the largest carrier's part nobody is told which facts it is. */
function factsOfRatio(
  [numerator, denominator]: readonly [Term<string>, Term<string>],
  place: Place,
  moment: Moment,
): Iterable<ExplainedFact> {
  const facts = new Map<number, ExplainedFact>();
  const isTold = !('largestCarrier' in numerator);
  const take = (term: Term<string>, inNumerator: boolean): void =>
    partsOf(term, place, moment, (row, amount) =>
      facts.set(row, { ...fact(place.table, row, moment, amount / termScale(term)), ...(isTold && { inNumerator }) }),
    );
  take(denominator, false);
  take(numerator, true);
  return facts.values();
}

/** A share of everybody is explained by one's own facts. */
function partsOf(term: Term<string>, place: Place, moment: Moment, take: (row: number, amount: number) => void): void {
  if (hasParts(term)) eachPart(term, place, moment, take);
  else if ('distinct' in term) eachGroup(term.distinct, place, moment, (row) => take(row, 1));
}

function fact(table: FactTable, row: number, moment: Moment, value: number): ExplainedFact {
  const { details } = table;
  const [provisionalUntil, dueAt] = [details.provisionalUntil(row), details.dueAt(row)];
  const isProvisional = provisionalUntil !== undefined && moment.asOf < provisionalUntil;
  return {
    ref: details.ref(row),
    at: table.at[row]!,
    value,
    ...(isProvisional && { provisionalUntil }),
    ...(dueAt !== undefined && { dueAt }),
  };
}

function* excludedRoots({ table, team }: Place, { from, to, asOf }: Moment): Iterable<Excluded> {
  for (const list of table.excluded.values())
    for (const { ref, at, teams, reason, known } of list) {
      if (known && !isWithin(known, asOf)) continue;
      const isOurs = team === 'all' || (teams.length === 0 ? team === 'unattributed' : teams.includes(team));
      if (isOurs && at < asOf && from <= at && at < to) yield { ref, at, reason };
    }
}

/** Facts of the window that were left out because a value of theirs is. What the denominator takes is not left out. */
function leftOut(aggregate: Aggregate<string>, place: Place, moment: Moment): readonly Excluded[] {
  if ('state' in aggregate) return unknownStates(place, moment);
  const name = valueName(aggregate);
  if (name === undefined || place.table.isSpan) return [];
  const column = columnOf(place.table, name);
  const list: Excluded[] = [];
  eachEvent(place, moment, (row) => {
    if (column[row]! >= 0) return;
    list.push({ ref: place.table.details.ref(row), at: place.table.at[row]!, reason: reasonOf(column[row]!) });
  });
  return list;
}

function unknownStates(place: Place, { asOf }: Moment): readonly Excluded[] {
  const { table } = place;
  const list: Excluded[] = [];
  eachOpen(place, asOf, (row) => {
    if (!Number.isNaN(table.state?.[row] ?? Number.NaN)) return;
    list.push({ ref: table.details.ref(row), at: table.at[row]!, reason: 'reading_too_old' });
  });
  return list;
}

/** The value without which a fact is not in the number. */
function valueName(aggregate: Aggregate<string>): string | undefined {
  if ('stats' in aggregate) return aggregate.stats;
  if ('ratio' in aggregate) {
    const [numerator, denominator] = aggregate.ratio;
    return 'window' in denominator || 'acrossTeams' in denominator ? valueName(numerator) : valueName(denominator);
  }
  if ('sum' in aggregate) return aggregate.sum;
  if ('distinct' in aggregate) return aggregate.distinct;
  if ('count' in aggregate && typeof aggregate.count === 'object')
    return 'flag' in aggregate.count ? aggregate.count.flag : aggregate.count.known;
  return undefined;
}
