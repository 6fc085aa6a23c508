import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { teamsOnCall } from '../../exporter/guardrails/judge-line.ts';
import { judge } from '../../exporter/guardrails/judge.ts';
import type { Circumstances, Evidence } from '../../exporter/guardrails/judge.ts';
import type { Absence, Value } from '../../exporter/metrics/engine-types.ts';
import type { Limit, PolicyLine } from '../../exporter/policy/policy-line.ts';
import { service } from '../history/organisation.ts';
import {
  breached,
  configuration,
  empty,
  incomplete,
  lineOf,
  mean,
  notConfigured,
  number,
  share,
  shipped,
  stale,
  team,
  unknown,
  within,
} from './fixture.ts';

const usual: Circumstances = { teamsOnCall: 5, unit: 'seconds', asOfSeconds: 1_000 };
const judged = (
  line: PolicyLine,
  now: Value,
  more: Partial<Evidence> = {},
  circumstances: Partial<Circumstances> = {},
) => judge(line, { now, ...more }, { ...usual, ...circumstances });

describe('a limit', () => {
  it.each([
    ['at_most', 6.9, 'within'],
    ['at_most', 7, 'within'],
    ['at_most', 7.1, 'breached'],
    ['less_than', 6.9, 'within'],
    ['less_than', 7, 'breached'],
    ['less_than', 7.1, 'breached'],
    ['at_least', 6.9, 'breached'],
    ['at_least', 7, 'within'],
    ['at_least', 7.1, 'within'],
    ['more_than', 6.9, 'breached'],
    ['more_than', 7, 'breached'],
    ['more_than', 7.1, 'within'],
  ] as const)('of %s 7 finds %d %s', (op, value, state) => {
    expect(judged(lineOf(op, 7), number(value))).toEqual({ state, value, limit: 7 });
  });
  it.each([
    [911, 'within', 89], // 1,000 − 911
    [910, 'within', 90],
    [909, 'breached', 91],
  ] as const)('of fresh within 90 s finds the second %d, as of the second 1,000, %s', (value, state, age) => {
    expect(judged(lineOf('fresh_within', 90), number(value))).toEqual({ state, value: age, limit: 90 });
  });
  it('takes a measured zero for a number', () => {
    expect(judged(lineOf('at_most', 0), number(0))).toEqual(within(0, 0));
    expect(judged(lineOf('less_than', 0), number(0))).toEqual(breached(0, 0));
    expect(judged(lineOf('at_least', 1), number(0))).toEqual(breached(0, 1));
  });
});

describe('nothing', () => {
  const [bad, activity] = [
    ['at_most', 'less_than', 'more_than', 'not_worse_than_before', 'not_above_before'],
    ['at_least', 'fresh_within'],
  ] as const satisfies readonly (readonly Limit['op'][])[];
  it.each(bad)('is within what limits something bad: %s', (op) => {
    expect(judged(lineOf(op, 7), empty, { before: number(3) })).toEqual(within(null, 7));
  });
  it.each(activity)('is not what demands activity: %s', (op) => {
    expect(judged(lineOf(op, 7), empty)).toEqual(breached(null, 7));
  });
  it('is within for a share: nothing was merged, so nothing names no work', () => {
    expect(judged(lineOf('at_least', 7), empty, {}, { unit: 'ratio' })).toEqual(within(null, 7));
  });
  it.each([...bad, ...activity])('is said of %s for want of a source, or of facts, but why', (op) => {
    for (const absent of ['incomplete', 'stale', 'too_few'] satisfies Absence[])
      expect(judged(lineOf(op, 7), { absent }, { before: number(3) })).toEqual(unknown(absent));
    expect(judged(lineOf(op, 7), { absent: 'not_configured' })).toEqual(notConfigured);
  });
});

