import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { familiesOf } from '../../exporter/exposition/families.ts';
import { render } from '../../exporter/exposition/registry.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { isInstalled } from '../whole/programs.ts';

const base = { team: 'web', label: '' } as const;

describe('the families', () => {
  it('of a ratio stand beside their numerator and denominator', () => {
    const families = familiesOf(catalogue, [
      [
        { ...base, metric: 'change_failure_ratio', window: '28d' },
        { value: 0.2, numerator: 1, denominator: 5 },
      ],
    ]);
    const shown = families.filter(({ samples }) => samples.length > 0).map(({ name, samples }) => [name, samples]);
    const labels = { team: 'web', window: '28d' };
    expect(shown).toEqual([
      ['clockspeed_change_failure_ratio', [{ labels, value: 0.2 }]],
      ['clockspeed_change_failure_numerator', [{ labels, value: 1 }]],
      ['clockspeed_change_failure_denominator', [{ labels, value: 5 }]],
    ]);
  });
  it('of a statistic stand beside their samples, counted once', () => {
    const series = { ...base, metric: 'lead_time_stage_seconds', label: 'deploy', window: '28d' } as const;
    const families = familiesOf(
      catalogue,
      (['mean', 'p50', 'p90'] as const).map(
        (stat, index) =>
          [
            { ...series, stat },
            { value: index + 1, samples: 7 },
          ] as const,
      ),
    );
    const shown = families.filter(({ samples }) => samples.length > 0);
    expect(shown.map(({ name }) => name)).toEqual([
      'clockspeed_lead_time_stage_seconds',
      'clockspeed_lead_time_stage_seconds_samples',
    ]);
    expect(shown[1]!.samples).toEqual([{ labels: { team: 'web', stage: 'deploy', window: '28d' }, value: 7 }]);
  });
  it('of the organisation alone have no team', () => {
    const families = familiesOf(catalogue, [[{ metric: 'unowned_services', team: '', label: '' }, { value: 2 }]]);
    expect(families.find(({ samples }) => samples.length > 0)?.samples).toEqual([{ labels: {}, value: 2 }]);
  });
  it('never share a name', () => {
    const names = familiesOf(catalogue, []).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the text', () => {
  it('has no family that nobody measured', async () => {
    expect(await render([{ name: 'x', help: 'X.', type: 'gauge', labelNames: [], samples: [] }])).toBe('\n');
  });
  it.skipIf(!isInstalled('promtool'))('passes promtool for every definition, HELP and all', async () => {
    const evaluated = catalogue.map((metric) => {
      const window = typeof metric.windows === 'string' ? {} : { window: '28d' as const };
      const stat = JSON.stringify([metric.aggregate, metric.label]).includes('"stats"')
        ? { stat: 'mean' as const }
        : {};
      const series = { metric: metric.name, team: 'web', label: 'x', ...window, ...stat };
      return [series, { value: 1, numerator: 1, denominator: 1, samples: 1 }] as const;
    });
    const text = await render(familiesOf(catalogue, evaluated));
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    expect([checked.stdout, checked.stderr, checked.status]).toEqual(['', '', 0]);
  });
});
