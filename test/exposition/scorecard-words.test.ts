import { describe, expect, it } from 'vitest';
import { limitText, shortText } from '../../exporter/exposition/scorecard-words.ts';
import { measuredTold } from '../../exporter/maturity/measured.ts';
import type { Unit } from '../../exporter/metrics/metric.ts';
import type { Limit } from '../../exporter/policy/policy-line.ts';
import { metricNamed } from '../../report/month/reader.ts';
import { linked } from '../../report/deck/words.ts';
import { breached, lineOf, shipped, within } from '../guardrails/fixture.ts';

/** A number and its limit as they stand beside each other. */
const both = (value: number, op: Limit['op'], limit: number, unit: Unit): readonly string[] =>
  [shortText(value, unit, limit), limitText(lineOf(op, limit), limit, unit, value)].map((text) =>
    text.replaceAll('\u00a0', ' '),
  );

describe('a number beside its limit', () => {
  it.each([
    // 9.959 % to one digit is 10.0 %, to two 9.96 %.
    [0.09959, 'less_than', 0.1, 'ratio', '9.96 %', '< 10 %'],
    // 9.9996 %: two digits and three are still 10.
    [0.099996, 'less_than', 0.1, 'ratio', '9.9996 %', '< 10 %'],
    // 28,900 ÷ 3,600 = 8.0278 h.
    [28_900, 'at_most', 28_800, 'seconds', '8.03 h', '≤ 8 h'],
    // 7,199 ÷ 60 = 119.983 min: 120 and 120.0 min are two hours, too.
    [7_199, 'less_than', 7_200, 'seconds', '119.98 min', '< 2 h'],
    [0.996, 'at_least', 1, 'per_day', '0.996', '≥ 1'],
    [300.4, 'less_than', 300, 'lines', '300.4', '< 300'],
    // What was before is rounded as well: 10.04 % and 10.02 % are both 10 %.
    [0.1004, 'not_worse_than_before', 0.1002, 'ratio', '10.04 %', '≤ 10.02 %'],
  ] as const)('%d has the digits that tell it from %s %d (%s)', (value, op, limit, unit, is, asked) => {
    expect(both(value, op, limit, unit)).toEqual([is, asked]);
  });

  it.each([
    [0.1, 'at_most', 0.1, 'ratio', '10 %', '≤ 10 %'],
    [0.0949, 'less_than', 0.1, 'ratio', '9.5 %', '< 10 %'],
    [0.12345, 'less_than', 0.1, 'ratio', '12.3 %', '< 10 %'],
    [10, 'at_most', 100, 'count', '10', '≤ 100'],
    [36_000, 'less_than', 86_400, 'seconds', '10 h', '< 24 h'],
  ] as const)('%d has no more digits than usual beside %s %d (%s)', (value, op, limit, unit, is, asked) => {
    expect(both(value, op, limit, unit)).toEqual([is, asked]);
  });

  it('is told what was asked where the best score is met, whatever was before', () => {
    // The best score is 5: nobody can be above it.
    const line = shipped('devex_above_baseline');
    expect(limitText(line, 5, 'score', 5)).toBe('≥\u00a05');
    // Below the best it is the first wave that is asked about: 3.4 is not above it, 3.41 is.
    expect(limitText(line, 3.4, 'score', 3.4)).toBe('>\u00a03.40');
    expect(limitText(line, null, 'score')).toBe('> before');
    const why = (verdict: ReturnType<typeof within>): string => measuredTold(line, 'web', verdict, '', 0).why;
    expect(why(within(5, 5))).toBe('It is 5; asked is at least 5.');
    expect(why(within(3.41, 3.4))).toBe('It is 3.41; asked is more than before, above 3.4.');
  });

  it('is told from it on a criterion of maturity', () => {
    const why = (verdict: ReturnType<typeof within>): string =>
      measuredTold(lineOf('less_than', 0.1), 'web', verdict, '', 0).why;
    expect(why(within(0.09996, 0.1))).toBe('It is 9.996 %; asked is less than 10 %.');
    expect(why(breached(0.1, 0.1))).toBe('It is 10 %; asked is less than 10 %.');
  });

  it('is told from it on a slide', () => {
    const figure = {
      metric: metricNamed('change_failure_ratio'),
      series: { metric: 'change_failure_ratio', team: 'all', label: '' },
      moment: { from: 0, to: 1, asOf: 1 },
      value: { value: 0.09959 },
      url: 'http://clockspeed.example',
    } as const;
    expect(linked(figure, 0.1)).toBe('[9.96 %](http://clockspeed.example)');
    expect(linked(figure, 0.05)).toBe('[10.0 %](http://clockspeed.example)');
    expect(linked(figure)).toBe('[10.0 %](http://clockspeed.example)');
  });
});
