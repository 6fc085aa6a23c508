import { metric, population } from '../metric.ts';
import { refOf } from './succeeded-deployments.ts';

const rolledBackDeployments = population({
  id: 'rolled_back_deployments',
  root: 'service_deployment',
  labels: [''],
  values: ['rollbackMs'],
  needs: [{ signal: 'deployments' }],
  *factsOf(deployment) {
    const { finishedAt, rolledBackAt: at, teams } = deployment;
    if (finishedAt === null || at === null) return;
    yield { type: 'event', ref: refOf(deployment), teams, label: '', at, values: { rollbackMs: at - finishedAt } };
  },
});

/** How fast can we go back? */
export const rollbackSeconds = metric({
  name: 'rollback_seconds',
  family: 'delivery',
  question: 'How long until a bad deployment is rolled back?',
  help: 'Seconds from the end of a deployment to the end of its rollback, of rollbacks in the window.',
  version: 1,
  unit: 'seconds',
  population: rolledBackDeployments,
  aggregate: { stats: 'rollbackMs' },
  windows: ['28d', '90d'],
});
