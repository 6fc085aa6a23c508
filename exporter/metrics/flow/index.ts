import type { AnyMetric } from '../metric.ts';
import { experimentGuardrailRatio } from './experiment-guardrail-ratio.ts';
import { experimentsCompleteRatio } from './experiments-complete-ratio.ts';
import { experimentsConcluded } from './experiments-concluded.ts';
import { learnReviewSlaMetRatio } from './learn-review-sla-met-ratio.ts';
import { specReviewSlaMetRatio } from './spec-review-sla-met-ratio.ts';
import { workInProgressPerEngineer } from './work-in-progress-per-engineer.ts';

export const flowMetrics: readonly AnyMetric[] = [
  experimentGuardrailRatio,
  experimentsConcluded,
  experimentsCompleteRatio,
  specReviewSlaMetRatio,
  learnReviewSlaMetRatio,
  workInProgressPerEngineer,
];
