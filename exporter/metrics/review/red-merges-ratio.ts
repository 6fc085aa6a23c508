import { metric } from '../metric.ts';
import { merges } from './merges.ts';

/** Is anything merged over a check that says no, or that has not answered yet? */
export const redMergesRatio = metric({
  name: 'red_merges_ratio',
  family: 'review',
  question: 'What share of merges went past a required check?',
  help: 'Of pull requests merged in the window (bots included) with required checks on their last commit, the share for which one had not passed (nor was skipped or neutral) at the merge. Required is what GitHub says is when they are read. Only checks that reported are seen; where one ran again after the merge, the pull request is left out.',
  version: 1,
  unit: 'ratio',
  population: merges,
  aggregate: { ratio: [{ count: { flag: 'red' } }, { count: { known: 'red' } }] },
  windows: ['7d', '28d', '90d'],
});
