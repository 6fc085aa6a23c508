import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';
import { rolloutCriteria } from './criteria.ts';
import { milestones } from './milestones.ts';

const common = { family: 'rollout', version: 1, every: 'day', all: 'only' } as const;
const judgedBy = {
  version: 2,
  unit: 'count',
  signals: [
    'pull_requests',
    'deployments',
    'incidents',
    'services',
    'github_probes',
    'work_items',
    'surveys',
    'priorities',
    'error_budgets',
    'assessments',
  ],
} as const;
const byMilestone = { label: { name: 'milestone' }, labels: milestones } as const;

export const milestoneMet = derived({
  ...common,
  ...judgedBy,
  name: 'rollout_milestone_met',
  question: 'What of the rollout is in place?',
  help: 'Whether a criterion of a milestone of the rollout is met (1) or not (0), as of 00:00 UTC, measured where a metric tells it, else looked up or vouched for; what is asked of every team is met when it is of each that it can be asked of. Absent while unknown, before the rollout starts, and where none is configured.',
  label: { name: 'milestone', more: ['criterion'] },
  labels: rolloutCriteria.map(({ id, milestone }) => `${milestone}/${id}`),
});

export const criteriaOverdue = derived({
  ...common,
  ...judgedBy,
  ...byMilestone,
  name: 'rollout_criteria_overdue',
  question: 'What of the rollout is late?',
  help: 'Criteria of a milestone of the rollout that are not met as of 00:00 UTC although its day is over where the organisation is; 0 before. Absent while none is known to be unmet and one is unknown, before the rollout starts, and where none is configured.',
});

export const milestoneDue = derived({
  ...common,
  ...byMilestone,
  name: 'rollout_due_timestamp_seconds',
  question: 'When is each milestone of the rollout due?',
  help: 'When the day of a milestone of the rollout is over where the organisation is, as configured. Absent where no rollout is configured.',
  unit: 'timestamp',
  signals: [],
});

/** The numbers of the rollout, in the order in which they are read. */
export const rolloutMetrics: readonly Derived[] = [milestoneMet, criteriaOverdue, milestoneDue];
