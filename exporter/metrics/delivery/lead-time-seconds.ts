import { metric } from '../metric.ts';
import { deployedPullRequests } from './deployed-pull-requests.ts';

/** Lead time for changes. */
export const leadTimeSeconds = metric({
  name: 'lead_time_seconds',
  family: 'delivery',
  question: 'How long from the first commit to production?',
  help: 'Seconds from the first authored commit of a pull request to the end of the first deployment that carries it, of those deployed in the window. Pull requests of bots are in it; unknown contents are left out.',
  version: 1,
  unit: 'seconds',
  population: deployedPullRequests,
  aggregate: { stats: 'leadMs' },
  windows: ['7d', '28d', '90d'],
});
