import type { DeclaredLine } from './policy-line.ts';

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

/** On-call: who answers for what, and how evenly. */
export const onCallLines = [
  {
    id: 'page_share',
    broken: 'One team gets too large a share of the pages',
    metric: 'page_share_ratio',
    window: '28d',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'at_most', value: 0.3, timesEvenShare: 1.5 },
    enough: { denominator: 50, elseWindow: '90d' },
    reason: 'On-call load is distributed evenly over teams.',
    source: 'culture pack §2.1',
  },
  {
    id: 'longest_on_call',
    broken: 'Somebody has been on call too long without a break',
    metric: 'longest_on_call_seconds',
    window: '28d',
    judgedFor: 'teams',
    severity: 'info',
    kind: 'info',
    limit: { op: 'at_most', value: 7 * daySeconds },
    reason: 'The rotation is weekly.',
    source: 'culture pack §3',
  },
  {
    id: 'unowned_incident',
    broken: 'An incident is open that no team owns',
    metric: 'unowned_incident_seconds',
    judgedFor: 'all',
    severity: 'critical',
    isImmediate: true,
    tells: 'leadership',
    kind: 'sla',
    limit: { op: 'at_most', value: hourSeconds },
    actions: ['escalate'],
    reason: 'What nobody owns gets a temporary owner at once.',
    source: 'culture pack §2.1',
  },
  {
    id: 'unowned_services',
    broken: 'PagerDuty services have had no owner for too long',
    metric: 'unowned_services',
    judgedFor: 'all',
    severity: 'warning',
    tells: 'leadership',
    kind: 'sla',
    limit: { op: 'at_most', value: 0, unbrokenDays: 7 },
    actions: ['escalate'],
    reason: 'Ownership is clarified for good, and soon.',
    source: 'culture pack §2.1',
  },
] as const satisfies readonly DeclaredLine[];
