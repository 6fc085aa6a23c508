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

/** What may be observed, from the lowest to the highest. */
type Range = readonly [low: Level, high: Level];
/** Where nobody says what was observed before. */
const anything: Range = [1, 5];

const within = (level: Level, [low, high]: Range): Level => (level < low ? low : level > high ? high : level);

/** The lowest and the highest of the last 14 readings up to a place. */
function lastRange(readings: readonly Level[], place: number): Range {
  let [low, high]: [Level, Level] = [5, 1];
  for (let each = place + 1 - readingsOfLevel; each <= place; each += 1) {
    const level = readings[each]!;
    if (level < low) low = level;
    if (level > high) high = level;
  }
  return [low, high];
}

export interface Observed {
  /** After each of the readings. */
  readonly levels: readonly Level[];
  /** From this reading on it is the same whatever was observed before the first one; as many as there are: nowhere. */
  readonly settledFrom: number;
}

/**
 * What was observed after each of the readings: it starts at 1, rises to the lowest and falls to the highest of the last 14, else stays.
 * Of fewer than 14 nothing is concluded.
 */
export function observedOf(readings: readonly Level[]): Observed {
  const levels: Level[] = [];
  let settledFrom = readings.length;
  let possible = anything;
  for (const place of readings.keys()) {
    if (place + 1 >= readingsOfLevel) {
      const last = lastRange(readings, place);
      possible = [within(possible[0], last), within(possible[1], last)];
    }
    // Who starts lowest is lowest for ever: what began at 1 is the low end.
    levels.push(possible[0]);
    if (possible[0] === possible[1]) settledFrom = Math.min(settledFrom, place);
  }
  return { levels, settledFrom };
}
