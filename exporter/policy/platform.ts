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
] as const satisfies readonly DeclaredLine[];
