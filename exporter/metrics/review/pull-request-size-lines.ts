import { metric } from '../metric.ts';
import { mergedPullRequests } from './merged-pull-requests.ts';

/** Do we ship small? */
export const pullRequestSizeLines = metric({
  name: 'pull_request_size_lines',
  family: 'review',
  question: 'How large are our changes?',
  help: 'Lines added and deleted in pull requests merged in the window, without generated files. Bots are left out.',
  version: 1,
  unit: 'lines',
  population: mergedPullRequests,
  aggregate: { stats: 'lines' },
  windows: ['28d', '90d'],
});
