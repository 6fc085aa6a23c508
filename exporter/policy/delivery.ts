import type { DeclaredLine, Enough } from './policy-line.ts';

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

/** Of fewer than 20 deployments, a single failure is already more than the 5 % that are the target (ours). */
const enoughDeployments = { denominator: 20, numerator: 2, elseWindow: '90d' } as const satisfies Enough;

/** Above a tenth, a change is a gamble (culture pack §6). */
const changeFailureLimit = 0.1;

/** Delivery: how often, how fast, how safely production changes. */
export const deliveryLines = [
  {
    id: 'deployment_frequency',
    metric: 'deployments_per_business_day',
    window: '28d',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'target',
    limit: { op: 'at_least', value: 1 },
    reason: 'Small, frequent changes are easier to review, safer to deploy and faster to roll back.',
    source: 'culture pack §1, §4, §6',
  },
  {
    id: 'deployment_gap',
    metric: 'deployment_gap_business_seconds',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'at_most', value: 8 * hourSeconds },
    reason: 'No deploy freeze lasts longer than a business day (8 hours of it) except for critical incidents.',
    source: 'culture pack §4',
  },
  {
    id: 'lead_time',
    metric: 'lead_time_seconds',
    window: '28d',
    stat: 'p50',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'target',
    limit: { op: 'at_most', value: 3 * daySeconds },
    stretch: daySeconds,
    reason: 'A change that waits costs context and hides its risk.',
    source: 'culture pack §1',
  },
  {
    id: 'merge_to_production',
    metric: 'lead_time_stage_seconds',
    window: '28d',
    stat: 'p50',
    label: 'deploy',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'target',
    limit: { op: 'less_than', value: 4 * hourSeconds },
    reason: 'Merged code belongs in production; the release train was the largest wait.',
    source: 'culture pack §4',
  },
  {
    id: 'undeployed_changes',
    metric: 'undeployed_changes_overdue',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'sla',
    limit: { op: 'at_most', value: 0 },
    reason: 'Changes are deployed within one business day of merge.',
    source: 'culture pack §2.2',
  },
  {
    id: 'change_failure_target',
    metric: 'change_failure_ratio',
    window: '28d',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'target',
    limit: { op: 'less_than', value: 0.05 },
    enough: enoughDeployments,
    reason: 'Speed that breaks production is not speed.',
    source: 'culture pack §1, §4, §6',
  },
  {
    id: 'change_failure',
    metric: 'change_failure_ratio',
    window: '28d',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'less_than', value: changeFailureLimit },
    enough: enoughDeployments,
    actions: ['slow_down'],
    reason: 'It must stay below 10 %; if it rises, slow down.',
    source: 'culture pack §4, §6',
  },
  {
    id: 'change_failure_unbroken',
    metric: 'change_failure_ratio',
    window: '28d',
    judgedFor: 'teams',
    severity: 'critical',
    kind: 'guardrail',
    limit: { op: 'at_most', value: changeFailureLimit, unbrokenDays: 14 },
    enough: enoughDeployments,
    tells: 'leadership',
    actions: ['pause_features'],
    reason: 'Above 10 % for two weeks, new features pause and quality comes first.',
    source: 'culture pack §4',
  },
] as const satisfies readonly DeclaredLine[];
