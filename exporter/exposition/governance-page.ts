import type { Config } from '../config/config.ts';
import type { BacklogReport, Counted, GovernanceReport } from '../governance/report.ts';
import { backlogStates } from '../governance/report.ts';
import { freshMs } from '../governance/input-names.ts';
import type { InputState } from '../governance/inputs.ts';
import { cadences } from '../governance/reviews.ts';
import type { ReviewState } from '../governance/reviews.ts';
import { absenceWords } from '../governance/values.ts';
import type { Standing } from '../guardrails/standing.ts';
import type { Value } from '../metrics/engine-types.ts';
import { decisionPlannedWithinMs } from '../policy/limits.ts';
import { enforcedJson, enforcementSection } from './governance-enforcement.ts';
import { effectSection } from './governance-effect.ts';
import { cell, explained, inWords, stackedTable } from './governance-table.ts';
import { escaped, instantText, page } from './page.ts';

/** The same for a program. */
export const governanceJson = (report: GovernanceReport, standings: readonly Standing[], config: Config) => ({
  ...report,
  asOf: new Date(report.asOf).toISOString(),
  inForce: enforcedJson(standings, config),
  demo: config.isDemo,
});

const intro =
  'Improvement that depends on goodwill fails under pressure: it is decided on what is known, reviewed, planned like everything else, and held against what comes of it. What was done is shown only beside its outcome.';

/** How improvement is governed: what is decided on, reviewed, planned, achieved and enforced. */
export function governancePage(report: GovernanceReport, standings: readonly Standing[], config: Config): string {
  const body = `<h1>Improvement governance</h1><p class="soft">${instantText(report.asOf)} · <a href="/governance?format=json">as JSON</a></p><p>${intro}</p>
<h2>What is enforced now?</h2>${enforcementSection(standings, config)}
<h2>Is what is decided informed?</h2>${inputSection(report.inputs)}
<h2>Are reviews held?</h2>${reviewSection(report)}
<h2>Is the backlog complete?</h2>${backlogSection(report.backlog)}
<h2>Does it help?</h2>${report.effects.map(effectSection).join('')}
<h2>Do decisions reach the plans?</h2>${planSection(report)}`;
  return page('Improvement governance', body, config);
}

const days = (ms: number): string => `${ms / 86_400_000} days`;
const at = (timestamp: Value): string =>
  'value' in timestamp ? instantText(timestamp.value * 1_000) : `– ${absenceWords[timestamp.absent]}`;

function inputSection(inputs: readonly InputState[]): string {
  const rows = inputs.map(({ input, timestamp, isStale }) => [
    `<td><strong>${explained(`metric=governance_input_timestamp_seconds&label=${input}`, inWords(input))}</strong></td>`,
    cell('current up to', at(timestamp)),
    cell('stands', isStale === null ? '? not known' : isStale ? '✗ out of date' : '✓ current'),
    cell('may be old', days(freshMs[input])),
  ]);
  return `<p>Decisions that do not consider these are invalid. A calm month is not stale: where nothing waits, what is known is of now.</p>${stackedTable(['input', 'current up to', 'stands', 'may be old'], rows)}`;
}

function standOf({ skipped, uninformedBy }: ReviewState): string {
  if ('absent' in skipped) return `? ${absenceWords[skipped.absent]}`;
  if (skipped.value === 0) return uninformedBy.length === 0 ? '✓ held' : '✓ held; the last one was uninformed';
  if (uninformedBy.length > 0) return `✗ uninformed: ${uninformedBy.map(inWords).join(', ')} out of date`;
  return skipped.value === 1 ? '✗ skipped' : `✗ skipped: ${skipped.value}`;
}

function reviewRow(review: ReviewState, whose: string): readonly string[] {
  const { review: name, heldAt } = review;
  const often = name === 'post_incident' ? '48 hours after a P1' : days(cadences[name].limitMs);
  return [
    `<td><strong>${explained(`metric=governance_review_overdue&team=all&label=${name}`, inWords(name))}</strong>${whose && `<br><span class="soft">${escaped(whose)}</span>`}</td>`,
    cell('last held', heldAt === null ? '– none is known' : instantText(heldAt)),
    cell('stands', standOf(review)),
    cell('at the latest after', often),
  ];
}

function reviewSection({ reviews, teams }: GovernanceReport): string {
  const rows = [
    ...reviews.map((review) => reviewRow(review, '')),
    ...teams.map(({ name, review }) => reviewRow(review, name)),
  ];
  return `<p>Skipped reviews are leadership’s to answer for. A review that decides is skipped, too, where what it decided on was out of date; that of maturity, where the scorecards were.</p>${stackedTable(['review', 'last held', 'stands', 'at the latest after'], rows)}`;
}

const count = (value: Value): string => ('value' in value ? String(value.value) : '–');
const headings = { open: 'open', overdue: 'overdue', unowned: 'nobody owns', undated: 'no date', unprioritised: 'no priority', deferred: 'put off twice' } as const; // prettier-ignore

/** Whether every open improvement has an owner, a date and a priority. */
function completeness({ items: { open, unowned, undated, unprioritised } }: BacklogReport): string {
  const lacking = [unowned, undated, unprioritised];
  if (lacking.some((value) => 'absent' in value)) return '? not known';
  if (lacking.some((value) => 'value' in value && value.value > 0)) return '✗ incomplete';
  return 'value' in open && open.value === 0 ? '– nothing is open' : '✓ complete';
}

function backlogSection(backlog: readonly BacklogReport[]): string {
  const rows = backlog.map((one) => [
    `<td><strong>${one.domain === 'any' ? 'all, those without a domain, too' : inWords(one.domain)}</strong></td>`,
    ...backlogStates.map((state) => cell(headings[state], explained(`metric=improvement_items&team=all&label=${one.domain}/${state}`, count(one.items[state])), true)), // prettier-ignore
    cell('backlog', completeness(one)),
    cell('last worked on', one.domain === 'any' ? '' : at(one.touched)),
  ]);
  const heads = ['domain', ...backlogStates.map((state) => headings[state]), 'backlog', 'last worked on'];
  return `<p>Every improvement is logged, owned, prioritised and has a date: one that is not, is a wish.</p>${stackedTable(heads, rows, backlogStates.length)}`;
}

const counted = (metric: string, head: string, counts: readonly Counted[]): string =>
  stackedTable(
    [head, 'issues'],
    counts.map(({ label, value }) => [
      `<td><strong>${label === 'any' ? 'all' : inWords(label)}</strong></td>`,
      cell('issues', explained(`metric=${metric}&label=${label}`, count(value)), true),
    ]),
    1,
  );

/** What is decided has to arrive somewhere, and leaders owe what makes it possible. */
const planSection = ({ decisions, unplanned, duties }: GovernanceReport): string =>
  `<p>Improvement that is disconnected from planning does not last: decisions of the last 90 days, by the plans that they have reached, and the duties of leadership that are open.</p>${counted('governance_decisions&window=90d', 'decisions fed back into', decisions)}<p>In no plan ${days(decisionPlannedWithinMs)} after it was decided: ${explained('metric=governance_decisions_unplanned', count(unplanned))}. What nobody schedules, pays for, staffs or teaches does not happen.</p><p>What leaders are accountable for:</p>${counted('leadership_duties_open', 'open duties', duties)}`;
