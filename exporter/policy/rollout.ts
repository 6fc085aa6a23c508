import type { DeclaredLine } from './policy-line.ts';

/** Before its day nothing of a milestone is late; after it leadership knows what is, and decides. */
const milestone = {
  metric: 'rollout_criteria_overdue',
  judgedFor: 'all',
  severity: 'info',
  tells: 'leadership',
  kind: 'info',
  limit: { op: 'at_most', value: 0 },
} as const;

/** The rollout: what was planned for a day is in place on that day, or somebody says why not. */
export const rolloutLines = [
  {
    ...milestone,
    id: 'rollout_start',
    broken: 'The rollout has not begun as planned',
    label: 'start',
    reason: 'What is not measured at the start cannot be shown to have improved.',
    source: 'culture pack §4, §6: day 14',
  },
  {
    ...milestone,
    id: 'rollout_foundation',
    broken: 'The foundation of the rollout is late',
    label: 'foundation',
    reason: 'Without owners and promises everything that follows has nobody to keep it.',
    source: 'culture pack §6: day 30',
  },
  {
    ...milestone,
    id: 'rollout_pilot',
    broken: 'No team deploys continuously yet',
    label: 'pilot',
    reason: 'One team goes ahead and finds what stands in the way of the others.',
    source: 'culture pack §6, §7: day 42',
  },
  {
    ...milestone,
    id: 'rollout_all_teams',
    broken: 'Not all teams deploy continuously, and the time for it is over',
    label: 'all_teams',
    severity: 'warning',
    kind: 'guardrail',
    actions: ['escalate'],
    reason: 'Continuous deployment has a timebox of eight weeks; then leadership decides what gives way.',
    source: 'culture pack §7: day 56',
  },
  {
    ...milestone,
    id: 'rollout_acceleration',
    broken: 'What makes small changes safe and easy is late',
    label: 'acceleration',
    reason: 'Flags, self-service and finished actions are what lets every team deploy daily.',
    source: 'culture pack §6: day 60',
  },
  {
    ...milestone,
    id: 'rollout_reinforcement',
    broken: 'The rollout has not reached what it was for',
    label: 'reinforcement',
    reason: 'A rollout is done when its outcomes are there, not when its plan has been followed.',
    source: 'culture pack §6: day 90',
  },
] as const satisfies readonly DeclaredLine[];
