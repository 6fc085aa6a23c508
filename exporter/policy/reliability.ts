import type { Limits } from './limits.ts';
import type { DeclaredLine } from './policy-line.ts';

const secondMs = 1_000;
const hourSeconds = 3_600;

/** Customers of an analytics product can wait two hours, not a day (culture pack §1). */
const restoreLimitSeconds = 2 * hourSeconds;
/** Half of the two P1 a month that the quarter began with (culture pack §1). */
const p1Limit = 1;

/** Reliability: what must not get worse while changes get faster. */
export const reliabilityLines = [
  {
    id: 'p1_restore',
    broken: 'P1 incidents last too long',
    metric: 'incident_restore_seconds',
    window: '28d',
    stat: 'mean',
    label: 'P1',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'less_than', value: restoreLimitSeconds },
    also: { metric: 'oldest_open_incident_seconds', label: 'P1' },
    isImmediate: true,
    actions: ['mandate_reliability_work'],
    reason: 'Customers of an analytics product can wait for hours, not for a day.',
    source: 'culture pack §1, §4, §6',
  },
  {
    id: 'restore_not_worse',
    broken: 'Incidents last longer than before',
    metric: 'incident_restore_seconds',
    window: '28d',
    stat: 'mean',
    label: 'any',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'not_worse_than_before', value: restoreLimitSeconds },
    actions: ['mandate_reliability_work'],
    reason: 'MTTR must decrease or stay flat.',
    source: 'culture pack §6',
  },
  {
    id: 'p1_incidents',
    broken: 'There are too many P1 incidents',
    metric: 'incidents',
    window: '28d',
    label: 'P1',
    judgedFor: 'all',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'at_most', value: p1Limit },
    reason: 'Half as many as the quarter began with.',
    source: 'culture pack §4, §6',
  },
  {
    id: 'p1_incidents_not_more',
    broken: 'P1 incidents have become more',
    metric: 'incidents',
    window: '28d',
    label: 'P1',
    judgedFor: 'all',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'not_above_before', value: p1Limit },
    actions: ['slow_down'],
    reason: 'If P1s increase after switching to daily deployments, slow down and investigate.',
    source: 'culture pack §4',
  },
  {
    id: 'p1_acknowledge',
    broken: 'Nobody has answered a P1 incident',
    metric: 'oldest_unacknowledged_incident_seconds',
    label: 'P1',
    judgedFor: 'teams',
    severity: 'critical',
    isImmediate: true,
    kind: 'sla',
    limit: { op: 'less_than', value: (limits: Limits) => limits.acknowledgeMs / secondMs },
    reason: 'Whoever is on call answers a P1 at once.',
    source: 'culture pack §3',
  },
  {
    id: 'recurring_incidents',
    broken: 'Incidents come back',
    metric: 'recurring_incidents',
    window: '90d',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'at_most', value: 0 },
    actions: ['enforce_refactoring'],
    reason: 'Ignoring recurring issues is explicitly forbidden.',
    source: 'governance',
  },
] as const satisfies readonly DeclaredLine[];
