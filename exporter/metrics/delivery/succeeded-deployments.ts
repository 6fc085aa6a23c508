import type { History, ServiceDeployment } from '../../history/history.ts';
import { population } from '../metric.ts';
import type { FactValue } from '../metric.ts';

export const refOf = ({ id }: ServiceDeployment): { kind: 'service_deployment'; id: string } => ({
  kind: 'service_deployment',
  id,
});

/** One verdict per succeeded deployment of one service: it holds while the deployment counts as failed. Most metrics share it. */
export const succeededDeployments = population({
  id: 'succeeded_deployments',
  root: 'service_deployment',
  labels: [''],
  values: ['isNew', 'run', 'remedy', 'pullRequests', 'automated', 'autonomous'],
  needs: [{ signal: 'deployments' }, { signal: 'pull_requests' }, { signal: 'incidents', optional: true }],
  *factsOf(deployment, history) {
    const { finishedAt: at, contents } = deployment;
    if (at === null) return;
    yield {
      type: 'verdict',
      ref: refOf(deployment),
      teams: deployment.teams,
      label: '',
      at,
      holds: deployment.failed,
      provisionalUntil: at + history.config.rules.failureWindowMs,
      values: {
        isNew: deployment.isSomethingNew ? 1 : { leftOut: 'same_commit_again' },
        run: deployment.runNumber,
        remedy: deployment.remedies.length > 0 ? 1 : 0,
        pullRequests: contents.known ? contents.pullRequests.length : { leftOut: 'contents_unknown' },
        automated: automated(deployment),
        autonomous: autonomous(deployment, history),
      },
    };
  },
});

const automated = ({ isAutomated }: ServiceDeployment): FactValue =>
  isAutomated === null ? { leftOut: 'trigger_unknown' } : isAutomated ? 1 : 0;

/** Automated, or triggered by a member of a team whose change it deploys. */
function autonomous({ isAutomated, triggeredBy, owner, teams }: ServiceDeployment, { config }: History): FactValue {
  if (owner === config.platformTeam) return { leftOut: 'platform_service' };
  if (isAutomated) return 1;
  if (triggeredBy === null) return { leftOut: 'trigger_unknown' };
  return triggeredBy.teams.some((team) => teams.includes(team)) ? 1 : 0;
}

/** The same deployments by the service that was deployed. */
export const deploymentsByService = population({
  id: 'deployments_by_service',
  root: 'service_deployment',
  labels: 'services',
  values: [],
  // Whose deployment it is depends on what it carried.
  needs: [{ signal: 'deployments' }, { signal: 'pull_requests', optional: true }],
  *factsOf(deployment) {
    if (deployment.finishedAt === null) return;
    yield {
      type: 'event',
      ref: refOf(deployment),
      teams: deployment.teams,
      label: deployment.service,
      at: deployment.finishedAt,
      values: {},
    };
  },
});
