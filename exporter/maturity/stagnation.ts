import type { Instant } from '../records/index.ts';
import type { Level } from './dimensions.ts';
import { readingsOfLevel, stagnantQuarters } from './limits.ts';
import type { Path } from './path.ts';
import type { Quarters } from './quarters.ts';

/**
 * How many complete quarters, the last ones before an instant, ended below the target without a gain over their start; null where of the
 * last one nobody can say. A level that waivers hold is no gain.
 */
export function quartersWithoutGain(path: Path, target: Level, quarters: Quarters, asOf: Instant): number | null {
  let { from: end } = quarters.of(asOf);
  for (let count = 0; count < stagnantQuarters; count += 1) {
    const { from: start } = quarters.before(end);
    const [before, after] = [earnedAt(path, start, target), earnedAt(path, end, target)];
    if (before === null || after === null) return count === 0 ? null : count;
    if (after >= target || after > before) return count;
    end = start;
  }
  return stagnantQuarters;
}

/** The level that was earned at an instant; null: too few readings, or what they lack might have made it the target's. */
function earnedAt(path: Path, at: Instant, target: Level): Level | null {
  const count = path.countAt(at);
  const last = path.readings.slice(Math.max(0, count - readingsOfLevel), count);
  const isBlind = last.some(({ earned, atMost }) => earned < target && atMost >= target);
  return last.length < readingsOfLevel || isBlind ? null : path.earnedAt(at);
}
