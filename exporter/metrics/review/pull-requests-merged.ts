import { metric } from '../metric.ts';
import { merges } from './merges.ts';

/** How much do we change? */
export const pullRequestsMerged = metric({
  name: 'pull_requests_merged',
  family: 'review',
  question: 'How many pull requests were merged?',
  help: 'Pull requests merged into the default or a configured base branch in the window, those of bots included.',
  version: 1,
  unit: 'count',
  population: merges,
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