describe('too few deployments', () => {
  const line = shipped('change_failure'); // < 10 %, of 20 with 2 failed, else on 90 d
  const target = shipped('change_failure_target'); // < 5 %, the same
  it('are fewer than 20 in 28 days: 90 days are judged', () => {
    // 3 of 19 is over in any case; 28 d say nothing, for 90 d 2/25 = 8 %, 3/20 = 15 %.
    expect(judged(line, share(3, 19), { longer: share(2, 25) })).toEqual(within(0.08, 0.1));
    expect(judged(line, share(0, 19), { longer: share(3, 20) })).toEqual(breached(0.15, 0.1));
    expect(judged(line, empty, { longer: share(4, 20) })).toEqual(breached(0.2, 0.1));
  });
  it('are no longer too few at 20: 90 days are not asked', () => {
    expect(judged(line, share(3, 20), { longer: share(2, 25) })).toEqual(breached(0.15, 0.1));
    expect(judged(line, share(0, 20), { longer: share(30, 60) })).toEqual(within(0, 0.1));
    expect(judged(line, share(3, 20), { longer: stale })).toEqual(breached(0.15, 0.1));
  });
  it('give no verdict where 90 days have fewer than 20, too', () => {
    expect(judged(line, share(9, 19), { longer: share(10, 19) })).toEqual(unknown('too_few'));
    expect(judged(line, share(9, 19), { longer: share(10, 20) })).toEqual(breached(0.5, 0.1));
    expect(judged(line, empty, { longer: share(10, 19) })).toEqual(unknown('too_few'));
  });
  it('are none: nothing failed', () => {
    expect(judged(line, empty, { longer: empty })).toEqual(within(null, 0.1));
  });
  it('are not the reason where 90 days were not read, or nothing is known at all', () => {
    expect(judged(line, share(9, 19), { longer: incomplete })).toEqual(unknown('incomplete'));
    expect(judged(line, empty, { longer: incomplete })).toEqual(unknown('incomplete'));
    expect(judged(line, stale, { longer: share(10, 20) })).toEqual(unknown('stale'));
    expect(judged(line, { absent: 'not_configured' }, { longer: { absent: 'not_configured' } })).toEqual(notConfigured);
  });
  it('may have failed once by chance; twice is over, in 28 and in 90 days', () => {
    // 1/20 = 5 % is not less than 5 %, but one is chance; 2/20 = 10 %, 2/40 = 5 %.
    expect(judged(target, share(1, 20))).toEqual(within(0.05, 0.05));
    expect(judged(target, share(2, 20))).toEqual(breached(0.1, 0.05));
    expect(judged(target, share(2, 40))).toEqual(breached(0.05, 0.05));
    expect(judged(target, share(2, 41))).toEqual(within(2 / 41, 0.05));
    expect(judged(target, share(5, 19), { longer: share(1, 20) })).toEqual(within(0.05, 0.05));
    expect(judged(target, share(0, 19), { longer: share(2, 20) })).toEqual(breached(0.1, 0.05));
  });
  it('break the pause of features above 10 %, and slow down at 10 %', () => {
    expect(judged(line, share(2, 20))).toEqual(breached(0.1, 0.1));
    expect(judged(shipped('change_failure_unbroken'), share(2, 20))).toEqual(within(0.1, 0.1));
    expect(judged(shipped('change_failure_unbroken'), share(3, 29))).toEqual(breached(3 / 29, 0.1)); // 10.3 %
    const lower = { ...shipped('change_failure_unbroken'), limit: { op: 'at_most', value: 0.04 } } as const;
    expect(judged(lower, share(1, 20))).toEqual(within(0.05, 0.04));
    expect(judged(lower, share(2, 20))).toEqual(breached(0.1, 0.04));
  });
});

describe('the share of pages', () => {
  const line = shipped('page_share'); // ≤ max(30 %, 1.5 ÷ teams on call), of 50 pages in all, else on 90 d
  it.each([
    [4, 0.375, 0.375, 'within'], // 1.5 ÷ 4 = 37.5 %
    [4, 0.38, 0.375, 'breached'],
    [5, 0.3, 0.3, 'within'], // 1.5 ÷ 5 = 30 %
    [5, 0.31, 0.3, 'breached'],
    [6, 0.3, 0.3, 'within'], // 1.5 ÷ 6 = 25 %, and 30 % is more
    [6, 0.31, 0.3, 'breached'],
    [3, 0.5, 0.5, 'within'], // 1.5 ÷ 3 = 50 %
    [3, 0.51, 0.5, 'breached'],
    [1, 1, 1.5, 'within'],
    [0, 1, 1.5, 'within'],
  ] as const)('among %d teams on call may be %d where %d is the limit: %s', (count, value, limit, state) => {
    const verdict = judged(line, share(value * 100, 100), {}, { teamsOnCall: count });
    expect(verdict).toEqual({ state, value, limit });
  });
  it('is judged by 28 days from 50 pages on, and else by 90 days', () => {
    expect(judged(line, share(20, 50), { longer: share(6, 60) })).toEqual(breached(0.4, 0.3));
    expect(judged(line, share(20, 49), { longer: share(6, 60) })).toEqual(within(0.1, 0.3));
    expect(judged(line, share(0, 49), { longer: share(20, 50) })).toEqual(breached(0.4, 0.3));
    expect(judged(line, share(0, 48), { longer: share(20, 49) })).toEqual(unknown('too_few'));
  });
  it('of one page is no chance: it asks for pages in all only', () => {
    expect(judged({ ...line, limit: { op: 'at_most', value: 0.01 } }, share(1, 50))).toEqual(breached(0.02, 0.01));
  });
  it('is spread over the teams that list PagerDuty services or own a service that has some', () => {
    const [lists, owns, neither] = [team('lists', { pagerdutyServices: ['A'] }), team('owns'), team('neither')];
    const services = [
      service('x', { owner: 'owns', pagerdutyServices: ['B'] }),
      service('y', { owner: 'owns', pagerdutyServices: ['C'] }),
      service('z', { owner: 'neither' }),
      service('n', { owner: null, pagerdutyServices: ['D'] }),
    ];
    expect(teamsOnCall(configuration({ teams: [lists, owns, neither], services }))).toBe(2);
    expect(teamsOnCall(configuration({ teams: [neither], services }))).toBe(0);
  });
});

