import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../exporter/maturity/criterion.ts';
import { Quarters } from '../../exporter/maturity/quarters.ts';
import { Readings } from '../../exporter/maturity/readings.ts';
import { Standings } from '../../exporter/maturity/standing.ts';
import { at, judgementOf, withMaturity } from './fixture.ts';

const dayMs = 86_400_000;
/** The first day that sources of the fixture were read. Days are counted from 5 January 2026: quarters begin at days -4, 86, 177 and 269. */
const begins = -200;

/** Of as many incidents as level 5 has more than a reading: a reading is of any level that a test says. */
const atMost = (level: 2 | 3 | 4 | 5): Criterion => ({
  id: `security_${level}`,
  dimension: 'security',
  level,
  title: 'It is so',
  scope: 'team',
  known: { measured: { metric: 'incidents', label: 'P1', window: '28d', limit: { op: 'at_most', value: 5 - level } } },
});
const criteria = [atMost(2), atMost(3), atMost(4), atMost(5)];

/** Standings over the readings of midnights, by the day. */
function standingsOf(levelOn: (day: number) => number): Standings {
  const config = withMaturity({ targets: { level: 4, dimensions: {}, teams: {} } });
  const answer = (_: unknown, { asOf }: { readonly asOf: number }) =>
    asOf < at(begins) ? ({ absent: 'incomplete' } as const) : { value: 5 - levelOn((asOf - at(0)) / dayMs) };
  const judgement = judgementOf(config, answer, undefined, criteria);
  const quarters = new Quarters('UTC');
  const assessed = { levelOf: () => undefined, unread: () => undefined };
  return new Standings(config, new Readings(config, judgement, quarters), quarters, assessed);
}
const standing = (of: Standings, day: number) => of.of('web', 'security', at(day));

describe('a level that was reached long ago', () => {
  // Level 4 until day -77; then 4, 2, 4, 2 …: fourteen readings never agree that it is lost.
  const swinging = (day: number) =>
    standing(
      standingsOf((on) => (on < -76 || on % 2 === 0 ? 4 : 2)),
      day,
    );
  it('stays while the highest of 14 readings reaches it, over every beginning of a quarter', () => {
    expect([85, 86, 176, 177, 268, 269].map((day) => swinging(day).observed)).toEqual([4, 4, 4, 4, 4, 4]);
    // It is the target: nothing stagnates.
    expect([176, 177, 269].map((day) => swinging(day).stagnantQuarters)).toEqual([0, 0, 0]);
  });
  it('is lost when 14 readings are below it', () => {
    const lost = standingsOf((day) => (day >= 190 ? 2 : day < -76 || day % 2 === 0 ? 4 : 2));
    // The last 4 is that of day 188: 189 … 202 are fourteen.
    expect([201, 202].map((day) => standing(lost, day).observed)).toEqual([4, 2]);
  });
  it('is no gain when one reading before the quarter was lower', () => {
    // Level 3 all the time, but on day -11: no gain in either quarter until day 177.
    const [flat, dip] = [standingsOf(() => 3), standingsOf((day) => (day === -11 ? 2 : 3))];
    expect([standing(flat, 190).stagnantQuarters, standing(dip, 190).stagnantQuarters]).toEqual([2, 2]);
  });
});

describe('as laws', () => {
  const runs = fc.array(
    fc.record({ days: fc.integer({ min: 14, max: 250 }), one: fc.integer({ min: 1, max: 5 }), other: fc.nat(4) }),
    { minLength: 2, maxLength: 6 },
  );
  /** Each run swings between two levels. */
  const levelsOf = (list: readonly { days: number; one: number; other: number }[]): readonly number[] =>
    list.flatMap(({ days, one, other }) =>
      Array.from({ length: days }, (_, day) => (day % 2 === 0 ? one : Math.min(5, other + 1))),
    );
  const days = fc.array(fc.integer({ min: 0, max: 290 }), { minLength: 1, maxLength: 2 });

  /** The definition, word for word, from the first reading on. */
  function byDefinition(levelOn: (day: number) => number, until: number): number {
    let observed = 1;
    const readings: number[] = [];
    for (let day = begins; day <= until; day += 1) {
      readings.push(levelOn(day));
      const last = readings.slice(-14);
      if (last.length < 14) continue;
      if (Math.min(...last) > observed) observed = Math.min(...last);
      else if (Math.max(...last) < observed) observed = Math.max(...last);
    }
    return observed;
  }
  it('what is observed is what the readings from the first on say, whenever and in whatever order it is asked', () => {
    fc.assert(
      fc.property(runs, days, (list, asked) => {
        const levels = levelsOf(list);
        const levelOn = (day: number): number => levels[(day - begins) % levels.length]!;
        const standings = standingsOf(levelOn);
        for (const day of asked) {
          const observed = byDefinition(levelOn, day);
          expect(standing(standings, day).observed).toBe(observed);
          expect(standing(standingsOf(levelOn), day).observed).toBe(observed);
        }
      }),
      { numRuns: 12 },
    );
  });
});
