import { describe, expect, it } from 'vitest';
import type { Engine, Series } from '../../exporter/metrics/engine-types.ts';
import { Weeks, weekEndsUntil } from '../../exporter/scorecard/weeks.ts';

const monday = Date.parse('2026-11-16T00:00:00Z');
const weekMs = 604_800_000;
const open: Series = { metric: 'pull_requests_open', team: 'web', label: 'draft' };

/** An engine that counts its slides, and knows a number at the last two ends of weeks alone. */
function counted() {
  let slides = 0;
  const engine: Pick<Engine, 'slide'> = {
    slide(_, instants, run) {
      slides += 1;
      run(open, 0, instants.length - 2, { absent: 'incomplete' });
      run(open, instants.length - 2, instants.length - 1, { value: 7 });
      run(open, instants.length - 1, instants.length, { value: 0 });
      run({ ...open, team: 'core' }, 0, instants.length, { value: 99 });
    },
  };
  return { weeks: new Weeks(engine as Engine, [open]), slides: () => slides };
}

describe('the ends of weeks', () => {
  it('are 13 Mondays 00:00 UTC, the instant itself included', () => {
    expect(weekEndsUntil(monday)).toHaveLength(13);
    expect(weekEndsUntil(monday).at(-1)).toBe(monday);
    // A millisecond before, the week is not over.
    expect(weekEndsUntil(monday - 1).at(-1)).toBe(monday - weekMs);
    expect(weekEndsUntil(monday + weekMs - 1)[0]).toBe(monday - 12 * weekMs);
  });
});

describe('what was at the ends of weeks', () => {
  it('is null where there was no number, and 0 where it was measured', () => {
    const { weeks } = counted();
    const values = weeks.valuesAt(monday).get('pull_requests_open|web|draft||')!;
    expect(values).toEqual([...Array<null>(11).fill(null), 7, 0]);
  });
  it('is worked out once a week, and again when facts have changed', () => {
    const { weeks, slides } = counted();
    weeks.valuesAt(monday);
    weeks.valuesAt(monday + weekMs - 1);
    expect(slides()).toBe(1);
    weeks.valuesAt(monday + weekMs);
    expect(slides()).toBe(2);
    weeks.forget();
    weeks.valuesAt(monday + weekMs);
    expect(slides()).toBe(3);
  });
});
