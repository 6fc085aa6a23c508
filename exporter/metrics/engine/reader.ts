import type { Calendar } from '../../calendar/calendar.ts';
import type { History } from '../../history/history.ts';
import type { Moment, Value } from '../engine-types.ts';
import type { AnyMetric, AnyPopulation } from '../metric.ts';
import type { FactTable } from './fact-table.ts';
import { knownBoundaries, unknowable, unread } from './known.ts';
import { byCarrier } from './measure.ts';
import { windowOf } from './place.ts';
import type { Place } from './place.ts';
import { quantify } from './quantities.ts';
import type { Quantities } from './quantities.ts';
import { postingKey } from './receivers.ts';
import { hasWindow, longestMs, momentOf } from './series.ts';
import type { Cut } from './series.ts';
import type { Stat } from './statistics.ts';
import { valueOf } from './values.ts';

/** Where the quantities of a place come from: counted afresh, or slid. */
export type Quantify = (cut: Cut, place: Place, moment: Moment) => Quantities;

const afresh: Quantify = (cut, place, moment) => quantify(cut.aggregate, place, moment);

/** Answers what a metric is at a moment: everything that makes a number absent is here, whoever counts. */
export class Reader {
  readonly #table: (population: AnyPopulation) => FactTable;
  readonly history: History;
  readonly #places = new WeakMap<Cut, Map<string, Place>>();

  constructor(table: (population: AnyPopulation) => FactTable, history: History) {
    this.#table = table;
    this.history = history;
  }

  /** Instants around which what is known of a cut changes. */
  boundaries(metric: AnyMetric, cut: Cut, lengthMs: number): Iterable<number> {
    const needed = cut.needs ? [...metric.population.needs, { signal: cut.needs }] : metric.population.needs;
    return knownBoundaries(needed, this.history, lengthMs);
  }

  /** Instants around which a pair of team and label begins or ceases to have been seen. */
  *seenBoundaries(metric: AnyMetric, team: string, cut: Cut): Iterable<number> {
    const { table, label } = this.place(metric, team, cut);
    const { rows, length } = table.postings.get(postingKey(team, label));
    for (const row of rows.subarray(0, length)) {
      yield table.at[row]!;
      yield table.at[row]! + longestMs;
    }
  }

  place(metric: AnyMetric, team: string, cut: Cut): Place {
    const places = this.#places.get(cut) ?? new Map<string, Place>();
    const place = places.get(team) ?? this.#placeOf(metric.population, team, cut.factLabel);
    if (!places.has(team)) this.#places.set(cut, places.set(team, place));
    return place;
  }

  /** Where it is counted whether there are enough carriers for a metric to be told. */
  placeOfCarriers({ onlyWhere }: AnyMetric, team: string): Place | undefined {
    return onlyWhere && this.#placeOf(onlyWhere.population, team, '');
  }

  #placeOf(population: AnyPopulation, team: string, label: string): Place {
    const table = this.#table(population);
    const calendar = this.history.calendar(team);
    return { table, team, label, calendar, calendarOf: (row) => this.#calendarOf(table, team, row) };
  }

  #calendarOf(table: FactTable, team: string, row: number): Calendar {
    return this.history.calendar(team === 'all' ? (table.teamsOf(row)[0] ?? null) : team);
  }

  /** One value for each of the cut's statistics. */
  read(metric: AnyMetric, team: string, cut: Cut, given: Moment, by: Quantify = afresh): readonly Value[] {
    const moment = momentOf(metric, given);
    const absence = this.#absence(metric, team, cut, moment);
    if (absence) return cut.stats.map(() => absence);
    if (team === 'all' && metric.all === 'max')
      return cut.stats.map((stat) => this.#largest(metric, cut, moment, stat, by));
    const place = this.place(metric, team, cut);
    const quantities = by(cut, place, moment);
    if (this.#isUnseen(metric, cut, place, moment, quantities)) return cut.stats.map(() => ({ absent: 'no_facts' }));
    return cut.stats.map((stat) => valueOf(metric, cut.aggregate, quantities, stat));
  }

  #absence(metric: AnyMetric, team: string, cut: Cut, moment: Moment): Extract<Value, { absent: unknown }> | undefined {
    const from = hasWindow(metric) ? moment.from : moment.asOf;
    const reason =
      unknowable(metric, this.history, from, moment.asOf) ??
      (cut.needs && unread(cut.needs, this.history, from, moment.asOf));
    if (reason) return { absent: reason };
    return this.#hasCarriers(metric, team, moment) ? undefined : { absent: 'too_few' };
  }

  #hasCarriers(metric: AnyMetric, team: string, moment: Moment): boolean {
    const place = this.placeOfCarriers(metric, team);
    if (!metric.onlyWhere || !place) return true;
    return byCarrier(metric.onlyWhere.term, place, moment).parts.size >= metric.onlyWhere.atLeast;
  }

  #largest(metric: AnyMetric, cut: Cut, moment: Moment, stat: Stat | undefined, by: Quantify): Value {
    const teams = [...this.history.config.teams.map(({ id }) => id), 'unattributed'];
    const values = teams.map((team) =>
      valueOf(metric, cut.aggregate, by(cut, this.place(metric, team, cut), moment), stat),
    );
    return values.reduce(
      (most, value) => ('absent' in value || ('value' in most && most.value >= value.value) ? most : value),
      {
        absent: 'no_facts',
      } as Value,
    );
  }

  /** Zero means measured: nothing of no team is no measurement, nor is a service that the team never deployed. */
  #isUnseen(metric: AnyMetric, cut: Cut, place: Place, moment: Moment, quantities: Quantities): boolean {
    const isNothing = quantities.type === 'number' && quantities.number === 0;
    if (place.team === 'unattributed') {
      return isNothing || (quantities.type === 'ratio' && this.#rateOfNothing(cut, quantities));
    }
    if (!isNothing || metric.zeros !== 'seen90d') return false;
    const isOwned = this.history.config.services.some(
      ({ id, owner }) => id === cut.factLabel && owner !== null && (owner === place.team || place.team === 'all'),
    );
    return !isOwned && !this.#wasSeen(place, moment);
  }

  /** A rate over time has a denominator over nothing. */
  #rateOfNothing({ aggregate }: Cut, { numerator }: Extract<Quantities, { type: 'ratio' }>): boolean {
    if (!('ratio' in aggregate)) return false;
    const over = aggregate.ratio[1];
    return numerator === 0 && ('window' in over || 'acrossTeams' in over);
  }

  #wasSeen(place: Place, { asOf }: Moment): boolean {
    const { low, high } = windowOf(place, { from: asOf - longestMs, to: asOf, asOf });
    return high > low;
  }
}
