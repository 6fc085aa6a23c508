import { metric } from '../metric.ts';
import { judgedDeployments } from './judged-deployments.ts';

/** Change failure rate. */
export const changeFailureRatio = metric({
  name: 'change_failure_ratio',
  family: 'delivery',
  question: 'What share of deployments fails in production?',
  help: 'Share of the deployments succeeded in the window that failed: an incident of a counted priority belongs to it, it was rolled back, a change of it was reverted, or a hotfix followed. One cause fails one deployment.',
  version: 1,
  unit: 'ratio',
  population: judgedDeployments,
  aggregate: { ratio: [{ count: 'holding' }, { count: 'all' }] },
  windows: ['7d', '28d', '90d'],
});
