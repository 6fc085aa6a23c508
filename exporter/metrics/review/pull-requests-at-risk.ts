import { metric } from '../metric.ts';
import { answersAtRisk } from './missing-answers.ts';

/** What can still be saved? */
export const pullRequestsAtRisk = metric({
  name: 'pull_requests_at_risk',
  family: 'review',
  question: 'How many answers are about to be late?',
  help: 'Open pull requests outside draft, now, whose answer is still missing and has used more than 75 % of its limit, but not more than all of it.',
  version: 1,
  unit: 'count',
  population: answersAtRisk,
  label: { name: 'sla' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
