import { metric } from '../metric.ts';
import { deployedPullRequests } from './deployed-pull-requests.ts';

/** Can we release without exposing? */
export const flaggedChangesRatio = metric({
  name: 'flagged_changes_ratio',
  family: 'delivery',
  question: 'What share of changes is behind a flag?',
  help: 'Share of the pull requests deployed in the window that are labelled as behind a feature flag (labels as known now).',
  version: 2,
  unit: 'ratio',
  population: deployedPullRequests,
  aggregate: { ratio: [{ count: { flag: 'flagged' } }, { count: { known: 'flagged' } }] },
  windows: ['28d', '90d'],
});
