import type { AnyMetric } from '../metric.ts';
import { aiAssistedPullRequestsRatio } from './ai-assisted-pull-requests-ratio.ts';
import { aiViolations } from './ai-violations.ts';
import { approvalSeconds } from './approval-seconds.ts';
import { autoAssignedReviewsRatio } from './auto-assigned-reviews-ratio.ts';
import { crossModulePullRequestsRatio } from './cross-module-pull-requests-ratio.ts';
import { firstReviewBusinessSeconds } from './first-review-business-seconds.ts';
import { linkedPullRequestsRatio } from './linked-pull-requests-ratio.ts';
import { oldestUnreviewedPullRequestSeconds } from './oldest-unreviewed-pull-request-seconds.ts';
import { pullRequestCycleSeconds } from './pull-request-cycle-seconds.ts';
import { pullRequestSizeLines } from './pull-request-size-lines.ts';
import { pullRequestsAtRisk } from './pull-requests-at-risk.ts';
import { pullRequestSectionsRatio } from './pull-request-sections-ratio.ts';
import { pullRequestsContested } from './pull-requests-contested.ts';
import { pullRequestsMerged } from './pull-requests-merged.ts';
import { pullRequestsOpenOver7d } from './pull-requests-open-over-7d.ts';
import { pullRequestsOpen } from './pull-requests-open.ts';
import { pullRequestsOverdue } from './pull-requests-overdue.ts';
import { pullRequestsUnreviewed48h } from './pull-requests-unreviewed-48h.ts';
import { redMergesRatio } from './red-merges-ratio.ts';
import { reviewSlaMetRatio } from './review-sla-met-ratio.ts';
import { smallPullRequestsRatio } from './small-pull-requests-ratio.ts';
import { testedPullRequestsRatio } from './tested-pull-requests-ratio.ts';
import { unapprovedMergesRatio } from './unapproved-merges-ratio.ts';

export const reviewMetrics: readonly AnyMetric[] = [
  firstReviewBusinessSeconds,
  approvalSeconds,
  reviewSlaMetRatio,
  pullRequestCycleSeconds,
  pullRequestsOpen,
  pullRequestsAtRisk,
  pullRequestsOverdue,
  pullRequestsUnreviewed48h,
  oldestUnreviewedPullRequestSeconds,
  pullRequestsOpenOver7d,
  pullRequestsContested,
  pullRequestsMerged,
  pullRequestSizeLines,
  smallPullRequestsRatio,
  linkedPullRequestsRatio,
  pullRequestSectionsRatio,
  testedPullRequestsRatio,
  crossModulePullRequestsRatio,
  autoAssignedReviewsRatio,
  unapprovedMergesRatio,
  redMergesRatio,
  aiAssistedPullRequestsRatio,
  aiViolations,
];
