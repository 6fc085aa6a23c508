import { metric } from '../metric.ts';
import { answersOverdue } from './missing-answers.ts';

/** Who is kept waiting longer than promised? */
export const pullRequestsOverdue = metric({
  name: 'pull_requests_overdue',
  family: 'review',
  question: 'How many answers are late?',
  help: 'Open pull requests outside draft, now, whose answer is still missing after its limit. What was once approved is not missing an approval again.',
  version: 1,
  unit: 'count',
  population: answersOverdue,
  label: { name: 'sla' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
