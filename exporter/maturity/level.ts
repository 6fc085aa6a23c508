import type { Level } from './dimensions.ts';
import { readingsOfLevel } from './limits.ts';

/**
 * The highest level whose criteria, and those of every level below, all hold: no level is skipped. A level that asks for nothing is not
 * gained by it.
 */
export function rawLevel(criteria: readonly { readonly level: Level; readonly holds: boolean }[]): Level {
  let reached: Level = 1;
  for (const level of [2, 3, 4, 5] as const) {
    const own = criteria.filter((criterion) => criterion.level === level);
    if (own.length === 0 || !own.every(({ holds }) => holds)) return reached;
    reached = level;
  }
  return reached;
}

/**
 * What was observed after each of the readings: it starts at 1, rises to the lowest and falls to the highest of the last 14, else stays.
 * Of fewer than 14 nothing is concluded.
 */
export function observedLevels(readings: readonly Level[]): readonly Level[] {
  let observed: Level = 1;
  return readings.map((_, index) => {
    if (index + 1 < readingsOfLevel) return observed;
    let [lowest, highest]: [Level, Level] = [5, 1];
    for (let place = index + 1 - readingsOfLevel; place <= index; place += 1) {
      const level = readings[place]!;
      if (level < lowest) lowest = level;
      if (level > highest) highest = level;
    }
    if (observed < lowest) observed = lowest;
    else if (observed > highest) observed = highest;
    return observed;
  });
}
