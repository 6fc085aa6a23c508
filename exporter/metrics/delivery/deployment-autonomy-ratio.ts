import { metric } from '../metric.ts';
import { succeededDeployments } from './succeeded-deployments.ts';

/** Does the platform enable or gate? */
export const deploymentAutonomyRatio = metric({
  name: 'deployment_autonomy_ratio',
  family: 'delivery',
  question: 'What share of deployments waits for no other team?',
  help: "Share of the deployments succeeded in the window that were automated or started by a member of a team whose changes they carry. The platform team's own services and unknown triggers are left out.",
  version: 1,
  unit: 'ratio',
  population: succeededDeployments,
  aggregate: { ratio: [{ count: { flag: 'autonomous' } }, { count: { known: 'autonomous' } }] },
  windows: ['28d', '90d'],
});
