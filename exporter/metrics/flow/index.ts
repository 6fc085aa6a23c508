import type { AnyMetric } from '../metric.ts';
import { experimentGuardrailRatio } from './experiment-guardrail-ratio.ts';

export const flowMetrics: readonly AnyMetric[] = [experimentGuardrailRatio];
