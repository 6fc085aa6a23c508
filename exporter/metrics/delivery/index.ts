import type { AnyMetric } from '../metric.ts';
import { automatedDeploymentsRatio } from './automated-deployments-ratio.ts';
import { changeFailureRatio } from './change-failure-ratio.ts';
import { deploymentAutonomyRatio } from './deployment-autonomy-ratio.ts';
import { deploymentGapBusinessSeconds } from './deployment-gap-business-seconds.ts';
import { deploymentPullRequests } from './deployment-pull-requests.ts';
import { deploymentReworkRatio } from './deployment-rework-ratio.ts';
import { deploymentRuns } from './deployment-runs.ts';
import { deploymentsPerBusinessDay } from './deployments-per-business-day.ts';
import { deployments } from './deployments.ts';
import { failedDeploymentRecoverySeconds } from './failed-deployment-recovery-seconds.ts';
import { failedDeployments } from './failed-deployments.ts';
import { flaggedChangesRatio } from './flagged-changes-ratio.ts';
import { lastDeploymentTimestampSeconds } from './last-deployment-timestamp-seconds.ts';
import { leadTimeSeconds } from './lead-time-seconds.ts';
import { leadTimeStageSeconds } from './lead-time-stage-seconds.ts';
import { rollbackSeconds } from './rollback-seconds.ts';
import { undeployedChangesOverdue } from './undeployed-changes-overdue.ts';
import { undeployedChanges } from './undeployed-changes.ts';

export const deliveryMetrics: readonly AnyMetric[] = [
  deployments,
  deploymentRuns,
  deploymentsPerBusinessDay,
  leadTimeSeconds,
  leadTimeStageSeconds,
  changeFailureRatio,
  failedDeployments,
  deploymentReworkRatio,
  failedDeploymentRecoverySeconds,
  rollbackSeconds,
  deploymentPullRequests,
  automatedDeploymentsRatio,
  deploymentAutonomyRatio,
  flaggedChangesRatio,
  undeployedChanges,
  undeployedChangesOverdue,
  deploymentGapBusinessSeconds,
  lastDeploymentTimestampSeconds,
];
