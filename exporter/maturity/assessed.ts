import type { Instant } from '../records/index.ts';
import type { Dimension, Level } from './dimensions.ts';

/** The level of record: what the last assessment says. The observed level is its evidence. */
export interface AssessedLevels {
  /** What was said last before an instant (`at < asOf`); undefined: no assessment has said anything. */
  levelOf(
    team: string,
    dimension: Dimension,
    asOf: Instant,
  ): { readonly level: Level; readonly at: Instant } | undefined;
}

export const noAssessments: AssessedLevels = { levelOf: () => undefined };
