import { describe, expect, it } from 'vitest';
import { proposedLevel } from '../../exporter/assessment/proposal.ts';
import type { Level } from '../../exporter/maturity/dimensions.ts';

/** The proposal where every criterion of these levels is met now. */
const proposed = (observed: Level | null, earned: Level | null, before: Level, ...met: Level[]) =>
  proposedLevel({ observed, earned }, before, (level) => met.includes(level));

describe('the level that is proposed', () => {
  it('is the observed one where it is not above the one before', () => {
    expect([proposed(2, 2, 3, 2), proposed(3, 3, 3), proposed(1, 1, 4)]).toEqual([2, 3, 1]);
  });
  it('rises to the observed one where all on the way is met now, and no further', () => {
    expect(proposed(4, 4, 2, 3, 4, 5)).toBe(4);
  });
  it('rises no further than evidence can be given for', () => {
    expect(proposed(4, 4, 2, 3)).toBe(3);
    // What is met of level 4 helps nobody who lacks level 3.
    expect(proposed(4, 4, 2, 4)).toBe(2);
  });
  it('does not rise by what waivers hold, but does not fall either', () => {
    expect(proposed(4, 3, 2, 3, 4)).toBe(3);
    expect(proposed(3, 1, 2, 3)).toBe(2);
    expect(proposed(3, 1, 3)).toBe(3);
  });
  it('stays where nothing was observed', () => {
    expect(proposed(null, null, 3, 4)).toBe(3);
  });
});
