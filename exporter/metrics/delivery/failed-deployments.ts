import { metric, population } from '../metric.ts';
import { refOf } from './succeeded-deployments.ts';

const signals = ['incident', 'rollback', 'revert', 'hotfix', 'any'] as const;

const failuresBySignal = population({
  id: 'failures_by_signal',
  root: 'service_deployment',
  labels: signals,
  values: [],
  needs: [{ signal: 'deployments' }, { signal: 'pull_requests' }, { signal: 'incidents', optional: true }],
  *factsOf(deployment) {
    const { finishedAt: at, teams, failures, failed } = deployment;
    if (at === null) return;
    const common = { type: 'verdict', ref: refOf(deployment), teams, at, values: {} } as const;
    for (const { signal, holds } of failures)
      if (signal !== 'pipeline' && holds.length > 0) yield { ...common, label: signal, holds };
    if (failed.length > 0) yield { ...common, label: 'any', holds: failed };
  },
});

/** What tells us that a deployment failed? */
export const failedDeployments = metric({
  name: 'failed_deployments',
  family: 'delivery',
  question: 'How many deployments failed, and how do we know?',
  help: 'Deployments succeeded in the window that failed, by signal (incident, rollback, revert, hotfix); any counts each once.',
  version: 1,
  unit: 'count',
  population: failuresBySignal,
  label: { name: 'signal' },
  aggregate: { count: 'holding' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
