import type { AnyMetric } from '../metric.ts';
import { blockedWorkItems } from './blocked-work-items.ts';
import { staleWorkItems } from './stale-work-items.ts';
import { weeklyUpdateTimestampSeconds } from './weekly-update-timestamp-seconds.ts';

export const learningMetrics: readonly AnyMetric[] = [staleWorkItems, blockedWorkItems, weeklyUpdateTimestampSeconds];
