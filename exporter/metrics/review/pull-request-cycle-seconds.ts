import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Does review slow us down? */
export const pullRequestCycleSeconds = metric({
  name: 'pull_request_cycle_seconds',
  family: 'review',
  question: 'How long from ready to merged?',
  help: 'Seconds by the calendar, outside draft, from ready for review to merge, of pull requests merged in the window. Bots are left out.',
  version: 1,
  unit: 'seconds',
  population: mergedPullRequests,
  aggregate: { stats: 'cycleMs' },
  windows: ['7d', '28d', '90d'],
});
