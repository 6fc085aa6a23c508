import type { AnyMetric } from '../metric.ts';
import { devexResponseRatio } from './devex-response-ratio.ts';
import { devexScore } from './devex-score.ts';
import { surveyNps } from './survey-nps.ts';

export const devexMetrics: readonly AnyMetric[] = [devexResponseRatio, devexScore, surveyNps];
