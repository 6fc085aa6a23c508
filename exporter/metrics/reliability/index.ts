import type { AnyMetric } from '../metric.ts';
import { acknowledgeSlaMetRatio } from './acknowledge-sla-met-ratio.ts';
import { incidentAcknowledgeSeconds } from './incident-acknowledge-seconds.ts';
import { incidentDetectionSeconds } from './incident-detection-seconds.ts';
import { incidentRestoreSeconds } from './incident-restore-seconds.ts';
import { incidentsOpen } from './incidents-open.ts';
import { incidents } from './incidents.ts';
import { recurringIncidents } from './recurring-incidents.ts';

export const reliabilityMetrics: readonly AnyMetric[] = [
  incidents,
  incidentsOpen,
  incidentRestoreSeconds,
  incidentAcknowledgeSeconds,
  acknowledgeSlaMetRatio,
  incidentDetectionSeconds,
  recurringIncidents,
];
