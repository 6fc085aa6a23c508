import { describe, expect, it } from 'vitest';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import { changeOf, changeText } from '../../report/month/change.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Compared, Figure } from '../../report/month/reader.ts';

const figure = (metric: MetricName, value: Value): Figure => ({
  metric: metricNamed(metric),
  series: { metric, team: 'all', label: '' },
  moment: { from: 0, to: 1, asOf: 1 },
  value,
  url: 'http://clockspeed.example',
});
const compared = (metric: MetricName, now: Value, before: Value): Compared => ({
  now: figure(metric, now),
  before: figure(metric, before),
});
const count = (now: number, before: number) => compared('pages', { value: now }, { value: before });
const seconds = (now: number, before: number, samples = 10) =>
  compared('lead_time_seconds', { value: now, samples }, { value: before, samples });
type Parts = readonly [numerator: number, denominator: number];
const part = ([numerator, denominator]: Parts): Value => ({ value: numerator / denominator, numerator, denominator });
const share = (now: Parts, before: Parts) => compared('change_failure_ratio', part(now), part(before));
const rate = (now: Parts, before: Parts) => compared('deployments_per_business_day', part(now), part(before));
const absent: Value = { absent: 'incomplete' };

describe('a change since the month before', () => {
  it('of a count is real beyond two standard deviations of the difference', () => {
    // 2·√(25 + 9) = 11.66: 16 more is more than chance. 2·√(18 + 9) = 10.39: 9 more is not.
    expect(changeOf(count(25, 9), 'less')).toBe('worse');
    expect(changeOf(count(18, 9), 'less')).toBe('same');
    // 2·√(0 + 4) = 4: exactly 4 is chance, and of 5 none left (2·√5 = 4.47) is not.
    expect(changeOf(count(0, 4), 'less')).toBe('same');
    expect(changeOf(count(0, 5), 'less')).toBe('improved');
    expect(changeOf(count(0, 5), 'more')).toBe('worse');
    expect(changeOf(count(0, 0), 'less')).toBe('same');
  });

  it('of a duration is real beyond a fifth, in both directions', () => {
    expect(changeOf(seconds(120, 100), 'less')).toBe('same');
    expect(changeOf(seconds(121, 100), 'less')).toBe('worse');
    expect(changeOf(seconds(100, 120), 'less')).toBe('same');
    expect(changeOf(seconds(100, 121), 'less')).toBe('improved');
    expect(changeOf(seconds(100, 121), 'more')).toBe('worse');
  });

  it('of fewer than ten facts is chance', () => {
    expect(changeOf(seconds(100, 500, 9), 'less')).toBe('same');
    // Of 9 none after 9 of 10 is far beyond 2·√(9/19·10/19·(1/9 + 1/10)) = 0.459, and still of too few.
    expect(changeOf(share([0, 9], [9, 10]), 'less')).toBe('same');
    expect(changeOf(share([0, 10], [9, 10]), 'less')).toBe('improved');
  });

  it('of a rate is that of what was counted, not of the days', () => {
    // 2 deployments after 1, in 22 business days each: 1 ≤ 2·√3. 30 after 15: 15 > 2·√45 = 13.4; 28 after 15: 13 ≤ 2·√43 = 13.1.
    expect(changeOf(rate([2, 22], [1, 22]), 'more')).toBe('same');
    expect(changeOf(rate([28, 22], [15, 22]), 'more')).toBe('same');
    expect(changeOf(rate([30, 22], [15, 22]), 'more')).toBe('improved');
    expect(changeOf(rate([15, 22], [30, 22]), 'more')).toBe('worse');
    // 40 in 20 days after 44 in 22 are as many a day.
    expect(changeOf(rate([40, 20], [44, 22]), 'more')).toBe('same');
  });

  it('of a share is real beyond two standard deviations and a fifth, of both together', () => {
    // 0.004 ≤ 2·√(0.006·0.994 ÷ 125) = 0.0138.
    expect(changeOf(share([2, 250], [1, 250]), 'less')).toBe('same');
    // 28 of 473: 0.0317 ≤ 2·√(0.0592·0.9408·(1/249 + 1/224)) = 0.0435.
    expect(changeOf(share([17, 224], [11, 249]), 'less')).toBe('same');
    // 0.08 > 2·√(0.06·0.94 ÷ 50) = 0.0672; 0.07 ≤ 2·√(0.075·0.925 ÷ 50) = 0.0745.
    expect(changeOf(share([10, 100], [2, 100]), 'less')).toBe('worse');
    expect(changeOf(share([11, 100], [4, 100]), 'less')).toBe('same');
    // From 80 % to 96 % is a fifth more, to 96.5 % is above it: 2·√(0.88·0.12 ÷ 500) = 0.0291 is less than both.
    expect(changeOf(share([960, 1_000], [800, 1_000]), 'more')).toBe('same');
    expect(changeOf(share([965, 1_000], [800, 1_000]), 'more')).toBe('improved');
  });

  it('is unknown where one of both is', () => {
    expect(changeOf(compared('pages', { value: 1 }, absent), 'less')).toBe('unknown');
    expect(changeOf(compared('pages', absent, { value: 1 }), 'less')).toBe('unknown');
  });

  it('is told in the unit of the number', () => {
    expect(changeText(count(25, 9))).toBe('+16');
    expect(changeText(count(3, 7))).toBe('−4');
    expect(changeText(count(7, 7))).toBe('±0');
    // 86,400 to 64,800 s is a quarter less.
    expect(changeText(seconds(64_800, 86_400))).toBe('−25 %');
    expect(changeText(seconds(50, 0))).toBe('from 0');
    // From 10.1 % to 4.4 %: 5.7 points, and not 56 %.
    expect(changeText(compared('change_failure_ratio', { value: 0.044 }, { value: 0.101 }))).toBe('−5.7 points');
    expect(changeText(compared('pages', { value: 1 }, absent))).toBe('–');
  });
});
