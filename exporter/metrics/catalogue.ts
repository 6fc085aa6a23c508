import { flowLimits } from '../flow/definitions.ts';
import { maturityMetrics } from '../maturity/definitions.ts';
import { rolloutMetrics } from '../rollout/definitions.ts';
import { governanceDerived } from '../governance/definitions.ts';
import { platformTargets } from '../platform/definitions.ts';
import { deliveryMetrics } from './delivery/index.ts';
import { devexMetrics } from './devex/index.ts';
import { flowMetrics } from './flow/index.ts';
import { governanceMetrics } from './governance/index.ts';
import { learningMetrics } from './learning/index.ts';
import type { AnyMetric } from './metric.ts';
import { onCallMetrics } from './on-call/index.ts';
import { platformMetrics } from './platform/index.ts';
import { reliabilityMetrics } from './reliability/index.ts';
import { reviewMetrics } from './review/index.ts';

/** Every metric, made of facts or derived, in the order in which it is read and exported. */
export const catalogue: readonly AnyMetric[] = [
  ...deliveryMetrics,
  ...reviewMetrics,
  ...reliabilityMetrics,
  ...onCallMetrics,
  ...flowMetrics,
  ...flowLimits,
  ...learningMetrics,
  ...platformMetrics,
  ...platformTargets,
  ...devexMetrics,
  ...maturityMetrics,
  ...governanceMetrics,
  ...governanceDerived,
  ...rolloutMetrics,
];
