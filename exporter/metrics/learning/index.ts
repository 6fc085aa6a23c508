import type { AnyMetric } from '../metric.ts';
import { blockedWorkItems } from './blocked-work-items.ts';
import { oldestOverdueRetroSeconds } from './oldest-overdue-retro-seconds.ts';
import { retroActionItemsDoneRatio } from './retro-action-items-done-ratio.ts';
import { retroActionItems } from './retro-action-items.ts';
import { retrosCompletedRatio } from './retros-completed-ratio.ts';
import { retrosDue } from './retros-due.ts';
import { retrosOnTimeRatio } from './retros-on-time-ratio.ts';
import { retrosOverdue } from './retros-overdue.ts';
import { staleWorkItems } from './stale-work-items.ts';
import { weeklyUpdateTimestampSeconds } from './weekly-update-timestamp-seconds.ts';

export const learningMetrics: readonly AnyMetric[] = [
  staleWorkItems,
  blockedWorkItems,
  weeklyUpdateTimestampSeconds,
  retrosOnTimeRatio,
  retrosCompletedRatio,
  retrosDue,
  retrosOverdue,
  oldestOverdueRetroSeconds,
  retroActionItems,
  retroActionItemsDoneRatio,
];
