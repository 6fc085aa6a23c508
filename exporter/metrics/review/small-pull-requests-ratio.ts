import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Can a reviewer read it in half an hour? */
export const smallPullRequestsRatio = metric({
  name: 'small_pull_requests_ratio',
  family: 'review',
  question: 'What share of changes is small?',
  help: 'Share of pull requests merged in the window with fewer lines added and deleted than the limit (300 by default), without generated files. Bots are left out.',
  version: 1,
  unit: 'ratio',
  population: mergedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'small' } }, { count: { known: 'small' } }] },
  windows: ['28d', '90d'],
});
