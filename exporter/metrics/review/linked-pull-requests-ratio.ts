import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Can anybody see what it is for? */
export const linkedPullRequestsRatio = metric({
  name: 'linked_pull_requests_ratio',
  family: 'review',
  question: 'What share of changes is linked to work?',
  help: 'Share of pull requests merged in the window that close or name an issue, or name a ticket. Bots are left out.',
  version: 1,
  unit: 'ratio',
  population: mergedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'linked' } }, { count: { known: 'linked' } }] },
  windows: ['7d', '28d', '90d'],
});
