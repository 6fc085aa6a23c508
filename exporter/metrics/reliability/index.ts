import type { AnyMetric } from '../metric.ts';
import { acknowledgeSlaMetRatio } from './acknowledge-sla-met-ratio.ts';
import { errorBudgetRemainingRatio } from './error-budget-remaining-ratio.ts';
import { customerBugs } from './customer-bugs.ts';
import { incidentAcknowledgeSeconds } from './incident-acknowledge-seconds.ts';
import { incidentDetectionSeconds } from './incident-detection-seconds.ts';
import { incidentRestoreSeconds } from './incident-restore-seconds.ts';
import { incidentsOpen } from './incidents-open.ts';
import { incidents } from './incidents.ts';
import { lastIncidentTimestampSeconds } from './last-incident-timestamp-seconds.ts';
import { oldestOpenIncidentSeconds } from './oldest-open-incident-seconds.ts';
import { oldestUnacknowledgedIncidentSeconds } from './oldest-unacknowledged-incident-seconds.ts';
import { oldestUntouchedCustomerBugSeconds } from './oldest-untouched-customer-bug-seconds.ts';
import { recurringIncidents } from './recurring-incidents.ts';
import { serviceLevelObjectives } from './service-level-objectives.ts';

export const reliabilityMetrics: readonly AnyMetric[] = [
  incidents,
  incidentsOpen,
  lastIncidentTimestampSeconds,
  oldestOpenIncidentSeconds,
  oldestUnacknowledgedIncidentSeconds,
  incidentRestoreSeconds,
  incidentAcknowledgeSeconds,
  acknowledgeSlaMetRatio,
  incidentDetectionSeconds,
  recurringIncidents,
  errorBudgetRemainingRatio,
  serviceLevelObjectives,
  customerBugs,
  oldestUntouchedCustomerBugSeconds,
];
