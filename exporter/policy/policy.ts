import type { MetricName } from '../metrics/metric-names.ts';
import { acknowledgeLimitMs, firstReviewLimitBusinessMs, smallPullRequestLines } from './limits.ts';
import type { PolicyLine } from './policy-line.ts';

const secondMs = 1_000;
const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

const teams = { judgedFor: 'teams' } as const;
const month = { window: '28d' } as const;
const warn = { severity: 'warn' } as const;
const info = { severity: 'info' } as const;

/** The promises of the organisation, by family. Numbers are overridable by id in the configuration. */
export const policyLines = [
  {
    id: 'deployment_frequency',
    ...{ metric: 'deployments_per_business_day', ...month, ...teams, ...info, kind: 'target' },
    limit: { op: 'at_least', value: 1 },
    reason: 'Small, frequent changes are easier to review, safer to deploy and faster to roll back.',
    source: 'culture pack §1, §4, §6',
  },
  {
    id: 'deployment_gap',
    ...{ metric: 'deployment_gap_business_seconds', ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 8 * hourSeconds },
    reason: 'No deploy freeze lasts longer than a business day except for critical incidents.',
    source: 'culture pack §4',
  },
  {
    id: 'lead_time',
    ...{ metric: 'lead_time_seconds', ...month, stat: 'p50', ...teams, ...info, kind: 'target' },
    limit: { op: 'at_most', value: 3 * daySeconds },
    stretch: daySeconds,
    reason: 'A change that waits costs context and hides its risk.',
    source: 'culture pack §1',
  },
  {
    id: 'merge_to_production',
    ...{ metric: 'lead_time_stage_seconds', ...month, stat: 'p50', label: 'deploy', ...teams, ...info, kind: 'target' },
    limit: { op: 'less_than', value: 4 * hourSeconds },
    reason: 'Merged code belongs in production; the release train was the largest wait.',
    source: 'culture pack §4',
  },
  {
    id: 'undeployed_changes',
    ...{ metric: 'undeployed_changes_overdue', ...teams, ...warn, kind: 'sla' },
    limit: { op: 'at_most', value: 0 },
    reason: 'Changes are deployed within one business day of merge.',
    source: 'culture pack §2.2',
  },
  {
    id: 'change_failure_target',
    ...{ metric: 'change_failure_ratio', ...month, ...teams, ...info, kind: 'target' },
    limit: { op: 'less_than', value: 0.05 },
    reason: 'Speed that breaks production is not speed.',
    source: 'culture pack §1, §4, §6',
  },
  {
    id: 'change_failure',
    ...{ metric: 'change_failure_ratio', ...month, ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'less_than', value: 0.1 },
    actions: ['slow_down'],
    reason: 'It must stay below 10 %; if it rises, slow down.',
    source: 'culture pack §4, §6',
  },
  {
    id: 'change_failure_unbroken',
    ...{ metric: 'change_failure_ratio', ...month, ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 0.1 },
    actions: ['pause_features'],
    actionsAfterDays: 14,
    reason: 'Above 10 % for two weeks, new features pause and quality comes first.',
    source: 'culture pack §4',
  },
  {
    id: 'p1_restore',
    ...{
      metric: 'incident_restore_seconds',
      ...month,
      stat: 'mean',
      label: 'P1',
      ...teams,
      ...warn,
      kind: 'guardrail',
    },
    limit: { op: 'less_than', value: 2 * hourSeconds },
    actions: ['mandate_reliability_work'],
    reason: 'Customers of an analytics product can wait two hours, not a day.',
    source: 'culture pack §1, §4, §6',
  },
  {
    id: 'restore_not_worse',
    ...{
      metric: 'incident_restore_seconds',
      ...month,
      stat: 'mean',
      label: 'any',
      ...teams,
      ...warn,
      kind: 'guardrail',
    },
    limit: { op: 'not_worse_than_before', value: 2 * hourSeconds },
    actions: ['mandate_reliability_work'],
    reason: 'MTTR must decrease or stay flat.',
    source: 'culture pack §6',
  },
  {
    id: 'p1_incidents',
    ...{ metric: 'incidents', ...month, label: 'P1', judgedFor: 'all', ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 1 },
    reason: 'Half of the two a month that the quarter began with.',
    source: 'culture pack §4, §6',
  },
  {
    id: 'p1_incidents_not_more',
    ...{ metric: 'incidents', ...month, label: 'P1', judgedFor: 'all', ...warn, kind: 'guardrail' },
    limit: { op: 'not_worse_than_before', value: 1 },
    actions: ['slow_down'],
    reason: 'If P1s increase after switching to daily deployments, slow down and investigate.',
    source: 'culture pack §4',
  },
  {
    id: 'p1_acknowledge',
    ...{ metric: 'incident_acknowledge_seconds', ...month, label: 'P1', ...teams, severity: 'page', kind: 'sla' },
    limit: { op: 'less_than', value: acknowledgeLimitMs / secondMs },
    reason: 'Whoever is on call answers a P1 in less than 15 minutes.',
    source: 'culture pack §3',
  },
  {
    id: 'cycle_time',
    ...{ metric: 'pull_request_cycle_seconds', ...month, stat: 'p50', ...teams, ...info, kind: 'target' },
    limit: { op: 'less_than', value: daySeconds },
    reason: 'Three days in review was the pain that started this.',
    source: 'culture pack §1, §4',
  },
  {
    id: 'first_review_target',
    ...{ metric: 'first_review_business_seconds', ...month, stat: 'p50', ...teams, ...info, kind: 'target' },
    limit: { op: 'less_than', value: firstReviewLimitBusinessMs / secondMs },
    reason: 'Time to first review shows whether the review promise works.',
    source: 'culture pack §6',
  },
  {
    id: 'review_overdue',
    ...{ metric: 'pull_requests_overdue', ...teams, ...warn, kind: 'sla' },
    limit: { op: 'at_most', value: 0 },
    reason: 'Reviews are a service: 4 business hours, the lead after 8, approval within 24.',
    source: 'culture pack §2.3, §5',
  },
  {
    id: 'review_at_risk',
    ...{ metric: 'pull_requests_at_risk', ...teams, ...info, kind: 'sla' },
    limit: { op: 'at_most', value: 0 },
    reason: 'A dashboard flags what approaches its limit while there is time to act.',
    source: 'culture pack §4',
  },
  {
    id: 'unreviewed_48h',
    ...{ metric: 'pull_requests_unreviewed_48h', ...teams, ...warn, kind: 'sla' },
    limit: { op: 'at_most', value: 0 },
    actions: ['escalate'],
    reason: 'No pull request is open longer than 48 hours without a first review.',
    source: 'culture pack §2.3, §4',
  },
  {
    id: 'pull_request_size',
    ...{ metric: 'pull_request_size_lines', ...month, stat: 'p50', ...teams, ...info, kind: 'target' },
    limit: { op: 'less_than', value: smallPullRequestLines },
    reason: 'Under 300 lines a change is reviewed in half an hour.',
    source: 'culture pack §2.2',
  },
  {
    id: 'pull_request_size_trend',
    ...{ metric: 'pull_request_size_lines', ...month, stat: 'mean', ...teams, ...info, kind: 'target' },
    limit: { op: 'not_worse_than_before', value: smallPullRequestLines },
    reason: 'Average size shows whether "ship small" takes hold.',
    source: 'culture pack §6',
  },
  {
    id: 'linked_pull_requests',
    ...{ metric: 'linked_pull_requests_ratio', ...month, ...teams, ...info, kind: 'target' },
    limit: { op: 'at_least', value: 0.9 },
    reason: 'Work that is linked is visible without asking.',
    source: 'culture pack §2.4',
  },
  {
    id: 'unapproved_merges',
    ...{ metric: 'unapproved_merges_ratio', ...month, label: 'any', ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 0 },
    reason: 'Deployments require at least one approval.',
    source: 'culture pack §3, §5',
  },
  {
    id: 'unapproved_by_code_owner',
    ...{ metric: 'unapproved_merges_ratio', ...month, label: 'code_owner', ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 0 },
    reason: 'A merge requires an approval by a CODEOWNERS-designated reviewer.',
    source: 'culture pack §5',
  },
  {
    id: 'unapproved_by_every_owner',
    ...{ metric: 'unapproved_merges_ratio', ...month, label: 'every_owner', ...teams, ...info, kind: 'info' },
    limit: { op: 'at_most', value: 0 },
    reason: 'Cross-module changes require explicit approval from both owning teams.',
    source: 'culture pack §3',
  },
  {
    id: 'page_share',
    ...{ metric: 'page_share_ratio', ...month, ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 0.3 },
    reason: 'On-call load is distributed evenly: no single team takes more than 30 % of the pages.',
    source: 'culture pack §2.1',
  },
  {
    id: 'longest_on_call',
    ...{ metric: 'longest_on_call_seconds', ...month, ...teams, ...info, kind: 'info' },
    limit: { op: 'at_most', value: 7 * daySeconds },
    reason: 'The rotation is weekly.',
    source: 'culture pack §3',
  },
  {
    id: 'unowned_incident',
    ...{ metric: 'unowned_incident_seconds', judgedFor: 'all', severity: 'page', kind: 'sla' },
    limit: { op: 'at_most', value: hourSeconds },
    actions: ['escalate'],
    reason: 'A temporary owner is assigned within one hour.',
    source: 'culture pack §2.1',
  },
  {
    id: 'unowned_services',
    ...{ metric: 'unowned_services', judgedFor: 'all', ...warn, kind: 'sla' },
    limit: { op: 'at_most', value: 0 },
    actions: ['escalate'],
    actionsAfterDays: 7,
    reason: 'Ownership is clarified permanently within one week.',
    source: 'culture pack §2.1',
  },
  {
    id: 'recurring_incidents',
    ...{ metric: 'recurring_incidents', window: '90d', ...teams, ...warn, kind: 'guardrail' },
    limit: { op: 'at_most', value: 0 },
    actions: ['enforce_refactoring'],
    reason: 'Ignoring recurring issues is explicitly forbidden.',
    source: 'governance',
  },
] as const satisfies readonly PolicyLine[];

