import type { PolicyLineId } from '../../exporter/policy/policy.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { barsImage, barsWords } from '../charts/bars.ts';
import type { Bar, Bars } from '../charts/bars.ts';
import { shortNameOf } from '../month/calendar-month.ts';
import { changeText, valueOf } from '../month/change.ts';
import { outcomes } from '../month/figures.ts';
import type { Followed } from '../month/figures.ts';
import type { Figure } from '../month/reader.ts';
import { areTargetsDue } from '../month/targets.ts';
import type { MonthTold } from './month-told.ts';
import { paged } from './slide.ts';
import type { Slide } from './slide.ts';
import { besideOf, limitOf, stateWords } from './targets.ts';
import { cell, linked, shown, table, teamName } from './words.ts';

/** So many months are seen at once. */
const monthsShown = 6;
/** So many teams are told apart in one chart, or stand in one table of few words. */
const teamsShown = 8;
export const fitOneChart = (teams: readonly unknown[]): boolean => teams.length <= teamsShown;

const bar = (figure: Figure): Bar => {
  const value = valueOf(figure);
  // Above a bar there is room for two words, one below the other.
  return { value, text: value === null ? shown(figure).replace(/:.*/, '').replace(' ', '\n') : shown(figure) };
};

const lineOf = (id: PolicyLineId, { reader }: MonthTold): PolicyLine =>
  reader.told.guardrails.lines.find((line) => line.id === id)!;

/** The number of the month and the one before, and how far they are apart. */
export function sentenceOf(followed: Followed, { reader, now, before }: MonthTold): string {
  const compared = reader.compared(followed);
  return `**${linked(compared.now)}** in ${now}, ${linked(compared.before)} in ${before} (${changeText(compared)}).`;
}

/** A number of the organisation, month by month. */
export function monthsSlide(
  title: string,
  followed: Followed,
  told: MonthTold,
  { id, note }: { readonly id?: PolicyLineId; readonly note: string },
): Slide {
  const { reader } = told;
  const months = reader.months(monthsShown);
  const figures = months.map((month) => reader.figure(followed, 'all', month));
  const line = id && lineOf(id, told);
  const bars: Bars = {
    heads: months.map(shortNameOf),
    rows: [{ name: followed.name, bars: figures.map(bar) }],
    ...(line && { limit: { value: line.limit.value, text: limitText(line) } }),
  };
  return {
    title,
    body: `${sentenceOf(followed, told)}${line ? ` ${line.kind === 'target' ? 'Target' : 'Guardrail'}: ${limitOf(line)}.` : ''}\n\n${barsImage(bars, barsWords(bars))}`,
    notes: [
      note,
      `The months: ${figures.map((figure, index) => `${bars.heads[index]} ${linked(figure)}`).join(', ')}.`,
    ],
    metrics: [followed.metric],
  };
}

const limitText = (line: PolicyLine): string => limitOf(line).replace(/ (?=\S+ \S+$)/, '\n');

/** A number of each team in the month, and how it stands to its target; many teams have more slides than one. */
function teamsTable(
  title: string,
  followed: Followed,
  told: MonthTold,
  { id, note }: { readonly id: PolicyLineId; readonly note: string },
): readonly Slide[] {
  const { reader, now, before, targets } = told;
  const isDue = areTargetsDue(reader);
  const row = (team: string): readonly string[] => {
    const compared = reader.compared(followed, team);
    const { line, now: state } = targets.find((one) => one.line.id === id && one.team === team)!;
    return [
      teamName(team, reader),
      ...[cell(compared.now, besideOf(line)), cell(compared.before), changeText(compared)],
      stateWords(state, isDue),
    ];
  };
  return paged(reader.teams, teamsShown, (teams, part) => ({
    title: `${title}${part}`,
    body: `All together ${sentenceOf(followed, told)}\n\n${table(
      ['Team', now, before, 'Change', `Target: ${limitOf(lineOf(id, told))}`],
      teams.map(({ id: team }) => row(team)),
      [1, 2, 3],
    )}`,
    notes: [note],
    metrics: [followed.metric],
  }));
}

/** A number of each team in the month and in the one before, in the order of the alphabet. */
export function teamsChart(
  title: string,
  followed: Followed,
  told: MonthTold,
  { id, note }: { readonly id?: PolicyLineId; readonly note: string },
): Slide {
  const { reader, now, before } = told;
  const compared = reader.teams.map(({ id: team }) => reader.compared(followed, team));
  const line = id && lineOf(id, told);
  const bars: Bars = {
    heads: reader.teams.map(({ name }) => name),
    rows: [
      { name: before, bars: compared.map((one) => bar(one.before)) },
      { name: now, bars: compared.map((one) => bar(one.now)) },
    ],
    ...(line && { limit: { value: line.limit.value, text: limitText(line) } }),
  };
  return {
    title,
    body: `All together ${sentenceOf(followed, told)}\n\n${barsImage(bars, barsWords(bars))}`,
    notes: [
      note,
      `The teams: ${compared
        .map((one, index) => {
          // A note is no Markdown.
          const { name } = reader.teams[index]!;
          return `${name} ${linked(one.now)} (${before}: ${linked(one.before)})`;
        })
        .join('; ')}.`,
    ],
    metrics: [followed.metric],
  };
}

function deploymentSlides(told: MonthTold): readonly Slide[] {
  const title = 'How often each team deploys';
  const asked = {
    id: 'deployment_frequency',
    note: 'Each team against the target and its own month before, in the order of the alphabet. Deployments that carried nothing new are left out.',
  } as const;
  return fitOneChart(told.reader.teams)
    ? [teamsChart(title, outcomes.deployments, told, asked)]
    : teamsTable(title, outcomes.deployments, told, asked);
}

export const outcomeSlides = (told: MonthTold): readonly Slide[] => [
  ...deploymentSlides(told),
  monthsSlide('How long a change takes to reach production', outcomes.leadTime, told, {
    id: 'lead_time',
    note: 'From the first commit to the deployment that carried it. Half of the changes were faster.',
  }),
  monthsSlide('How long a pull request takes', outcomes.cycleTime, told, {
    id: 'cycle_time',
    note: 'From ready for review to merged. Half of the pull requests were faster.',
  }),
  monthsSlide('How many deployments fail', outcomes.changeFailure, told, {
    id: 'change_failure_target',
    note: 'A deployment failed when an incident, a rollback, a revert or a hotfix says so. Speed that breaks production is not speed. A deployment of the last day of the month may still be found to have failed: the numbers are as of its end.',
  }),
  monthsSlide('How many P1 incidents we had', outcomes.p1, told, {
    id: 'p1_incidents',
    note: 'So few are told apart by what was learnt from each, not by their count. The guardrail counts 28 days: a calendar month is up to three days longer.',
  }),
];
