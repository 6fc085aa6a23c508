import { metric } from '../metric.ts';
import { begunExperiments } from './experiments.ts';

/** Do we know beforehand what would convince us? */
export const experimentsCompleteRatio = metric({
  name: 'experiments_complete_ratio',
  family: 'flow',
  question: 'What share of experiments says what it is after?',
  help: 'Share of issues labelled as experiments that have a hypothesis, a success metric and a sample size (configured headings or labels with a text, as the issue is written now) and a person assigned now, of those begun in the window: labelled as in progress for the first time, or closed as completed without. Left out: what was given up before (closed as not planned or as a duplicate), labels that contradict each other.',
  version: 2,
  unit: 'ratio',
  population: begunExperiments,
  aggregate: { ratio: [{ count: 'holding' }, { count: 'all' }] },
  windows: ['28d', '90d'],
});
