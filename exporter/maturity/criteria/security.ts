import type { Criterion } from '../criterion.ts';

const common = { dimension: 'security', scope: 'team' } as const;

/** Security and compliance: from some controls to automated compliance (maturity model). */
export const securityCriteria = [
  {
    ...common,
    id: 'vulnerability_alerts',
    level: 2,
    title: 'Vulnerability alerts are on',
    known: { probed: 'vulnerability_alerts_enabled' },
  },
  {
    ...common,
    id: 'secrets_outside_code',
    level: 2,
    title: 'Secrets are kept outside the code',
    known: { evidence: true },
  },
  {
    ...common,
    id: 'reviews_required',
    level: 3,
    title: 'A review is required before a merge',
    known: { probed: 'reviews_required' },
  },
  {
    ...common,
    id: 'merges_approved',
    level: 3,
    title: 'Nothing is merged without an approval',
    known: { line: 'unapproved_merges' },
  },
  {
    ...common,
    id: 'no_old_critical_vulnerability',
    level: 3,
    title: 'No critical vulnerability stays open for a month',
    known: { probed: 'no_old_critical_vulnerability' },
  },
  {
    ...common,
    id: 'audit_findings_closed',
    level: 4,
    cameIn: '2026-Q4',
    title: 'Nine of ten audit findings are closed by their date',
    // One in ten may turn out harder than it looked (ours).
    known: {
      measured: { metric: 'audit_findings_on_time_ratio', window: '90d', limit: { op: 'at_least', value: 0.9 } },
    },
  },
  {
    ...common,
    id: 'checks_passed',
    level: 4,
    title: 'Nothing is merged past a required check',
    known: { line: 'red_merges' },
  },
  {
    ...common,
    id: 'compliance_automated',
    level: 5,
    title: 'Compliance is checked automatically',
    known: { evidence: true },
  },
] as const satisfies readonly Criterion[];
