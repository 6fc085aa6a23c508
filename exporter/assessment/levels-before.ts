import { byAssessment } from '../history/assessments.ts';
import type { Dimension, Level } from '../maturity/dimensions.ts';
import type { Assessment } from '../records/index.ts';

/**
 * What the assessments of a team before another one say of a dimension; 1 where there are none. One of an older quarter that was made
 * later is not before it: nobody could have known.
 */
export function levelBefore(
  others: readonly Assessment[],
  assessment: Pick<Assessment, 'id' | 'team' | 'quarter' | 'assessedAt'>,
  dimension: Dimension,
): Level {
  const earlier = others.filter(
    (other) =>
      other.team === assessment.team &&
      other.assessedAt <= assessment.assessedAt &&
      byAssessment(other, assessment) < 0,
  );
  const [last] = earlier.sort(byAssessment).slice(-1);
  return last?.dimensions.find((one) => one.dimension === dimension)?.level ?? 1;
}
