import type { DeclaredLine } from './policy-line.ts';

/** Learning: what breaks is talked about, and what was agreed is done. */
export const learningLines = [
  {
    id: 'retros',
    broken: 'A retro is overdue',
    metric: 'retros_overdue',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'sla',
    limit: { op: 'at_most', value: 0 },
    reason: 'Every P1 and P2 has its blameless retro within 48 hours, while people still know.',
    source: 'culture pack §2.1, §3',
  },
  {
    id: 'retro_action_items_done',
    broken: 'Fewer action items of retros are done than the target',
    metric: 'retro_action_items_done_ratio',
    window: '90d',
    judgedFor: 'teams',
    severity: 'warning',
    kind: 'target',
    limit: { op: 'more_than', value: 0.8 },
    reason: 'What was agreed and not done teaches that agreeing means nothing.',
    source: 'culture pack §6',
  },
] as const satisfies readonly DeclaredLine[];
