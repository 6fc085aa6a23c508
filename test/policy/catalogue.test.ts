import { describe, expect, it } from 'vitest';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { metricNames } from '../../exporter/metrics/metric-names.ts';
import { factLabelsOf } from '../../exporter/metrics/metric.ts';
import type { AnyMetric } from '../../exporter/metrics/metric.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { configuration } from '../history/organisation.ts';

const lines: readonly PolicyLine[] = policyOf({ policy: {}, limits: defaultLimits });
const metricOf = ({ metric }: PolicyLine): AnyMetric => catalogue.find(({ name }) => name === metric)!;

/** Every value that the metric's own label can have. */
function labelValues({ label, population }: AnyMetric): readonly string[] {
  if (!label) return [];
  if ('each' in label) return Object.keys(label.each);
  return label.values ?? (population.labels === 'services' ? [] : factLabelsOf(population, configuration()));
}
const hasStats = ({ label, aggregate }: AnyMetric): boolean =>
  [aggregate, ...(label && 'each' in label ? Object.values(label.each) : [])].some(
    (each) => typeof each === 'object' && each !== null && 'stats' in each,
  );

describe('policy and catalogue', () => {
  it('name the same metrics, in the same order', () => {
    expect(catalogue.map(({ name }) => name)).toEqual([...metricNames]);
  });
  it.each(lines.map((line) => [line.id, line] as const))('%s judges what its metric exports', (_, line) => {
    const metric = metricOf(line);
    const windows: readonly string[] = typeof metric.windows === 'string' ? [] : metric.windows;
    if (line.window === undefined) expect(windows).toEqual([]);
    else expect(windows).toContain(line.window);
    if (line.enough) expect(windows).toContain(line.enough.elseWindow);
    if (line.beforeLabel !== undefined) expect(labelValues(metric)).toContain(line.beforeLabel);
    if (line.label !== undefined) expect(labelValues(metric)).toContain(line.label);
    else expect(metric.label === undefined || labelValues(metric).length === 0).toBe(true);
    expect(line.stat !== undefined).toBe(hasStats(metric));
  });
  it.each(lines.map((line) => [line.id, line] as const))('%s is judged for whom its metric is exported', (_, line) => {
    const all = metricOf(line).all ?? 'union';
    expect(line.judgedFor === 'teams' ? all !== 'only' : all !== 'none').toBe(true);
  });
});
