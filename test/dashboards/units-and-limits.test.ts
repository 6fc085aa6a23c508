import { describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { ownLabels } from '../../exporter/metrics/metric.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { committed, isQueried, panelsOf, queriedPanels } from './committed.ts';
import { drawn } from './limits-by-hand.ts';
import { parsed } from './promql.ts';
import type { QueriedPanel } from './schema.ts';

const config = generationConfig();
const queried = queriedPanels.map(({ name, panel }) => [name, panel] as const);
const stepsOf = (panel: QueriedPanel) => (panel.type === 'table' ? [] : panel.fieldConfig.defaults.thresholds.steps);

/** Grafana's names, by hand. */
const units = {
  seconds: 's',
  ratio: 'percentunit',
  count: 'short',
  lines: 'suffix: lines',
  per_day: 'suffix: a day',
  score: 'none',
  per_engineer: 'suffix: an engineer',
  timestamp: 'dateTimeFromNow',
} as const;

describe('the unit of a panel', () => {
  it('is that of its metric; a change of a duration, a size or a rate is a share', () => {
    let seen = 0;
    for (const { name, panel } of queriedPanels) {
      if (panel.type === 'table') continue;
      const [first] = parsed(panel.targets[0]!.expr).selectors;
      const metric = catalogue.find((each) => `clockspeed_${each.name}` === first!.metric);
      if (!metric || panel.title === 'Broken' || panel.title === 'Not known') continue;
      seen += 1;
      const isShare = panel.targets[0]!.expr.endsWith(' - 1');
      expect([name, panel.fieldConfig.defaults.unit]).toEqual([name, isShare ? 'percentunit' : units[metric.unit]]);
      if (isShare) expect(['seconds', 'lines', 'per_day']).toContain(metric.unit);
      // Grafana's clock counts in milliseconds.
      expect(panel.targets[0]!.expr.endsWith(' * 1000')).toBe(metric.unit === 'timestamp');
    }
    expect(seen).toBeGreaterThan(60);
  });
  it('of the exporter’s own metrics follows from their names', () => {
    const itself = committed.find(({ title }) => title === 'Clockspeed itself')!;
    for (const panel of panelsOf(itself).filter(isQueried)) {
      if (panel.type === 'table') continue;
      const { metric } = parsed(panel.targets[0]!.expr).selectors[0]!;
      const expected = panel.targets[0]!.expr.endsWith('* 60')
        ? 'suffix: a minute'
        : /_ratio$/.test(metric)
          ? 'percentunit'
          : /_seconds(_bucket)?$/.test(metric)
            ? 's'
            : 'short';
      expect([panel.title, panel.fieldConfig.defaults.unit]).toEqual([panel.title, expected]);
    }
  });
});

/** Steps that no line of policy draws. */
const ownSteps: ReadonlyMap<string, number> = new Map([
  ['Broken', 0.000_001],
  // 2 h of 3,600 s, and still fresh at that.
  ['Read so long ago · ≤ 2 hours', 7_200.000_001],
  ['How far are the targets? · ≥ 100 %', 1],
]);

describe('the line of a panel', () => {
  const withSteps = queried.filter(([, panel]) => stepsOf(panel).length > 1);
  const idsOf = ({ description }: QueriedPanel): readonly string[] =>
    [...description.matchAll(/The line is “(\w+)”/g)].map(([, id]) => id!);

  it.each(withSteps)('%s has the number of the policy, and its side', (_, panel) => {
    const [base, ...steps] = stepsOf(panel);
    const own = ownSteps.get(panel.title);
    if (own !== undefined) return expect(steps.map(({ value }) => value)).toEqual([own]);
    const ids = idsOf(panel);
    expect(steps.map(({ value }) => value)).toEqual(ids.map((id) => drawn[id]!.value));
    // Blue is within, red is broken, yellow is inside the guardrail and not yet at the target.
    const above = ids.some((id) => drawn[id]!.isGoodAbove);
    expect([base!.color, ...steps.map(({ color }) => color)]).toEqual(
      above ? ['#c4314b', '#2f8fd0'] : ids.length === 2 ? ['#2f8fd0', '#e0a100', '#c4314b'] : ['#2f8fd0', '#c4314b'],
    );
  });
  it.each(withSteps)('%s is that of the very series that the policy judges', (_, panel) => {
    for (const id of idsOf(panel)) {
      const line = policyOf(config).find((each) => each.id === id)!;
      const isAlso = parsed(panel.targets[0]!.expr).selectors[0]!.metric === `clockspeed_${line.also?.metric}`;
      const { metric, label, stat, window } = isAlso ? { window: undefined, stat: undefined, ...line.also! } : line;
      const { metric: shown, matchers } = parsed(panel.targets[0]!.expr).selectors[0]!;
      expect(shown).toBe(`clockspeed_${metric}`);
      const own = catalogue.find(({ name }) => name === metric)!;
      // A number of several promises of the same limit shows them all.
      for (const [name, value] of Object.entries(label === undefined ? {} : ownLabels(own, label)))
        if (matchers.has(name)) expect(matchers.get(name)).toBe(`=${value}`);
      expect(matchers.get('stat')).toBe(stat && `=${stat}`);
      if (matchers.get('window') !== '=$window') expect(matchers.get('window')).toBe(window && `=${window}`);
    }
  });
  it('is drawn for every promise that a board must show', () => {
    const shown = new Set(queried.flatMap(([, panel]) => idsOf(panel)));
    expect([...shown].sort()).toEqual(Object.keys(drawn).sort());
  });
});
