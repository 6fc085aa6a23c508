import { metric } from '../metric.ts';
import { succeededDeployments } from './succeeded-deployments.ts';

/** Rework rate. */
export const deploymentReworkRatio = metric({
  name: 'deployment_rework_ratio',
  family: 'delivery',
  question: 'What share of deployments repairs others?',
  help: 'Share of the deployments succeeded in the window that roll back, or carry a revert or a hotfix.',
  version: 1,
  unit: 'ratio',
  population: succeededDeployments,
  aggregate: { ratio: [{ count: { flag: 'remedy' } }, { count: 'all' }] },
  windows: ['28d', '90d'],
});