describe('not worse than before', () => {
  const count = lineOf('not_worse_than_before', 0);
  it.each([
    [4, 0, 4, 'within'], // 4 − 0 = 4 = 2·√4
    [5, 0, 4, 'breached'], // 5 − 0 = 5 > 2·√5 = 4.47
    [12, 4, 12, 'within'], // 12 − 4 = 8 = 2·√16
    [13, 4, 12, 'breached'], // 13 − 4 = 9 > 2·√17 = 8.25
    [40, 24, 40, 'within'], // 40 − 24 = 16 = 2·√64
    [41, 24, 40, 'breached'], // 41 − 24 = 17 > 2·√65 = 16.12
    [19, 9, 19.7178, 'within'], // 19 − 9 = 10 ≤ 2·√28 = 10.58; the limit is (1 + √19)² − 9
    [20, 9, 19.7178, 'breached'], // 20 − 9 = 11 > 2·√29 = 10.77
    [3, 9, 19.7178, 'within'],
  ] as const)('finds %d after %d of a count, whose limit is about %d, %s', (now, before, limit, state) => {
    const verdict = judged(count, number(now), { before: number(before) }, { unit: 'count' });
    expect(verdict).toMatchObject({ state, value: now });
    expect(verdict.limit).toBeCloseTo(limit, 4);
  });
  it('is, of counts, exactly: now − before > 2·√(now + before)', () => {
    const small = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(small, small, (now, before) => {
        // Squared, so that whole numbers decide: (n − b)² > 4·(n + b), and n > b.
        const isWorse = now > before && (now - before) ** 2 > 4 * (now + before);
        const { state } = judged(count, number(now), { before: number(before) }, { unit: 'count' });
        expect(state).toBe(isWorse ? 'breached' : 'within');
      }),
    );
  });
  const duration = shipped('restore_not_worse'); // asked above 7,200 s
  it.each([
    [12_000, 10, 10_000, 10, within(12_000, 12_000)], // a fifth more than 10,000
    [12_001, 10, 10_000, 10, breached(12_001, 12_000)],
    [12_001, 9, 10_000, 10, within(12_001, null)],
    [12_001, 10, 10_000, 9, within(12_001, null)],
    [7_200, 11, 3_000, 12, within(7_200, 7_200)], // 3,600 is a fifth more, but nobody asks up to two hours
    [7_201, 11, 3_000, 12, breached(7_201, 7_200)],
    [7_800, 11, 6_500, 12, within(7_800, 7_800)], // 6,500 · 1.2
    [7_801, 11, 6_500, 12, breached(7_801, 7_800)],
  ])('compares %d s of %d with %d s of %d', (now, samples, before, samplesBefore, verdict) => {
    expect(judged(duration, mean(now, samples), { before: mean(before, samplesBefore) })).toEqual(verdict);
  });
  it('is unknown where the window before is, but only above the limit', () => {
    for (const before of [stale, incomplete])
      expect(judged(duration, mean(7_200, 10), { before })).toEqual(within(7_200, 7_200));
    expect(judged(duration, mean(7_201, 10), { before: stale })).toEqual(unknown('stale'));
    expect(judged(duration, mean(7_201, 10), { before: incomplete })).toEqual(unknown('incomplete'));
    expect(judged(duration, mean(7_201, 10))).toEqual(unknown('incomplete'));
  });
  it('has nothing to compare with where nothing was before', () => {
    expect(judged(duration, mean(7_201, 10), { before: empty })).toEqual(within(7_201, null));
  });
});

