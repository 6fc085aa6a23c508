import { describe, expect, it } from 'vitest';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { metricNames } from '../../exporter/metrics/metric-names.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { policyLineIds, policyLines, policyOf } from '../../exporter/policy/policy.ts';

const lines: readonly PolicyLine[] = policyLines;

describe('the policy', () => {
  it('has every id once', () => {
    expect(new Set(policyLineIds).size).toBe(policyLineIds.length);
  });
  it('speaks of the metrics that the catalogue has, all of them and in its order', () => {
    expect(catalogue.map(({ name }) => name)).toEqual([...metricNames]);
  });
  it.each(lines.map((line) => [line.id, line] as const))('judges with %s what the metric exports', (_, line) => {
    const metric = catalogue.find(({ name }) => name === line.metric)!;
    const windows: readonly string[] = typeof metric.windows === 'string' ? [] : metric.windows;
    expect(line.window === undefined ? windows : windows.includes(line.window)).toEqual(
      line.window === undefined ? [] : true,
    );
    const aggregates = metric.label && 'each' in metric.label ? Object.values(metric.label.each) : [metric.aggregate];
    const hasStats = aggregates.some(
      (aggregate) => typeof aggregate === 'object' && aggregate !== null && 'stats' in aggregate,
    );
    if (line.stat !== undefined) expect(hasStats).toBe(true);
  });
  it('takes another number from the configuration, and only that one', () => {
    const changed = policyOf({ change_failure: 0.15 });
    expect(changed.filter((line, index) => line !== lines[index]).map(({ id, limit }) => [id, limit])).toEqual([
      ['change_failure', { op: 'less_than', value: 0.15 }],
    ]);
  });
});
