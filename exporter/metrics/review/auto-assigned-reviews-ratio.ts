import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Does ownership find the reviewer? */
export const autoAssignedReviewsRatio = metric({
  name: 'auto_assigned_reviews_ratio',
  family: 'review',
  question: 'What share of changes found a reviewer by itself?',
  help: 'Share of pull requests merged in the window for which a reviewer was requested within 60 seconds of ready for review. Bots are left out.',
  version: 1,
  unit: 'ratio',
  population: mergedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'autoAssigned' } }, { count: { known: 'autoAssigned' } }] },
  windows: ['28d', '90d'],
});
