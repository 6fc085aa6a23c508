import type { AnyMetric } from '../metric.ts';
import { governanceDecisions } from './governance-decisions.ts';
import { governanceDecisionsUnplanned } from './governance-decisions-unplanned.ts';
import { leadershipDutiesOpen } from './leadership-duties-open.ts';
import { auditFindingsOnTimeRatio } from './audit-findings-on-time-ratio.ts';
import { governanceReviewTimestampSeconds } from './governance-review-timestamp-seconds.ts';
import { improvementCapacityRatio } from './improvement-capacity-ratio.ts';
import { improvementItems } from './improvement-items.ts';
import { improvementTimestampSeconds } from './improvement-timestamp-seconds.ts';
import { improvementsDone } from './improvements-done.ts';
import { postIncidentReviewsOverdue } from './post-incident-reviews-overdue.ts';
import { registerTimestampSeconds } from './register-timestamp-seconds.ts';
import { techDebtRepaidRatio } from './tech-debt-repaid-ratio.ts';

/** What is counted of governance; what is made of other numbers stands in exporter/governance/. */
export const governanceMetrics: readonly AnyMetric[] = [
  improvementItems,
  improvementTimestampSeconds,
  improvementsDone,
  improvementCapacityRatio,
  governanceReviewTimestampSeconds,
  postIncidentReviewsOverdue,
  registerTimestampSeconds,
  governanceDecisions,
  governanceDecisionsUnplanned,
  leadershipDutiesOpen,
  auditFindingsOnTimeRatio,
  techDebtRepaidRatio,
];
