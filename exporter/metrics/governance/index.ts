import type { AnyMetric } from '../metric.ts';
import { improvementItems } from './improvement-items.ts';
import { improvementTimestampSeconds } from './improvement-timestamp-seconds.ts';

/** What is counted of governance; what is made of other numbers stands in exporter/governance/. */
export const governanceMetrics: readonly AnyMetric[] = [improvementItems, improvementTimestampSeconds];
