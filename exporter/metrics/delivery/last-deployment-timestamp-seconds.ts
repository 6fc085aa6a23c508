import { metric } from '../metric.ts';
import { deploymentsByService } from './succeeded-deployments.ts';

/** Since when is production as it is? */
export const lastDeploymentTimestampSeconds = metric({
  name: 'last_deployment_timestamp_seconds',
  family: 'delivery',
  question: 'When was the last deployment?',
  help: 'Unix time of the last succeeded deployment of a service, at its first success.',
  version: 1,
  unit: 'timestamp',
  population: deploymentsByService,
  aggregate: { latest: 'at' },
  windows: 'ever',
  label: { name: 'deployed_service' },
});
