import type { Config } from '../config/config.ts';
import type { Dimension, Level } from './dimensions.ts';

/** What a team aims at in a dimension: its own word, else the dimension's, else the organisation's. */
export function targetOf(
  { maturity: { targets } }: Pick<Config, 'maturity'>,
  team: string,
  dimension: Dimension,
): Level {
  return targets.teams[team]?.[dimension] ?? targets.dimensions[dimension] ?? targets.level;
}
