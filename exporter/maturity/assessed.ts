import { quarterNamed } from '../calendar/quarter.ts';
import type { History } from '../history/history.ts';
import { unread } from '../metrics/engine/known.ts';
import type { Absence } from '../metrics/engine-types.ts';
import type { Assessment, Instant } from '../records/index.ts';
import type { Dimension, Level } from './dimensions.ts';

/** The level of record: what the last assessment says, that of the newest quarter. The observed level is its evidence. */
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

/**
 * The last assessment of a team before an instant: the last one of the newest quarter, or of one that is not after `quarter`. What was
 * read before assessments were configured away counts no more.
 */
export function lastAssessment(
  history: History,
  team: string,
  asOf: Instant,
  quarter?: string,
): Assessment | undefined {
  if (!history.config.maturity.assessments) return undefined;
  const counts = (one: Assessment): boolean => one.assessedAt < asOf && (!quarter || one.quarter <= quarter);
  return history.assessments(team).findLast(counts);
}

/** The instant whose facts an assessment is of: one that is written when its quarter is over is drafted from the quarter's end. */
export const factsAt = ({ assessedAt, quarter }: Pick<Assessment, 'assessedAt' | 'quarter'>, zone: string): Instant =>
  Math.min(assessedAt, quarterNamed(quarter, zone)!.to);

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
