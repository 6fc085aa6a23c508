import { metric } from '../metric.ts';
import { succeededDeployments } from './succeeded-deployments.ts';

/** One train may carry many services. */
export const deploymentRuns = metric({
  name: 'deployment_runs',
  family: 'delivery',
  question: 'How many pipeline runs deployed?',
  help: 'Distinct runs with a succeeded deployment in the window, each at its last success: several services deployed by one run are one.',
  version: 1,
  unit: 'count',
  population: succeededDeployments,
  aggregate: { distinct: 'run' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
