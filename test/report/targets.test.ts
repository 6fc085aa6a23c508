import { describe, expect, it } from 'vitest';
import type { MonthTold } from '../../report/deck/month-told.ts';
import { targetSlides } from '../../report/deck/targets.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Figure } from '../../report/month/reader.ts';
import type { TargetStanding, TargetState } from '../../report/month/targets.ts';
import { lineOf } from '../guardrails/fixture.ts';

const figure: Figure = {
  metric: metricNamed('change_failure_ratio'),
  series: { metric: 'change_failure_ratio', team: 'all', label: '' },
  moment: { from: 0, to: 1, asOf: 1 },
  value: { value: 0.05 },
  url: 'http://clockspeed.example',
};
const ofAll = (now: TargetState, progress: number | null): TargetStanding => ({
  line: lineOf('less_than', 0.05, { kind: 'target', judgedFor: 'all' }),
  team: 'all',
  figure: { now: figure, before: figure },
  now,
  before: 'unknown',
  progress,
});

/** The slide of one target at the end of a month in UTC; `due`: the first instant at which it is due, null: the end of the quarter. */
function slideOf(standing: TargetStanding, monthTo: string, due: string | null) {
  const config = {
    organisation: { workingTime: { zone: 'UTC' } },
    targets: { dueAt: due === null ? null : Date.parse(due) },
  };
  const reader = { told: { config }, month: { to: Date.parse(monthTo) } };
  const [slide] = targetSlides({ reader, targets: [standing], now: 'now', before: 'before' } as unknown as MonthTold);
  const [, , , , state, way] = slide!.body
    .split('\n')
    .at(-1)!
    .replace(/^\| | \|$/g, '')
    .split(' | ');
  return { title: slide!.title, note: slide!.notes[0], state, way };
}

describe('the slide of targets', () => {
  it('calls none missed before its day', () => {
    // Of October the quarter ends on 31 December: two months are left.
    const october = slideOf(ofAll('missed', 0.5), '2026-11-01T00:00:00Z', null);
    expect(october).toEqual({
      title: 'Where we are against the targets of Q4 2026',
      note: 'The targets are due on 2026-12-31. Before that day nobody has missed them: this is where we are on the way.',
      state: '○ not yet',
      way: '50\u00a0%',
    });
    expect(slideOf(ofAll('met', 1.2), '2026-11-01T00:00:00Z', null)).toMatchObject({ state: '✓ met', way: 'reached' });
    expect(slideOf(ofAll('unknown', null), '2026-11-01T00:00:00Z', null).state).toBe('not measured');
  });

  it('calls it missed from the end of that day on, which the last month of the quarter has reached', () => {
    const due = '2026-11-01T00:00:00Z';
    expect(slideOf(ofAll('missed', 0.5), '2026-10-31T23:59:59Z', due).state).toBe('○ not yet');
    expect(slideOf(ofAll('missed', 0.5), due, due).state).toBe('✗ missed');
    const december = slideOf(ofAll('missed', 0.5), '2027-01-01T00:00:00Z', null);
    expect(december).toMatchObject({ title: 'Where we are against the targets of Q4 2026', state: '✗ missed' });
    expect(december.note).toBe('The targets were due on 2026-12-31: what is not met by now is missed.');
  });

  it('is of the quarter of the day when that is past', () => {
    expect(slideOf(ofAll('missed', 0.5), '2026-11-01T00:00:00Z', '2026-10-01T00:00:00Z')).toMatchObject({
      title: 'Where we are against the targets of Q3 2026',
      note: 'The targets were due on 2026-09-30: what is not met by now is missed.',
      state: '✗ missed',
    });
  });

  it('says of a number that stands on a limit which asks for less that it has not reached it', () => {
    // From 9 % to exactly 5 %, where less than 5 % is asked: (9 − 5) ÷ (9 − 5) = 1.
    expect(slideOf(ofAll('missed', 1), '2026-11-01T00:00:00Z', null).way).toBe('100\u00a0%');
    expect(slideOf(ofAll('met', 1), '2026-11-01T00:00:00Z', null).way).toBe('reached');
  });
});
