import { metric } from '../metric.ts';
import { succeededDeployments } from './succeeded-deployments.ts';

/** Is the release train gone? */
export const automatedDeploymentsRatio = metric({
  name: 'automated_deployments_ratio',
  family: 'delivery',
  question: 'What share of deployments needs no hand?',
  help: 'Share of the deployments succeeded in the window that were started by a push, merge group, schedule, tag or another workflow, not by a dispatch, a re-run or a person. Unknown triggers are left out.',
  version: 1,
  unit: 'ratio',
  population: succeededDeployments,
  aggregate: { ratio: [{ count: { flag: 'automated' } }, { count: { known: 'automated' } }] },
  windows: ['28d', '90d'],
});
