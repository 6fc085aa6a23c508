import type { DeclaredLine } from './policy-line.ts';

/** Flow: how ideas become changes that help. */
export const flowLines = [
  {
    id: 'experiment_error_rate',
    broken: 'An experiment makes errors more frequent than it may',
    metric: 'experiment_guardrail_ratio',
    label: 'error_rate',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'less_than', value: 0.01 },
    reason: 'An experiment stops before it harms users: error rate less than +1 %.',
    source: 'culture pack §5',
  },
  {
    id: 'experiment_latency',
    broken: 'An experiment makes users wait longer than it may',
    metric: 'experiment_guardrail_ratio',
    label: 'latency',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'less_than', value: 0.05 },
    reason: 'An experiment stops before it harms users: latency less than +5 %.',
    source: 'culture pack §5',
  },
  {
    id: 'spec_review',
    broken: 'A spec was not reviewed in time',
    metric: 'spec_review_sla_met_ratio',
    window: '28d',
    judgedFor: 'teams',
    severity: 'info',
    kind: 'sla',
    limit: { op: 'at_least', value: 1 },
    reason: 'Engineering and design answer a spec within two business days, before work begins.',
    source: 'culture pack §5',
  },
] as const satisfies readonly DeclaredLine[];
