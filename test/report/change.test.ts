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
    const share = (denominator: number) =>
      compared('change_failure_ratio', { value: 0.05, numerator: 1, denominator }, { value: 0.1, denominator: 10 });
    expect(changeOf(share(9), 'less')).toBe('same');
    expect(changeOf(share(10), 'less')).toBe('improved');
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
