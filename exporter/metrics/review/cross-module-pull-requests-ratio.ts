import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Are the boundaries in the right place? */
export const crossModulePullRequestsRatio = metric({
  name: 'cross_module_pull_requests_ratio',
  family: 'review',
  question: 'What share of changes crosses modules?',
  help: 'Share of pull requests merged in the window that change paths of modules without a common team. Paths of no module, generated files and bots are left out.',
  version: 1,
  unit: 'ratio',
  population: mergedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'crossModule' } }, { count: { known: 'crossModule' } }] },
  windows: ['28d', '90d'],
});
