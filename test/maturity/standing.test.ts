import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaturityConfig } from '../../exporter/config/config.ts';
import type { AssessedLevels } from '../../exporter/maturity/assessed.ts';
import type { Criterion } from '../../exporter/maturity/criterion.ts';
import { dimensions } from '../../exporter/maturity/dimensions.ts';
import type { Dimension, Level } from '../../exporter/maturity/dimensions.ts';
import { Quarters } from '../../exporter/maturity/quarters.ts';
import { Readings } from '../../exporter/maturity/readings.ts';
import { Standings } from '../../exporter/maturity/standing.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import { at, evidence, judgementOf, waiver, withMaturity } from './fixture.ts';
import type { Answer } from './fixture.ts';

const vouched = (level: 2 | 3 | 4 | 5, dimension: Dimension = 'security'): Criterion => ({
  id: `${dimension}_${level}`,
  dimension,
  level,
  title: 'It is so',
  scope: 'team',
  known: { evidence: true },
});
const counted: Criterion = {
  ...vouched(3),
  id: 'counted',
  known: { measured: { metric: 'incidents', label: 'P1', window: '28d', limit: { op: 'at_most', value: 0 } } },
};
const noAssessments: AssessedLevels = { levelOf: () => undefined, unread: () => undefined };
const four = [vouched(2), vouched(3), vouched(4), vouched(5)];
const none: Answer = () => ({ absent: 'no_facts' });

function standingsOf(
  maturity: Partial<MaturityConfig>,
  { criteria = four as readonly Criterion[], answer = none, assessed = noAssessments as AssessedLevels } = {},
): Standings {
  const config = withMaturity(maturity);
  const judgement = judgementOf(config, answer, undefined, criteria);
  const quarters = new Quarters('UTC');
  return new Standings(config, new Readings(config, judgement, quarters), quarters, assessed);
}
/** Evidence from a day of the year on, until another. */
const from = (criterion: string, day: number, until = 400) => evidence(criterion, { at: at(day), untilAt: at(until) });

describe('what is observed', () => {
  const standings = standingsOf({ evidence: [from('security_2', 40, 100), from('security_3', 60, 80)] });
  const observed = (day: number, hours = 0) => standings.of('web', 'security', at(day, hours)).observed;
  it('rises when 14 midnights agree', () => {
    // Vouched for at day 40, 00:00: strictly before only from the midnight of day 41 on; 41 … 54 are fourteen.
    expect([observed(53, 23), observed(54), observed(54, 12)]).toEqual([1, 2, 2]);
    expect([observed(73), observed(74)]).toEqual([2, 3]);
  });
  it('falls when none of 14 midnights is as high', () => {
    // The last midnight at level 3 is that of day 79 (it ends at 80, 00:00); 80 … 93 are fourteen.
    expect([observed(92), observed(93)]).toEqual([3, 2]);
    expect([observed(112), observed(113)]).toEqual([2, 1]);
  });
  it('is the same of the past, whenever it is asked', () => {
    const days = [41, 54, 73, 74, 93, 113];
    const backwards = days.toReversed().map((day) => standings.of('web', 'security', at(day)).observed);
    expect(backwards.toReversed()).toEqual([1, 2, 2, 3, 2, 1]);
    expect(days.map((day) => observed(day))).toEqual([1, 2, 2, 3, 2, 1]);
  });
  it('is each team’s own', () => {
    expect(standings.of('core', 'security', at(74)).observed).toBe(1);
  });
});

describe('a level that waivers hold', () => {
  const standings = standingsOf({
    evidence: [from('security_2', 20)],
    waivers: [waiver('security_3', { at: at(20), untilAt: at(80) })],
  });
  it('counts, and says so', () => {
    expect(standings.of('web', 'security', at(60))).toMatchObject({ observed: 3, earned: 2 });
  });
  it('is lost when the waiver ends', () => {
    // Its last midnight is that of day 79: 80 … 93 are fourteen without.
    expect(standings.of('web', 'security', at(92)).observed).toBe(3);
    expect(standings.of('web', 'security', at(93)).observed).toBe(2);
  });
});

describe('a reading', () => {
  const criteria = [vouched(2), counted];
  const silent =
    (since: number): Answer =>
    (_, { asOf }): Value =>
      asOf >= since ? { absent: 'stale' } : { value: 0 };
  it('is lost where a silent source could have told another level', () => {
    const standings = standingsOf({ evidence: [from('security_2', 20)] }, { criteria, answer: silent(at(60)) });
    // Level 3 until then, and nothing else is read after.
    expect(standings.of('web', 'security', at(200)).observed).toBe(3);
  });
  it('is not lost where the source could have told nothing else', () => {
    const until = { evidence: [from('security_2', 20, 60)] };
    const standings = standingsOf(until, { criteria, answer: silent(at(60)) });
    // Without the evidence for level 2 it is level 1, whatever the source would say.
    expect(standings.of('web', 'security', at(200)).observed).toBe(1);
  });
  it('is at most what is known where it was not read so far back', () => {
    const standings = standingsOf(
      { evidence: [from('security_2', 20)] },
      { criteria, answer: () => ({ absent: 'incomplete' }) },
    );
    expect(standings.of('web', 'security', at(60)).observed).toBe(2);
  });
});

