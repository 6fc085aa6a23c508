import { describe, expect, it } from 'vitest';
import { failuresOf, hasPromtool } from '../alerts/promtool.ts';
import { asked, queriedPanels } from './committed.ts';
import type { QueriedPanel } from './schema.ts';

const panelOf = (title: string): QueriedPanel =>
  queriedPanels.find(({ name }) => name === `Maturity / ${title}`)!.panel;
const table = panelOf('Observed level');
const timeline = panelOf('Security & compliance');
function wordsOf({ fieldConfig: { defaults } }: QueriedPanel): Readonly<Record<string, string>> {
  const mappings = 'mappings' in defaults ? (defaults.mappings ?? []) : [];
  const words = mappings.flatMap(({ options }) => Object.entries(options));
  return Object.fromEntries(words.map(([value, { text }]) => [value, text]));
}

/** web holds 3 with a waiver and would be at 1; core earned its 3; old was scraped of an exporter that did not know what was earned. */
const input_series = [
  ...(['web', 'core', 'old'] as const).map((team) => [`maturity_level{team="${team}",dimension="security"}`, '3x5']),
  ['maturity_earned_level{team="web",dimension="security"}', '1x5'],
  ['maturity_earned_level{team="core",dimension="security"}', '3x5'],
  // Another exporter of the same organisation, and another dimension: neither doubles a row nor marks one.
  ['maturity_level{team="web",dimension="security",instance="b"}', '3x5'],
  ['maturity_earned_level{team="web",dimension="security",instance="b"}', '1x5'],
  ['maturity_level{team="web",dimension="culture"}', '2x5'],
  ['maturity_earned_level{team="web",dimension="culture"}', '2x5'],
].map(([series, values]) => ({ series: `clockspeed_${series}`, values: values! }));
const sample = (labels: string, value: number) => ({ labels: `{${labels}}`, value });

describe('a level that only waivers hold', () => {
  it.each([table, timeline].map((panel) => [panel.type, panel] as const))('is said in words by the %s', (_, panel) => {
    expect(wordsOf(panel)).toEqual({
      1: '1 Reactive',
      2: '2 Managed',
      3: '3 Defined',
      4: '4 Measured',
      5: '5 Optimizing',
      2.5: '2 Managed, by waivers',
      3.5: '3 Defined, by waivers',
      4.5: '4 Measured, by waivers',
      5.5: '5 Optimizing, by waivers',
    });
    expect(panel.description).toContain('what waivers hold is no gain');
  });
  it.skipIf(!hasPromtool)(
    'is half a level above itself for these words; what is earned, or not known to be, is itself',
    async () => {
      const chosen = { team: 'web|core|old', window: '28d' };
      const promql_expr_test = [
        {
          expr: asked(table.targets[0]!.expr, chosen),
          eval_time: '4m',
          exp_samples: [
            sample('team="web",dimension="security"', 3.5),
            sample('team="core",dimension="security"', 3),
            sample('team="old",dimension="security"', 3),
            sample('team="web",dimension="culture"', 2),
          ],
        },
        {
          expr: asked(timeline.targets[0]!.expr, chosen),
          eval_time: '4m',
          exp_samples: [
            sample('team="web",dimension="security"', 3.5),
            sample('team="web",dimension="security",instance="b"', 3.5),
            sample('team="core",dimension="security"', 3),
            sample('team="old",dimension="security"', 3),
          ],
        },
      ];
      const tests = [{ interval: '1m', input_series, alert_rule_test: [], promql_expr_test }];
      expect(await failuresOf({ rule_files: [], evaluation_interval: '1m', tests })).toBe('');
    },
  );
});
