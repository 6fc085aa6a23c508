import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Do tests change with the code? */
export const testedPullRequestsRatio = metric({
  name: 'tested_pull_requests_ratio',
  family: 'review',
  question: 'What share of code changes comes with a test?',
  help: 'Of pull requests merged in the window that change code, the share that changes a test, too (both by configured globs; a test is no code). Generated files count for neither. Bots are left out.',
  version: 1,
  unit: 'ratio',
  population: mergedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'tested' } }, { count: { known: 'tested' } }] },
  windows: ['28d', '90d'],
});
