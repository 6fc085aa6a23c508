import type { AnyMetric } from '../metric.ts';
import { goldenPathServicesRatio } from './golden-path-services-ratio.ts';
import { platformRequestSeconds } from './platform-request-seconds.ts';
import { platformRequestsOpen } from './platform-requests-open.ts';
import { platformRequestsOverdue } from './platform-requests-overdue.ts';
import { platformTriageSlaMetRatio } from './platform-triage-sla-met-ratio.ts';

export const platformMetrics: readonly AnyMetric[] = [
  platformRequestsOpen,
  platformRequestSeconds,
  platformTriageSlaMetRatio,
  platformRequestsOverdue,
  goldenPathServicesRatio,
];
