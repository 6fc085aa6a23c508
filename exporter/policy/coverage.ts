import type { MetricName } from '../metrics/metric-names.ts';
import type { DeclaredLine } from './policy-line.ts';
import { policyLines } from './policy.ts';

type Line = (typeof policyLines)[number];
type MetricWithLine = Line['metric'] | Extract<Line, { readonly also: object }>['also']['metric'];

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
  pull_request_sections_ratio: 'judged as a maturity criterion (rollback); the others are shown beside it',
  tested_pull_requests_ratio: 'judged as a maturity criterion',
  ai_assisted_pull_requests_ratio: 'transparency, not gatekeeping: neither more nor less is better',
  cross_module_pull_requests_ratio: 'a signal of coupling to be discussed, not a promise',
  auto_assigned_reviews_ratio: 'shows whether CODEOWNERS works; no promise names it',
  last_incident_timestamp_seconds: 'an instant; marks incidents on the boards',
  incidents_open: 'a count of what is broken now',
  incident_acknowledge_seconds: 'each P1 has its own promise; this is its distribution',
  acknowledge_sla_met_ratio: 'each P1 has its own promise; this is its history',
  incident_detection_seconds: 'shows whether alerts work; no promise names it',
  service_level_objectives: 'judged as a maturity criterion',
  pages: 'a count; the share is what has a guardrail',
  off_hour_pages_ratio: 'shown beside the page share; no promise names it',
  sleep_hour_pages: 'shown beside the page share; no promise names it',
  pages_outside_team_ratio: 'shows whether teams run what they build; no promise names it',
  responder_page_share_ratio: 'a distribution inside a team, for the team to discuss',
  responder_on_call_share_ratio: 'a distribution inside a team, for the team to discuss',
  on_call_coverage_ratio: 'judged as a maturity criterion',
  survey_nps: 'should rise; no promise names a number',
  team_owned_services_ratio: 'judged as a maturity criterion',
  retros_on_time_ratio: 'each retro has its own promise; this is its history',
  retros_due: 'waiting is normal; overdue ones are judged',
  retros_completed_ratio: 'each retro has its own promise; this tells late from never',
  work_in_progress_limit: 'it is the limit',
  experiments_concluded: 'a count; no promise names a number',
  experiments_complete_ratio: 'shown beside what experiments do to users; no promise names a number',
  golden_path_services_ratio: 'should rise; no promise names a number',
  retro_action_items: 'the share that is done has the target; this tells what the others lack',
  platform_requests_target: 'it is the target',
  platform_request_seconds: 'how long it takes to pass through the queue; no promise names a number',
  platform_requests_overdue: 'what is to be looked at first; that each is triaged is the promise',
  maturity_level: 'each team and dimension has a target of its own; being below it is judged',
  maturity_earned_level: 'tells which levels waivers hold; the level is what has a target',
  oldest_untouched_customer_bug_seconds:
    'what leadership has to have looked at is judged together, as inputs of governance',
  oldest_overdue_retro_seconds: 'that no retro is overdue is the promise; this tells for how long',
  improvements_done: 'effort; a target would reward activity without outcome',
  improvement_capacity_ratio: 'effort, shown beside its outcome; a target would reward theatre',
  outcome_change_ratio: 'what improvement is held against; each outcome has its own promises',
  improvement_without_outcome: 'shown beside what was done: it is for the reviews to ask why, and outcomes lag',
  governance_review_timestamp_seconds: 'an instant; skipped reviews are judged',
  post_incident_reviews_overdue: 'a part of the reviews of governance, which are judged together',
  audit_findings_on_time_ratio: 'judged as a maturity criterion',
  tech_debt_repaid_ratio: 'judged as a maturity criterion',
  governance_decisions: 'a count; that each reaches a plan in time is judged',
  leadership_duties_open: 'a count of what leaders owe; each has its due date',
  register_timestamp_seconds: 'an instant; stale inputs are judged together',
  governance_input_timestamp_seconds: 'an instant; stale inputs are judged together',
  maturity_assessed_level: 'the level of record; what is observed below it is judged',
  maturity_assessment_timestamp_seconds: 'an instant; assessments that are overdue are judged',
  improvement_timestamp_seconds: 'an instant; domains that are untouched are judged',
  maturity_target_level: 'it is the target',
  rollout_milestone_met: 'each milestone has its own promise, once its day is over',
  rollout_due_timestamp_seconds: 'it is the date of the promise',
  maturity_criteria: 'what levels are made of; the levels are judged',
};

/** The lines that judge a metric, or why none does. */
export function coverageOf(metric: MetricName): readonly DeclaredLine[] | { readonly noTarget: string } {
  const reasons: Readonly<Partial<Record<MetricName, string>>> = noTarget;
  const reason = reasons[metric];
  return reason === undefined
    ? policyLines.filter((line: DeclaredLine) => line.metric === metric || line.also?.metric === metric)
    : { noTarget: reason };
}
