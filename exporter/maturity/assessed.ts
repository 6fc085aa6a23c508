import type { History } from '../history/history.ts';
import { unread } from '../metrics/engine/known.ts';
import type { Absence } from '../metrics/engine-types.ts';
import type { Assessment, Instant } from '../records/index.ts';
import type { Dimension, Level } from './dimensions.ts';

/** The level of record: what the last assessment says. The observed level is its evidence. */
export interface AssessedLevels {
  /** What was said last before an instant (`at < asOf`); undefined: no assessment has said anything. */
  levelOf(
    team: string,
    dimension: Dimension,
    asOf: Instant,
  ): { readonly level: Level; readonly at: Instant } | undefined;
  /** Why nobody can say whether there is a later one; undefined: somebody can, or assessments are not read at all. */
  unread(asOf: Instant): Absence | undefined;
}

/** The last assessment of a team before an instant. What was read before assessments were configured away counts no more. */
export function lastAssessment(history: History, team: string, asOf: Instant): Assessment | undefined {
  if (!history.config.maturity.assessments) return undefined;
  return history.assessments(team).findLast(({ assessedAt }) => assessedAt < asOf);
}

/** The levels of record as the documents that were read have them. */
export const assessedLevels = (history: () => History): AssessedLevels => ({
  levelOf(team, dimension, asOf) {
    const last = lastAssessment(history(), team, asOf);
    const said = last?.dimensions.find((one) => one.dimension === dimension);
    return last && said && { level: said.level, at: last.assessedAt };
  },
  unread(asOf) {
    const absence = unread('assessments', history(), asOf, asOf);
    return absence === 'not_configured' ? undefined : absence;
  },
});
