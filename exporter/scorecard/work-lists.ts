import type { MetricName } from '../metrics/metric-names.ts';

/** A number of things that wait, and what is said of each of them. */
export interface WorkPart {
  readonly metric: MetricName;
  readonly label?: string;
  readonly says: string;
}

/** What a team looks at together, because the same hands do it. */
export interface WorkList {
  readonly title: string;
  /** What an empty list says. */
  readonly none: string;
  readonly parts: readonly WorkPart[];
}

const priorities = ['P1', 'P2', 'P3', 'P4', 'P5', 'none'] as const;

/** What to do next, in the order in which others wait for it. Nothing is sorted by person or by size. */
export const workLists: readonly WorkList[] = [
  {
    title: 'Open incidents',
    none: 'Nothing is broken.',
    parts: priorities.map((label) => ({
      metric: 'incidents_open',
      label,
      says: label === 'none' ? 'without a priority' : label,
    })),
  },
  {
    title: 'Reviews',
    none: 'Nothing is overdue.',
    parts: [
      { metric: 'pull_requests_at_risk', label: 'first_review', says: 'first review soon late' },
      { metric: 'pull_requests_overdue', label: 'first_review', says: 'first review late' },
      { metric: 'pull_requests_overdue', label: 'first_review_lead', says: 'the lead is asked' },
      { metric: 'pull_requests_unreviewed_48h', says: 'unseen for 48 h' },
      { metric: 'pull_requests_at_risk', label: 'approval', says: 'approval soon late' },
      { metric: 'pull_requests_overdue', label: 'approval', says: 'approval late' },
      { metric: 'pull_requests_open_over_7d', says: 'open for more than a week' },
      { metric: 'pull_requests_contested', says: 'argued about without an end' },
    ],
  },
  {
    title: 'Merged and not deployed',
    none: 'Nothing waits for production.',
    parts: [
      { metric: 'undeployed_changes', says: 'waits' },
      { metric: 'undeployed_changes_overdue', says: 'overdue' },
    ],
  },
  {
    title: 'Retros',
    none: 'None is due or overdue.',
    parts: [
      { metric: 'retros_overdue', says: 'overdue' },
      { metric: 'retros_due', says: 'due' },
    ],
  },
  {
    title: 'What was agreed in retros',
    none: 'All has an owner and a date, and nothing is overdue.',
    parts: [
      { metric: 'retro_action_items', label: 'overdue', says: 'overdue' },
      { metric: 'retro_action_items', label: 'unowned', says: 'without an owner' },
      { metric: 'retro_action_items', label: 'undated', says: 'without a date' },
    ],
  },
  {
    title: 'Blocked and stale work',
    none: 'Nothing stands still.',
    parts: [
      { metric: 'blocked_work_items', label: '1d', says: 'blocked for more than a working day' },
      { metric: 'blocked_work_items', label: '2d', says: '2 days: the leads talk' },
      { metric: 'blocked_work_items', label: '3d', says: '3 days: leadership decides' },
      { metric: 'stale_work_items', says: 'untouched for 5 working days' },
    ],
  },
  {
    title: 'Improvements',
    none: 'All have an owner, a date and a priority, and none is overdue.',
    parts: [
      { metric: 'improvement_items', label: 'any/overdue', says: 'overdue' },
      { metric: 'improvement_items', label: 'any/deferred', says: 'put off again and again' },
      { metric: 'improvement_items', label: 'any/unowned', says: 'without an owner' },
      { metric: 'improvement_items', label: 'any/undated', says: 'without a date' },
      { metric: 'improvement_items', label: 'any/unprioritised', says: 'without a priority' },
    ],
  },
];