describe('stagnation', () => {
  const quarters = (maturity: Partial<MaturityConfig>, day: number, more = {}) =>
    standingsOf(maturity, more).of('web', 'security', at(day)).stagnantQuarters;
  // The days are counted from 5 January 2026: quarters begin at days -4, 86, 177 and 269.
  it('is the number of complete quarters below the target without a gain, two at most', () => {
    expect(quarters({}, 200)).toBe(2);
    expect(quarters({ evidence: [from('security_2', 100)] }, 200)).toBe(0); // 1 → 2 in the second quarter
    expect(quarters({ evidence: [from('security_2', 20)] }, 200)).toBe(1); // 1 → 2 in the first, 2 in the second
    expect(quarters({ evidence: [from('security_2', 20)] }, 280)).toBe(2);
  });
  it('is none at the target, whatever was before', () => {
    expect(quarters({ evidence: [from('security_2', -300), from('security_3', -300)] }, 200)).toBe(0);
  });
  it('is not broken by a gain that waivers hold', () => {
    const waivers = [waiver('security_3', { at: at(100), untilAt: at(300) })];
    const targets = { level: 4 as Level, dimensions: {}, teams: {} };
    expect(quarters({ evidence: [from('security_2', -300)], waivers, targets }, 200)).toBe(2);
  });
  it('is unknown where what was not read so far back might have made the target', () => {
    const more = { criteria: [vouched(2), counted], answer: () => ({ absent: 'incomplete' }) as Value };
    expect(quarters({ evidence: [from('security_2', -300)] }, 200, more)).toBe(null);
    // Without the evidence nothing that was not read could have made level 3.
    expect(quarters({}, 200, more)).toBe(2);
  });
});

describe('scaling', () => {
  const all = dimensions.flatMap((dimension) => [vouched(2, dimension), vouched(3, dimension)]);
  const forAll = all.map(({ id }) => from(id, 0));
  const may = (more: Partial<MaturityConfig> = {}, assessed?: AssessedLevels) =>
    standingsOf({ evidence: forAll, ...more }, { criteria: all, ...(assessed && { assessed }) }).mayScale(
      'web',
      at(80),
    );
  const saying = (level: Level): AssessedLevels => ({
    levelOf: (_, dimension) => (dimension === 'culture' ? { level, at: at(70) } : undefined),
    unread: () => undefined,
  });
  it('is allowed where every dimension reaches the floor', () => {
    expect(may()).toBe(true);
    expect(may({ evidence: forAll.filter(({ criterion }) => criterion !== 'culture_3') })).toBe(false);
    expect(may({ floor: 4 })).toBe(false);
  });
  it('is decided by the lower of observed and assessed', () => {
    expect(may({}, saying(3))).toBe(true);
    expect(may({}, saying(2))).toBe(false);
    expect(may({ floor: 4 }, saying(5))).toBe(false);
  });
  it('is not known while nobody reads assessments, but where it is refused by what is known', () => {
    const silent = (level: Level): AssessedLevels => ({ ...saying(level), unread: () => 'stale' });
    expect(may({}, silent(3))).toBe(null);
    expect(may({}, silent(2))).toBe(false);
    expect(may({ floor: 4 }, silent(3))).toBe(false);
  });
});

describe('a systemic gap', () => {
  const gaps = (maturity: Partial<MaturityConfig>) =>
    standingsOf(maturity)
      .systemicGaps('security', at(80))
      .map(({ criterion, teams }) => [criterion.id, teams]);
  it('is what more than half of the teams lack up to their targets', () => {
    expect(gaps({})).toEqual([
      ['security_2', 2],
      ['security_3', 2],
    ]);
    // One of two teams is not more than half.
    expect(gaps({ evidence: [from('security_2', 20)] })).toEqual([['security_3', 2]]);
    expect(gaps({ waivers: [waiver('security_3')] })).toEqual([['security_2', 2]]);
    expect(gaps({ targets: { level: 2, dimensions: {}, teams: {} } })).toEqual([['security_2', 2]]);
  });
});

describe('as laws', () => {
  const given = fc.array(
    fc.record({
      level: fc.constantFrom(2, 3, 4, 5),
      day: fc.integer({ min: -60, max: 120 }),
      days: fc.integer({ min: 1, max: 90 }),
    }),
    { maxLength: 8 },
  );
  const evidenceOf = (list: readonly { level: number; day: number; days: number }[]) =>
    list.map(({ level, day, days }) => from(`security_${level}`, day, day + days));
  const observed = (list: ReturnType<typeof evidenceOf>, day: number) =>
    standingsOf({ evidence: list }).of('web', 'security', at(day)).observed!;
  it('more evidence never lowers a level', () => {
    fc.assert(
      fc.property(given, given, fc.integer({ min: 0, max: 150 }), (some, more, day) => {
        const less = evidenceOf(some);
        expect(observed([...less, ...evidenceOf(more)], day)).toBeGreaterThanOrEqual(observed(less, day));
      }),
      { numRuns: 30 },
    );
  });
  it('as of an instant nothing later is seen', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 0, max: 120 }), fc.nat(60), (list, day, later) => {
        const future = from('security_2', day + later, day + later + 90);
        expect(observed([...evidenceOf(list), future], day)).toBe(observed(evidenceOf(list), day));
      }),
      { numRuns: 30 },
    );
  });
});
