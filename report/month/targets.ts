import { dueAtOf, progressOf } from '../../exporter/guardrails/targets.ts';
import { judgeOf } from '../../exporter/guardrails/judge-line.ts';
import { lineSeries, metricOf, momentOf } from '../../exporter/guardrails/line-series.ts';
import { enoughOf } from '../../exporter/guardrails/judge.ts';
import type { Evidence, Verdict } from '../../exporter/guardrails/judge.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import type { Instant, Span } from '../../exporter/records/index.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import type { CalendarMonth } from './calendar-month.ts';
import type { Asked, Compared, Figure, MonthReader } from './reader.ts';

/** Met or missed by a number; `empty`: nothing happened that could miss it; `unknown`: nobody can say. */
export type TargetState = 'met' | 'missed' | 'empty' | 'unknown';

/** How a target stands for a team, or for the organisation (`all`), in a month and in the one before. */
export interface TargetStanding {
  readonly line: PolicyLine;
  readonly team: string;
  /** What each was judged by: of a month with too few facts the longer window up to its end, where that is known. */
  readonly figure: Compared;
  readonly now: TargetState;
  readonly before: TargetState;
  /** How far it has come since the quarter began: 0 where it began, 1 at the target; null: nobody can say. */
  readonly progress: number | null;
}

/** What a line asks of a month: a line of 28 days is judged by the month, one of 90 by the 90 days up to its end. */
const askedBy = ({ metric, label, stat, window }: PolicyLine): Asked => ({
  metric,
  ...(label !== undefined && { label }),
  ...(stat && { stat }),
  over: window === undefined ? 'end' : window === '90d' ? '90d' : 'span',
});

/** When the targets of a month are due. */
export const targetsDueAt = ({ told, month }: MonthReader): Instant => dueAtOf(told.config, month.to - 1);

/** Whether a target that is not met at the end of the month is missed. */
export const areTargetsDue = (reader: MonthReader): boolean => reader.month.to >= targetsDueAt(reader);

/** Every target for the organisation as one, where its number exists, then for each team in the order of the alphabet. */
export function targetStandings(reader: MonthReader): readonly TargetStanding[] {
  return reader.told.guardrails.lines
    .filter(({ kind }) => kind === 'target')
    .flatMap((line) => teamsOf(line, reader).map((team) => standingOf(line, team, reader)));
}

function teamsOf(line: PolicyLine, reader: MonthReader): readonly string[] {
  const { all } = metricOf(line);
  const teams = line.judgedFor === 'all' ? [] : reader.teams.map(({ id }) => id);
  return all === 'none' ? teams : ['all', ...teams];
}

function standingOf(line: PolicyLine, team: string, reader: MonthReader): TargetStanding {
  const [twoBefore, before, now] = reader.months(3) as [CalendarMonth, CalendarMonth, CalendarMonth];
  const figure = reader.compared(askedBy(line), team);
  const longer = { now: longerOf(line, team, reader, now), before: longerOf(line, team, reader, before) };
  const verdict = verdictOf(line, figure.now, longer.now, reader, before);
  return {
    line,
    team,
    figure: {
      now: judgedFigure(line, figure.now, longer.now, reader, reader.span),
      before: judgedFigure(line, figure.before, longer.before, reader, reader.before),
    },
    now: stateOf(verdict),
    before: stateOf(verdictOf(line, figure.before, longer.before, reader, twoBefore)),
    progress: progressIn(line, team, verdict, now.to, reader),
  };
}

/** The longer window up to a month's end, where the line has one for what may be too few; undefined: it has none. */
function longerOf(line: PolicyLine, team: string, { told }: MonthReader, { to }: Span): Value | undefined {
  const { longer } = lineSeries(line, team);
  return longer && told.engine.at(longer, momentOf(longer, to));
}

/** The number that decides. Where the longer window is not known the month's own stays, and that is told as not measured. */
function judgedFigure(
  line: PolicyLine,
  month: Figure,
  longer: Value | undefined,
  reader: MonthReader,
  span: Span,
): Figure {
  if (!longer || enoughOf(line, { now: month.value, longer }) !== longer) return month;
  const figure = reader.figure({ ...askedBy(line), over: line.enough!.elseWindow }, month.series.team, span);
  return 'value' in longer ? figure : month;
}

/** The policy's own judgement, of the month instead of its 28 days; `before`: the month that precedes the figure's. */
function verdictOf(
  line: PolicyLine,
  figure: Figure,
  longer: Value | undefined,
  reader: MonthReader,
  before: CalendarMonth,
): Verdict {
  const { engine, config } = reader.told;
  const { before: compared } = lineSeries(line, figure.series.team);
  const evidence: Evidence = {
    now: figure.value,
    ...(longer && { longer }),
    ...(compared && {
      before:
        compared.earlierMs === 0
          ? engine.at(compared.series, figure.moment)
          : reader.figure(askedBy(line), figure.series.team, before).value,
    }),
  };
  return judgeOf(config)(line, evidence, figure.moment.asOf);
}

function stateOf({ state, value }: Verdict): TargetState {
  if (state === 'within') return value === null ? 'empty' : 'met';
  return state === 'breached' ? 'missed' : 'unknown';
}

function progressIn(
  line: PolicyLine,
  team: string,
  verdict: Verdict,
  monthTo: Instant,
  { told }: MonthReader,
): number | null {
  // The quarter that the month lies in: the instant at which it ends may begin another one.
  const standing = { line, team, asOf: monthTo - 1, verdict, isBreached: null, breachedAt: null };
  return progressOf([standing], told.config, told.engine)[0]?.ratio ?? null;
}
