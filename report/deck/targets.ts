import { limitWords } from '../../alerts/wording.ts';
import { metricOf } from '../../exporter/guardrails/line-series.ts';
import { targetQuarterOf } from '../../exporter/guardrails/targets.ts';
import { comparesWithBefore } from '../../exporter/policy/policy-line.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { endDateOf, quarterName } from '../month/dates.ts';
import { teamsThatMeet } from '../month/recognition.ts';
import { areTargetsDue, targetsDueAt } from '../month/targets.ts';
import type { TargetStanding, TargetState } from '../month/targets.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { cell, counted, table } from './words.ts';

/** Targets as they are called in the room; another one is called by the question that its metric answers. */
const names: Readonly<Record<string, string>> = {
  deployment_frequency: 'Deployments a business day',
  lead_time: 'Lead time, median',
  merge_to_production: 'Merge to production, median',
  change_failure_target: 'Failed deployments',
  cycle_time: 'Pull request cycle time, median',
  first_review_target: 'First review, median',
  pull_request_size: 'Lines of a pull request, median',
  pull_request_size_trend: 'Lines of a pull request, mean',
  linked_pull_requests: 'Changes linked to work',
  retro_action_items_done: 'Retro actions done (90 days)',
  devex_response: 'Answers to the DevEx survey',
  devex_above_baseline: 'DevEx scores',
  platform_requests: 'Open requests to the platform',
  maturity_below_target: 'Dimensions below the maturity target',
};
export const nameOfTarget = (line: PolicyLine): string => names[line.id] ?? metricOf(line).question;

/** Its limit, in words for a month. */
export const limitOf = (line: PolicyLine): string =>
  limitWords(line, line.limit.value, metricOf(line)).replace('the 28 days before', 'the month before') + overOf(line);

/** The number in that limit; null: it is compared with what was before. */
export const besideOf = ({ limit }: PolicyLine): number | null => (comparesWithBefore(limit) ? null : limit.value);

/** What is counted depends on how long is counted. */
const overOf = (line: PolicyLine): string =>
  metricOf(line).unit === 'count' && line.window ? ` in ${line.window.replace('d', ' days')}` : '';

const words: Readonly<Record<TargetState, string>> = {
  met: '✓ met',
  missed: '✗ missed',
  empty: 'nothing to measure',
  unknown: 'not measured',
};

/** None is missed before it is due. */
export const stateWords = (state: TargetState, isDue: boolean): string =>
  state === 'missed' && !isDue ? '○ not yet' : words[state];

/** The number that was judged, and over which time where the month had too few facts for it. */
export function judgedText({ line, figure }: TargetStanding, of: 'now' | 'before'): string {
  const { window } = figure[of].series;
  return (
    cell(figure[of], besideOf(line)) + (window && window !== line.window ? ` over ${window.replace('d', ' days')}` : '')
  );
}

/** A target of each team is met by teams: what all of them do together is no measure of it. */
export function stateOf({ line, now }: TargetStanding, targets: readonly TargetStanding[], isDue: boolean): string {
  if (line.judgedFor === 'all') return stateWords(now, isDue);
  const { met, judged } = teamsThatMeet(line, targets);
  if (judged === 0) return words.unknown;
  return met === judged && met > 1
    ? `✓ all ${judged} teams`
    : `${met === judged ? '✓ ' : ''}${met} of ${counted(judged, 'team')}`;
}

/** Rates and counts of an organisation are sums: only what is typical of one change has come some way to a team's target. */
function wayOf({ line, now, progress }: TargetStanding): string {
  const { unit } = metricOf(line);
  if (progress === null || unit === 'per_day' || unit === 'count') return '–';
  // What has come all the way to a limit that asks for less than itself has not reached it.
  return progress >= 1 && now === 'met'
    ? 'reached'
    : `${progress < 0 ? '−' : ''}${Math.floor(Math.abs(progress * 100))}\u00a0%`;
}

/** One row a target: the organisation's number where there is one. */
const rowsOf = (targets: readonly TargetStanding[]): readonly TargetStanding[] =>
  targets.filter(({ line }, index) => targets.findIndex((other) => other.line.id === line.id) === index);

export function targetSlides({ reader, targets, now, before }: MonthTold): readonly Slide[] {
  const { zone } = reader.told.config.organisation.workingTime;
  // The quarter in which their way begins: of a date that is past, the one of that date.
  const quarter = quarterName(targetQuarterOf(reader.told.config, reader.month.to - 1).from, zone);
  const isDue = areTargetsDue(reader);
  const due = endDateOf(targetsDueAt(reader), zone);
  return paged(rowsOf(targets), 5, (rows, part) => ({
    title: `Where we are against the targets of ${quarter}${part}`,
    body: table(
      ['Target', 'Asked for', now, before, `Met in ${now}`, 'Way'],
      rows.map((row) => [
        nameOfTarget(row.line),
        limitOf(row.line),
        ...(row.team === 'all' || row.line.judgedFor === 'all'
          ? [judgedText(row, 'now'), judgedText(row, 'before')]
          : ['team by team', '']),
        stateOf(row, targets, isDue),
        row.team === 'all' ? wayOf(row) : '–',
      ]),
      [2, 3, 5],
    ),
    notes: [
      isDue
        ? `The targets were due on ${due}: what is not met by now is missed.`
        : `The targets are due on ${due}. Before that day nobody has missed them: this is where we are on the way.`,
      `The numbers of ${now} and ${before} are those of the organisation. A target is met by teams, each against its own number: "3 of 5 teams" counts those that meet it, of those of which anybody can say. Where a month has too few facts for a verdict, the 90 days up to its end are judged, if they have enough. Way: 0 % is where the quarter began, reached the target, below 0 % it has become worse.`,
    ],
    metrics: rows.map(({ line }) => line.metric),
  }));
}
