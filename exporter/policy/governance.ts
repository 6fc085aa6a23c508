import type { DeclaredLine } from './policy-line.ts';

/** Every item is logged, prioritised, owned and time-bound: one that is not, is a wish. */
const complete = {
  metric: 'improvement_items',
  judgedFor: 'teams',
  severity: 'warning',
  kind: 'sla',
  limit: { op: 'at_most', value: 0 },
  source: 'governance',
} as const;

/** Skipping is for leadership to answer for: no team is told off. */
const skipped = {
  metric: 'governance_review_overdue',
  severity: 'warning',
  kind: 'sla',
  limit: { op: 'at_most', value: 0 },
  tells: 'leadership',
  actions: ['escalate'],
  source: 'governance',
} as const;

/** Governance: improvement is explicit, owned, measured, reviewed and enforced. */
export const governanceLines = [
  {
    ...complete,
    id: 'improvement_unowned',
    broken: 'Nobody owns an improvement',
    label: 'any/unowned',
    reason: 'What everybody should improve nobody improves.',
  },
  {
    ...complete,
    id: 'improvement_undated',
    broken: 'An improvement has no due date',
    label: 'any/undated',
    reason: 'What may be done at any time is done at no time.',
  },
  {
    ...complete,
    id: 'improvement_unprioritised',
    broken: 'An improvement has no priority',
    label: 'any/unprioritised',
    reason: 'The improvement backlog is first-class: what has no priority loses to what has one.',
  },
  {
    id: 'improvement_deferred',
    broken: 'An improvement is put off again and again',
    metric: 'improvement_items',
    label: 'any/deferred',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'guardrail',
    limit: { op: 'at_most', value: 0 },
    tells: 'leadership_and_team',
    actions: ['enforce_refactoring', 'escalate'],
    reason: 'Deferring systemic fixes indefinitely is explicitly forbidden.',
    source: 'governance',
  },
  {
    id: 'improvement_domains_untouched',
    broken: 'Nobody improves a whole domain',
    metric: 'improvement_domains_untouched',
    judgedFor: 'all',
    severity: 'info',
    kind: 'info',
    limit: { op: 'at_most', value: 0 },
    tells: 'leadership',
    reason: 'No domain is exempt: what nobody has looked at for a quarter gets worse.',
    source: 'governance',
  },
  {
    id: 'governance_inputs_stale',
    broken: 'Governance would decide on what is out of date',
    metric: 'governance_inputs_stale',
    judgedFor: 'all',
    severity: 'warning',
    kind: 'sla',
    limit: { op: 'at_most', value: 0 },
    tells: 'leadership',
    reason: 'Uninformed improvement decisions are invalid.',
    source: 'governance',
  },
  {
    id: 'decision_unplanned',
    broken: 'A decision on improvement has reached no plan',
    metric: 'governance_decisions_unplanned',
    judgedFor: 'all',
    severity: 'warning',
    kind: 'sla',
    limit: { op: 'at_most', value: 0 },
    tells: 'leadership',
    reason: 'Improvement that is disconnected from planning does not last.',
    source: 'governance',
  },
  {
    ...skipped,
    id: 'governance_review_skipped',
    broken: 'A review of the organisation was skipped',
    label: 'any',
    judgedFor: 'all',
    reason: 'Skipped reviews must be escalated: what nobody reviews becomes optional.',
  },
  {
    ...skipped,
    id: 'delivery_review_skipped',
    broken: 'A team skipped its weekly delivery review',
    label: 'weekly_delivery',
    judgedFor: 'teams',
    reason: 'Skipped reviews must be escalated: a team that never looks back is not asked to by anybody.',
  },
] as const satisfies readonly DeclaredLine[];
