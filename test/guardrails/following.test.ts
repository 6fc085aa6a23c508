import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Following, hourByHour } from '../../exporter/guardrails/following.ts';
import { Grid } from '../../exporter/guardrails/grid.ts';
import { hourMs } from '../../exporter/guardrails/hours.ts';
import { judgeOf } from '../../exporter/guardrails/judge-line.ts';
import { standingOf } from '../../exporter/guardrails/standing.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import { step, untracked } from '../../exporter/guardrails/track.ts';
import type { Engine, Value } from '../../exporter/metrics/engine-types.ts';
import { at, configuration } from '../history/organisation.ts';
import { lineOf } from './fixture.ts';

/** 90 days that are told, and 28 in which what is unknown keeps the state before it. */
const reachHours = (90 + 28) * 24;
const judge = judgeOf(configuration());
const lines = [undefined, 1, 14].map((unbrokenDays) =>
  lineOf('at_most', 7, { limit: { op: 'at_most', value: 7, ...(unbrokenDays && { unbrokenDays }) } }),
);
/** Above 7 is broken. */
const values: readonly Value[] = [
  { value: 7 },
  { value: 8 },
  { value: 9 },
  { absent: 'stale' },
  { absent: 'not_configured' },
];

/** Tells of every hour since `at(0)` what it was, as runs. */
const engineOf = (hours: readonly Value[]): Pick<Engine, 'slide'> => ({
  slide(metric, instants, run) {
    const series = { metric, team: 'web', label: '' };
    for (const [index, instant] of instants.entries())
      run(series, index, index + 1, hours[(instant - at(0)) / hourMs] ?? { absent: 'incomplete' });
  },
});

/** The definition: every hour by itself, one after the other. */
function oneByOne(line: (typeof lines)[number], hours: readonly Value[], first: number, last: number): Standing[] {
  let track = untracked;
  const told: Standing[] = [];
  for (let hour = first - reachHours; hour <= last; hour += 1) {
    const now = at(0) + hour * hourMs;
    const verdict = judge(line, { now: hours[hour] ?? { absent: 'incomplete' } }, now);
    track = step(track, verdict, now);
    if (hour >= first) told.push(standingOf(line, 'web', now, verdict, track));
  }
  return told;
}

function followed(line: (typeof lines)[number], hours: readonly Value[], ends: readonly number[]): readonly Standing[] {
  const instant = (hour: number): number => at(0) + hour * hourMs;
  const following = new Following(engineOf(hours) as Engine, judge, [[line, 'web']], instant(ends[0]!));
  return ends.slice(1).flatMap((end) => [...hourByHour(...following.until(instant(end - 1)))].flat());
}

describe('lines that are followed', () => {
  it('stand at every hour as if each had been judged by itself, however the hours are parted', () => {
    const runs = fc.array(fc.record({ hours: fc.integer({ min: 1, max: 900 }), value: fc.constantFrom(...values) }), {
      minLength: 1,
      maxLength: 12,
    });
    const parts = fc.uniqueArray(fc.integer({ min: reachHours, max: reachHours + 2_000 }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(runs, parts, fc.constantFrom(...lines), (given, places, line) => {
        const hours = given.flatMap(({ hours: count, value }) => Array.from({ length: count }, () => value));
        const ends = [...places].sort((a, b) => a - b);
        const told = followed(line, hours, ends);
        expect(told).toEqual(oneByOne(line, hours, ends[0]!, ends.at(-1)! - 1));
        // Whoever begins later says the same.
        const later = followed(line, hours, [ends[1]! - 1, ends.at(-1)!]);
        expect(told.slice(-later.length)).toEqual(later);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
  it('have been broken for 90 days at most, also where the 90 days begin in silence', () => {
    // Broken for 30 days, nobody knows for 15, broken for 85: without a break, for silence of less than 28 days keeps it.
    const days = (count: number, value: Value): Value[] => Array<Value>(count * 24).fill(value);
    const hours = [...days(30, { value: 8 }), ...days(15, { absent: 'stale' }), ...days(86, { value: 8 })];
    const last = 130 * 24;
    const secondsAt = (first: number) => {
      const { asOf, breachedAt } = followed(lines[0]!, hours, [first, last + 1]).at(-1)!;
      return (asOf - breachedAt!) / 1_000;
    };
    expect([secondsAt(last), secondsAt(60 * 24)]).toEqual([90 * 86_400, 90 * 86_400]);
    const grid = new Grid(engineOf(hours) as Engine, judge).tracks([[lines[0]!, 'web']], at(130))[0]!;
    expect(
      standingOf(lines[0]!, 'web', at(130), judge(lines[0]!, { now: { value: 8 } }, at(130)), grid).breachedAt,
    ).toBe(at(40));
  });
  it('turn inside a run: broken when the days are full, unknown when 28 days are over', () => {
    // Within until hour 2,160; broken for 400 hours (16 days and 16 hours); silent after that.
    const hours = [...Array<Value>(2_160).fill({ value: 7 }), ...Array<Value>(400).fill({ value: 8 })];
    const line = lines[2]!;
    const told = followed(line, [...hours, ...Array<Value>(900).fill({ absent: 'stale' })], [2_160, 3_460]);
    const firstWith = (state: boolean | null): number => told.findIndex(({ isBreached }) => isBreached === state);
    expect(firstWith(false)).toBe(0);
    // 14 days are 336 hours.
    expect(firstWith(true)).toBe(336);
    expect(told[336]!.breachedAt).toBe(at(0) + (2_160 + 336) * hourMs);
    // Last known at hour 399; 28 days are 672 hours.
    expect([told[399 + 672]!.isBreached, told[399 + 673]!.isBreached]).toEqual([true, null]);
    expect(told).toHaveLength(1_300);
  });
});
