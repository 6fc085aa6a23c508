import { metric } from '../metric.ts';
import { deployedPullRequests } from './deployed-pull-requests.ts';

/** Where does the time go? */
export const leadTimeStageSeconds = metric({
  name: 'lead_time_stage_seconds',
  family: 'delivery',
  question: 'Where does the lead time go?',
  help: 'Seconds of lead time by stage, of pull requests deployed in the window: coding to ready (plus later draft time), pickup to the first review, review to approval, merge to merge, deploy to the end of the deployment. A stage that was skipped is left out.',
  version: 1,
  unit: 'seconds',
  population: deployedPullRequests,
  label: {
    name: 'stage',
    each: {
      coding: { stats: 'codingMs' },
      pickup: { stats: 'pickupMs' },
      review: { stats: 'reviewMs' },
      merge: { stats: 'mergeMs' },
      deploy: { stats: 'deployMs' },
    },
  },
  windows: ['7d', '28d', '90d'],
});
