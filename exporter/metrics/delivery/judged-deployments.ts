import { population } from '../metric.ts';
import { refOf } from './succeeded-deployments.ts';

/** Succeeded deployments, failed while a signal says so; and, where configured, pipeline runs that failed without a success so far. */
export const judgedDeployments = population({
  id: 'judged_deployments',
  root: 'service_deployment',
  labels: [''],
  values: [],
  needs: [{ signal: 'deployments' }, { signal: 'pull_requests' }, { signal: 'incidents', optional: true }],
  *factsOf(deployment, { config: { rules } }) {
    const { finishedAt, firstFailureAt, teams } = deployment;
    const common = { type: 'verdict', ref: refOf(deployment), teams, label: '', values: {} } as const;
    if (rules.failedRunsCount && firstFailureAt !== null && (finishedAt === null || firstFailureAt < finishedAt)) {
      const known = { from: firstFailureAt, to: finishedAt ?? Infinity };
      yield { ...common, at: firstFailureAt, known, holds: [known] };
    }
    if (finishedAt === null) return;
    yield { ...common, at: finishedAt, holds: deployment.failed, provisionalUntil: finishedAt + rules.failureWindowMs };
  },
});
