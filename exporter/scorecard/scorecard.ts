import { alphabetically } from '../config/alphabet.ts';
import type { Config } from '../config/config.ts';
import { waiverOf } from '../guardrails/enforcement.ts';
import { enoughOf } from '../guardrails/judge.ts';
import { keyOf, lineSeries, metricOf, momentOf } from '../guardrails/line-series.ts';
import type { Standing } from '../guardrails/standing.ts';
import { dueAtOf, isAsked } from '../guardrails/targets.ts';
import type { Absence, Engine, Series, Value } from '../metrics/engine-types.ts';
import { windowMs } from '../metrics/metric.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { columnsOf, lineFor } from './columns.ts';
import type { Column } from './columns.ts';
import { Weeks, weekEndsUntil } from './weeks.ts';

/**
 * How a number stands. `not_yet`: a target before its date. `waived`: broken, and somebody answers for it. `not_judged`: of a team where
 * the organisation is judged as one, or the other way round.
 */
export type CellState = 'met' | 'not_yet' | 'broken' | 'waived' | 'unknown' | 'not_configured' | 'not_judged';

export interface Cell {
  /** What is shown; of a line with too few facts in its window, the longer one that it is judged by. */
  readonly series: Series;
  readonly value: Value;
  /** The same a window before; of a survey the one it is compared with; of what has no window, 28 days ago. */
  readonly before: Value;
  readonly state: CellState;
  /** Of an unknown state. */
  readonly why: Absence | null;
  /** The state is what it was when it was last known. */
  readonly isLastKnown: boolean;
  /** What was compared with, in the metric's unit; null: nothing was. */
  readonly limit: number | null;
  /** Since when it is broken. */
  readonly brokenAt: number | null;
  /** At the ends of 13 weeks; null: there was no number. */
  readonly weeks: readonly (number | null)[];
}

export interface ScorecardRow {
  /** Team id, or `all`: the organisation. */
  readonly team: string;
  readonly name: string;
  /** One a column; null: that is no team's number, or not the organisation's. */
  readonly cells: readonly (Cell | null)[];
}

/** The organisation, then the teams in the order of the alphabet: nobody is ranked. */
export interface Scorecard {
  readonly asOf: number;
  readonly targetsDueAt: number;
  readonly columns: readonly Column[];
  readonly weekEnds: readonly number[];
  readonly rows: readonly ScorecardRow[];
}

const beforeWithoutWindowMs = windowMs['28d'];

/** Makes scorecards of an organisation; remembers what is over. */
export class Scorecards {
  readonly #config: Config;
  readonly #engine: Engine;
  readonly #columns: readonly Column[];
  readonly #rows: readonly { readonly team: string; readonly name: string }[];
  readonly #weeks: Weeks;

  constructor(config: Config, engine: Engine) {
    this.#config = config;
    this.#engine = engine;
    this.#columns = columnsOf(config);
    const teams = config.teams.map(({ id, name }) => ({ team: id, name }));
    this.#rows = [{ team: 'all', name: config.organisation.name }, ...teams.sort(alphabetically)];
    this.#weeks = new Weeks(
      engine,
      this.#rows.flatMap(({ team }) => this.#columns.flatMap((column) => seriesOf(column, team))),
    );
  }

  /** To be called when facts changed. */
  forget(): void {
    this.#weeks.forget();
  }

  of(standings: readonly Standing[], asOf: number): Scorecard {
    const byLine = new Map(standings.map((standing) => [`${standing.line.id}|${standing.team}`, standing]));
    const weeks = this.#weeks.valuesAt(asOf);
    const rows = this.#rows.map(({ team, name }) => ({
      team,
      name,
      cells: this.#columns.map((column) =>
        isTold(column, team)
          ? this.#cell(column, team, byLine.get(`${lineFor(column, team).id}|${team}`), weeks, asOf)
          : null,
      ),
    }));
    return {
      asOf,
      targetsDueAt: dueAtOf(this.#config, asOf),
      columns: this.#columns,
      weekEnds: weekEndsUntil(asOf),
      rows,
    };
  }

  #cell(
    column: Column,
    team: string,
    standing: Standing | undefined,
    weeks: ReadonlyMap<string, readonly (number | null)[]>,
    asOf: number,
  ): Cell {
    const { series, value } = this.#shown(column, team, asOf);
    return {
      series,
      value,
      before: this.#before(lineFor(column, team), series, asOf),
      ...this.#judged(standing),
      weeks: weeks.get(keyOf(series))!,
    };
  }

  /** The window that is judged: the longer one where the other has too few facts and that one has enough. */
  #shown(column: Column, team: string, asOf: number): { readonly series: Series; readonly value: Value } {
    const [now, longer] = seriesOf(column, team);
    const value = this.#read(now!, asOf);
    if (!longer) return { series: now!, value };
    const over = this.#read(longer, asOf);
    return enoughOf(lineFor(column, team), { now: value, longer: over }) === over
      ? { series: longer, value: over }
      : { series: now!, value };
  }

  #before({ beforeLabel }: PolicyLine, series: Series, asOf: number): Value {
    if (beforeLabel !== undefined) return this.#read({ ...series, label: beforeLabel }, asOf);
    return this.#read(series, asOf - (series.window ? windowMs[series.window] : beforeWithoutWindowMs));
  }

  #judged(standing: Standing | undefined): Pick<Cell, 'state' | 'why' | 'isLastKnown' | 'limit' | 'brokenAt'> {
    if (!standing) return { state: 'not_judged', why: null, isLastKnown: false, limit: null, brokenAt: null };
    const { verdict, isBreached, breachedAt } = standing;
    const isUnknown = isBreached === null && verdict.state !== 'not_configured';
    return {
      state: this.#stateOf(standing),
      why: isUnknown ? (verdict.why ?? 'incomplete') : null,
      isLastKnown: isBreached !== null && verdict.state === 'unknown',
      limit: verdict.limit,
      brokenAt: breachedAt,
    };
  }

  #stateOf(standing: Standing): CellState {
    const { isBreached, verdict } = standing;
    if (isBreached === null) return verdict.state === 'not_configured' ? 'not_configured' : 'unknown';
    if (!isBreached) return 'met';
    if (!isAsked(standing, this.#config)) return 'not_yet';
    return waiverOf(standing, this.#config) ? 'waived' : 'broken';
  }

  readonly #read = (series: Series, asOf: number): Value => this.#engine.at(series, momentOf(series, asOf));
}

/** Whether a column says anything of a team, or of the organisation. */
function isTold({ line, isOfAll }: Column, team: string): boolean {
  return team === 'all' ? metricOf(line).all !== 'none' : !isOfAll;
}

/** What is shown, and what is shown in its place where facts are few. */
function seriesOf(column: Column, team: string): readonly Series[] {
  if (!isTold(column, team)) return [];
  const { now, longer } = lineSeries(lineFor(column, team), team);
  return longer ? [now, longer] : [now];
}
