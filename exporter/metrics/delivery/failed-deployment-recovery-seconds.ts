import { metric, population } from '../metric.ts';
import { refOf } from './succeeded-deployments.ts';

const recoveredDeployments = population({
  id: 'recovered_deployments',
  root: 'service_deployment',
  labels: [''],
  values: ['recoveryMs'],
  needs: [{ signal: 'deployments' }, { signal: 'pull_requests' }, { signal: 'incidents', optional: true }],
  *factsOf(deployment) {
    const { finishedAt, teams, recoveries } = deployment;
    if (finishedAt === null) return;
    for (const { at, known } of recoveries) {
      yield {
        type: 'event',
        ref: refOf(deployment),
        teams,
        label: '',
        at,
        known,
        values: { recoveryMs: at - finishedAt },
      };
    }
  },
});

/** How long do users live with a failed change? */
export const failedDeploymentRecoverySeconds = metric({
  name: 'failed_deployment_recovery_seconds',
  family: 'delivery',
  question: 'How long until a failed deployment is repaired?',
  help: 'Seconds from the end of a failed deployment to the first remedy that did not itself fail, or to the resolve of the last of its incidents, whichever came first, of deployments recovered in the window.',
  version: 1,
  unit: 'seconds',
  population: recoveredDeployments,
  aggregate: { stats: 'recoveryMs' },
  windows: ['28d', '90d'],
});
