import type { DeclaredLine } from './policy-line.ts';

/** Platform: a product for the other teams, not a queue. */
export const platformLines = [
  {
    id: 'platform_triage',
    broken: 'A request to the platform team was not triaged in time',
    metric: 'platform_triage_sla_met_ratio',
    window: '28d',
    judgedFor: 'all',
    severity: 'info',
    kind: 'sla',
    limit: { op: 'at_least', value: 1 },
    reason: 'Whoever asks knows within two business days what becomes of it.',
    source: 'culture pack §2.5',
  },
  {
    id: 'platform_requests',
    broken: 'The queue of the platform team is not half of what it was when the quarter began',
    metric: 'platform_requests_open',
    comparedWith: { metric: 'platform_requests_target', called: 'half of what was open when the quarter began' },
    judgedFor: 'all',
    severity: 'info',
    kind: 'target',
    limit: { op: 'not_above_before', value: 0 },
    reason: 'A platform that lets teams help themselves has a shorter queue, and not a faster one.',
    source: 'culture pack §2.5',
  },
] as const satisfies readonly DeclaredLine[];
