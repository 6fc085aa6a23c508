import { describe, expect, it } from 'vitest';
import { metricNames } from '../../exporter/metrics/metric-names.ts';
import { coverageOf } from '../../exporter/policy/coverage.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import { policyOf } from '../../exporter/policy/policy.ts';

const lines: readonly PolicyLine[] = policyOf({ policy: {}, limits: defaultLimits });
const limitOf = (id: string) => {
  const { op, value } = lines.find((line) => line.id === id)!.limit;
  return [op, value];
};

const different = (changed: readonly PolicyLine[]) =>
  changed.filter(({ limit }, index) => limit.value !== lines[index]!.limit.value).map(({ id, limit }) => [id, limit]);

describe('the policy', () => {
  it('has every id once', () => {
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });
  it('says of every line why, in a sentence, and where it comes from', () => {
    expect(lines.filter(({ reason, source }) => !/^[A-Z].*\.$/.test(reason) || source === '')).toEqual([]);
  });
  it('has a line or a reason for every metric', () => {
    const uncovered = metricNames.filter((name) => {
      const coverage = coverageOf(name);
      return 'noTarget' in coverage ? coverage.noTarget === '' : coverage.length === 0;
    });
    expect(uncovered).toEqual([]);
  });
  it('answers with all lines of a metric, or with the reason', () => {
    expect((coverageOf('change_failure_ratio') as readonly PolicyLine[]).map(({ id }) => id)).toEqual([
      'change_failure_target',
      'change_failure',
      'change_failure_unbroken',
    ]);
    expect(coverageOf('pages')).toEqual({ noTarget: 'a count; the share is what has a guardrail' });
  });
  it.each([
    ['lead_time', ['at_most', 259_200]], // 3 d
    ['merge_to_production', ['less_than', 14_400]], // 4 h
    ['deployment_gap', ['at_most', 28_800]], // 8 business hours
    ['p1_restore', ['less_than', 7_200]], // 2 h
    ['p1_acknowledge', ['less_than', 900]], // 15 min
    ['cycle_time', ['less_than', 86_400]], // 24 h
    ['first_review_target', ['less_than', 14_400]], // 4 business hours
    ['pull_request_size', ['less_than', 300]],
    ['longest_on_call', ['at_most', 604_800]], // 7 d
    ['unowned_incident', ['at_most', 3_600]], // 1 h
    ['change_failure', ['less_than', 0.1]],
    ['page_share', ['at_most', 0.3]],
    ['customer_bugs', ['not_worse_than_before', 0]],
    ['stale_work', ['at_most', 0]],
    ['blocked_over_2d', ['at_most', 0]],
    ['weekly_update', ['fresh_within', 691_200]], // 8 d
  ])('limits %s in the unit that is exported', (id, limit) => {
    expect(limitOf(id)).toEqual(limit);
  });
  it('takes another number from the configuration, and only that one', () => {
    const changed = policyOf({ policy: { page_share: 0.4 }, limits: defaultLimits });
    expect(different(changed)).toEqual([['page_share', { op: 'at_most', value: 0.4, timesEvenShare: 1.5 }]]);
  });
  it('follows the limits by which cases are judged', () => {
    // 6 business hours for a first review: 21,600 s.
    const changed = policyOf({ policy: {}, limits: { ...defaultLimits, firstReviewBusinessMs: 21_600_000 } });
    expect(different(changed)).toEqual([['first_review_target', { op: 'less_than', value: 21_600 }]]);
  });
});
