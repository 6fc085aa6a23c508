import { metric } from '../metric.ts';
import { concludedExperiments } from './experiments.ts';

/** How often do we find out? */
export const experimentsConcluded = metric({
  name: 'experiments_concluded',
  family: 'flow',
  question: 'How many experiments were concluded?',
  help: 'Issues labelled as experiments that were closed as completed in the window; reopened, one is not. Left out: what was closed as not planned or as a duplicate, labels that contradict each other.',
  version: 2,
  unit: 'count',
  population: concludedExperiments,
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
