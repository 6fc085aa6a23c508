import type { Actor, Instant } from './record.ts';

export type DeploymentState = 'success' | 'failure' | 'error' | 'inactive' | 'cancelled';

export interface DeploymentStatus {
  readonly state: DeploymentState;
  readonly at: Instant;
}

/** What started it, where the source knows. */
export type Trigger =
  | 'push'
  | 'merge_group'
  | 'schedule'
  | 'tag'
  | 'workflow' // another workflow (workflow_run, workflow_call, repository_dispatch)
  | 'dispatch' // workflow_dispatch: a person pressed the button
  | 'rerun' // attempt > 1
  | null;

/**
 * One attempt to bring one commit to one environment, as its source reported it. It becomes one *service deployment* for
 * each configured service that it stands for (history decides which).
 */
export interface Deployment {
  readonly kind: 'deployment';
  /** Unique over sources: `github:owner/repo:deployment:ID`, `actions:owner/repo:RUN:ATTEMPT`, `webhook:ID`. */
  readonly id: string;
  readonly source: 'github_deployments' | 'github_actions' | 'webhook';
  /** Equal for the service deployments of one run (`deployment_runs` counts distinct ones). */
  readonly run: string;
  /** `owner/repo`; null where a webhook named none. */
  readonly repository: string | null;
  readonly environment: string;
  /** Service ids that the source names itself (webhook); null: the configuration maps repository, environment, workflow. */
  readonly services: readonly string[] | null;
  /** `.github/workflows/deploy.yml`, for github_actions. */
  readonly workflow: string | null;
  readonly commit: string | null;
  /** Branch or tag that was deployed. */
  readonly ref: string | null;
  readonly url: string | null;
  /** null: not told; then the first success's instant is used. */
  readonly startedAt: Instant | null;
  /** Oldest first. */
  readonly statuses: readonly DeploymentStatus[];
  readonly trigger: Trigger;
  readonly creator: Actor | null;
}