describe('not above before', () => {
  const line = shipped('p1_incidents_not_more'); // asked above 1
  it.each([
    [1, 0, within(1, 1)],
    [2, 0, breached(2, 1)],
    [2, 1, breached(2, 1)],
    [2, 2, within(2, 2)],
    [3, 2, breached(3, 2)], // strictly: chance is no excuse
    [3, 4, within(3, 4)],
  ])('finds %d after %d', (now, before, verdict) => {
    expect(judged(line, number(now), { before: number(before) }, { unit: 'count' })).toEqual(verdict);
  });
  it('is unknown where the window before is, but only above the limit', () => {
    expect(judged(line, number(2), { before: stale }, { unit: 'count' })).toEqual(unknown('stale'));
    expect(judged(line, number(1), { before: stale }, { unit: 'count' })).toEqual(within(1, 1));
  });
});

describe('a composite line', () => {
  const line = shipped('p1_restore'); // < 7,200 s, and no open P1 older
  it.each([
    ['both held', number(5_000), number(6_000), within(5_000, 7_200)],
    ['the first at its edge', number(7_200), number(6_000), breached(7_200, 7_200)],
    ['the other at its edge', number(5_000), number(7_200), breached(7_200, 7_200)],
    ['the other just before it', number(5_000), number(7_199), within(5_000, 7_200)],
    ['both broken', number(8_000), number(9_000), breached(8_000, 7_200)],
    ['nothing restored, one open too long', empty, number(7_300), breached(7_300, 7_200)],
    ['nothing restored, nothing open', empty, empty, within(null, 7_200)],
    ['the first unknown, the other broken', incomplete, number(7_300), breached(7_300, 7_200)],
    ['the first broken, the other unknown', number(7_300), stale, breached(7_300, 7_200)],
    ['the first unknown, the other held', incomplete, number(60), within(60, 7_200)],
    ['the first held, the other unknown', number(70), stale, within(70, 7_200)],
    ['both unknown', incomplete, stale, unknown('incomplete')],
    ['not configured, the other unknown', { absent: 'not_configured' }, stale, notConfigured],
  ] as const)('with %s', (_, now, also, verdict) => {
    expect(judged(line, now, { also })).toEqual(verdict);
  });
});

describe('more is better than before', () => {
  const [notBelow, above] = [shipped('on_call_burden'), shipped('devex_above_baseline')];

  it.each([
    [notBelow, 2.9, 'breached'],
    [notBelow, 3, 'within'],
    [notBelow, 3.1, 'within'],
    [above, 2.9, 'breached'],
    [above, 3, 'breached'],
    [above, 3.1, 'within'],
  ] as const)('in $id of 3 before, %d is judged', (line, now, state) => {
    expect(judged(line, number(now), { before: number(3) })).toEqual({ state, value: now, limit: 3 });
  });
  it('asks nothing of the best score, whatever was before', () => {
    expect(judged(above, number(5), { before: number(5) })).toEqual(within(5, 5));
    expect(judged(above, number(4.9), { before: number(4.9) })).toEqual(breached(4.9, 4.9));
    expect(judged(notBelow, number(5))).toEqual(within(5, 5));
  });
  it.each([notBelow, above])('of $id nobody can say without both numbers', (line) => {
    expect(judged(line, empty, { before: number(3) })).toEqual(unknown('no_facts'));
    expect(judged(line, number(3), { before: empty })).toEqual(unknown('no_facts'));
    expect(judged(line, number(3))).toEqual(unknown('incomplete'));
    expect(judged(line, number(3), { before: stale })).toEqual(unknown('stale'));
  });
  it('is not known of a response without respondents, which is not silence within the limit', () => {
    expect(judged(shipped('devex_response'), empty, {}, { unit: 'ratio' })).toEqual(unknown('no_facts'));
    expect(judged(shipped('devex_response'), share(32, 40), {}, { unit: 'ratio' })).toEqual(breached(0.8, 0.8));
    expect(judged(shipped('devex_response'), share(33, 40), {}, { unit: 'ratio' })).toEqual(within(0.825, 0.8));
  });
});
