import { metric } from '../metric.ts';
import { deploymentsByService } from './succeeded-deployments.ts';

/** The pulse of delivery. */
export const deployments = metric({
  name: 'deployments',
  family: 'delivery',
  question: 'How often do we deploy?',
  help: 'Succeeded deployments of a service to its counted production environment, by the first success in the window. A team has those that carry its changes and those of services that it owns.',
  version: 1,
  unit: 'count',
  population: deploymentsByService,
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  label: { name: 'deployed_service' },
  zeros: 'seen90d',
});
