import { metric } from '../metric.ts';
import { succeededDeployments } from './succeeded-deployments.ts';

/** Batch size. */
export const deploymentPullRequests = metric({
  name: 'deployment_pull_requests',
  family: 'delivery',
  question: 'How much goes out at once?',
  help: 'Pull requests of all teams in one deployment succeeded in the window. Deployments of unknown contents are left out.',
  version: 1,
  unit: 'count',
  population: succeededDeployments,
  aggregate: { stats: 'pullRequests' },
  windows: ['28d', '90d'],
});