export const policyLineIds: readonly string[] = policyLines.map(({ id }) => id);

type MetricWithLine = (typeof policyLines)[number]['metric'];

/** Every metric without a line, and why it has no target. The compiler asks for each, and refuses one that has a line. */
export const noTarget: Readonly<Record<Exclude<MetricName, MetricWithLine>, string>> = {
  deployments: 'a count; deployments per business day is what has a target',
  deployment_runs: 'a count of pipeline runs, to be read beside deployments',
  failed_deployments: 'the numerator of change failure, by signal',
  deployment_rework_ratio: 'shown beside change failure; no promise names it',
  failed_deployment_recovery_seconds: 'P1 restore is the promise; this shows its deployment side',
  rollback_seconds: 'shows whether rolling back is quick; no promise names it',
  deployment_pull_requests:
    'batch size explains lead time and failures; its own target would invite splitting for show',
  automated_deployments_ratio: 'judged as a maturity criterion',
  deployment_autonomy_ratio: 'should rise; no promise names a number',
  flagged_changes_ratio: 'judged as a maturity criterion',
  undeployed_changes: 'waiting is normal; overdue ones are judged',
  last_deployment_timestamp_seconds: 'an instant; the deployment gap judges the wait',
  approval_seconds: 'the approval promise is judged per pull request',
  review_sla_met_ratio: 'judged as a maturity criterion; each case has its own promise',
  pull_requests_open: 'a count of work in hand',
  oldest_unreviewed_pull_request_seconds: 'the 48 h promise judges it per pull request',
  pull_requests_merged: 'a count; a target would reward slicing',
  small_pull_requests_ratio: 'the median size is what has a target',
  cross_module_pull_requests_ratio: 'a signal of coupling to be discussed, not a promise',
  auto_assigned_reviews_ratio: 'shows whether CODEOWNERS works; no promise names it',
  incidents_open: 'a count of what is broken now',
  acknowledge_sla_met_ratio: 'each P1 has its own promise; this is its history',
  incident_detection_seconds: 'shows whether alerts work; no promise names it',
  pages: 'a count; the share is what has a guardrail',
  off_hour_pages_ratio: 'shown beside the page share; no promise names it',
  sleep_hour_pages: 'shown beside the page share; no promise names it',
  pages_outside_team_ratio: 'shows whether teams run what they build; no promise names it',
  responder_page_share_ratio: 'a distribution inside a team, for the team to discuss',
  responder_on_call_share_ratio: 'a distribution inside a team, for the team to discuss',
  on_call_coverage_ratio: 'judged as a maturity criterion',
  team_owned_services_ratio: 'judged as a maturity criterion',
};

/** The lines with the numbers that the configuration sets instead. */
export function policyOf(overrides: Readonly<Record<string, number>>): readonly PolicyLine[] {
  return policyLines.map((line: PolicyLine) => {
    const value = overrides[line.id];
    return value === undefined ? line : { ...line, limit: { ...line.limit, value } };
  });
}
