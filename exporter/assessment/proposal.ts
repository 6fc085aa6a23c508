import type { Level } from '../maturity/dimensions.ts';
import type { DimensionStanding } from '../maturity/standing.ts';

/**
 * The level that the facts speak for: what is observed, where it is not above the level before; else one level up after the other, as long as
 * it was earned without waivers and all of its criteria are met now. Where nothing was observed, the level before stays.
 */
export function proposedLevel(
  { observed, earned }: Pick<DimensionStanding, 'observed' | 'earned'>,
  before: Level,
  isMet: (level: Level) => boolean,
): Level {
  if (observed === null || observed === before) return before;
  if (observed < before) return observed;
  const most = Math.min(observed, earned ?? before);
  let level = before;
  while (level < most && isMet((level + 1) as Level)) level = (level + 1) as Level;
  return level;
}
