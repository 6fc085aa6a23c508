import { metric } from '../metric.ts';
import { concludedExperiments } from './experiments.ts';

/** How often do we find out? */
export const experimentsConcluded = metric({
  name: 'experiments_concluded',
  family: 'flow',
  question: 'How many experiments were concluded?',
  help: 'Issues labelled as experiments that were closed in the window; reopened, one is not. Left out: labels that contradict each other.',
  version: 1,
  unit: 'count',
  population: concludedExperiments,
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
