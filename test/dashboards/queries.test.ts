import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { complaintsAbout, hasPromtool, inFolder } from '../alerts/promtool.ts';
import { asked, committed, queriedPanels } from './committed.ts';
import { exportedLabels } from './exported-labels.ts';
import { parsed } from './promql.ts';
import type { Selector } from './promql.ts';
import type { Dashboard } from './schema.ts';

const config = generationConfig();
const labels = await exportedLabels(config);
const expressions = queriedPanels.flatMap(({ name, panel }) =>
  panel.targets.map(({ refId, expr }) => ({ name: `${name} ${refId}`, expr })),
);
const annotations = committed.flatMap(({ title, annotations: { list = [] } = {} }) =>
  list.map(({ name, expr }) => ({ name: `${title} / ${name}`, expr })),
);
const every = [...expressions, ...annotations];
const variable = (board: Dashboard, name: string) => board.templating.list.find((each) => each.name === name);

describe('every query', () => {
  it.each(every.map(({ name, expr }) => [name, expr]))('%s is understood by the grammar', (_, expr) => {
    expect(parsed(expr!).errors).toEqual([]);
  });
  it.skipIf(!hasPromtool)('passes promtool as a recording rule', async () => {
    const rules = every.map(({ expr }, index) => ({
      record: `board:query:${index}`,
      expr: asked(expr, { team: 'all|web', window: '28d' }),
    }));
    await inFolder(async (folder) => {
      const path = join(folder, 'boards.yml');
      // JSON is YAML.
      writeFileSync(path, JSON.stringify({ groups: [{ name: 'boards', rules }] }));
      expect(await complaintsAbout(path)).toBe('');
    });
  });
  it.each(every.map(({ name, expr }) => [name, expr]))('%s names metrics and labels that exist', (_, expr) => {
    const { selectors, groupings } = parsed(expr!);
    expect(selectors.length).toBeGreaterThan(0);
    for (const { metric, matchers } of selectors) {
      const own = labels.get(metric);
      expect(own, metric).toBeDefined();
      for (const label of matchers.keys()) expect(own, `${metric} has the label ${label}`).toContain(label);
    }
    const known = selectors.flatMap(({ metric }) => labels.get(metric)!);
    for (const label of groupings) expect(known, label).toContain(label);
  });
  it.each(every.map(({ name, expr }) => [name, expr]))('%s reads counters as rates only', (_, expr) => {
    for (const { metric, functions } of parsed(expr!).selectors) {
      if (/_(total|bucket|sum|count)$/.test(metric)) expect(['rate', 'increase']).toContain(functions[0]);
      else expect(functions.filter((name) => name === 'rate' || name === 'increase')).toEqual([]);
    }
  });
  it('shows only labels that its series have', () => {
    for (const { name, panel } of queriedPanels) {
      for (const { expr, legendFormat } of panel.targets) {
        const known = parsed(expr).selectors.flatMap(({ metric }) => labels.get(metric)!);
        for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(known, name).toContain(label);
      }
    }
  });
});

/** What is read of all teams, and why. */
const ofEveryTeam: readonly {
  readonly why: string;
  isMeant(selector: Selector, expr: string, board: string): boolean;
}[] = [
  {
    why: 'the platform asks of the exporter, not of a team',
    isMeant: (_, __, board) => board === 'Clockspeed itself',
  },
  {
    why: 'with all chosen, the promises and shares of every team are shown',
    isMeant: ({ metric }, expr) =>
      new RegExp(
        `${metric}\\{team=~"\\$team"[^}]*\\} or ${metric}(\\{[^}]*\\})? and on \\(\\) \\(clockspeed_guardrail_unknown\\{team=~"\\$team",team="all"\\} or clockspeed_pull_requests_open\\{team=~"\\$team",team="all"\\}\\)`,
      ).test(expr),
  },
  {
    why: 'joined by team to the broken lines, which are those of the chosen teams',
    isMeant: ({ metric }, expr) =>
      new RegExp(
        `${metric} and on \\(guardrail, team\\) \\(\\(clockspeed_guardrail_breached\\{team=~"\\$team"\\}`,
      ).test(expr),
  },
  {
    why: 'compared by team with the levels that are shown, which are those of the chosen teams',
    isMeant: ({ metric }, expr) =>
      metric === 'clockspeed_maturity_earned_level' &&
      new RegExp(`> (max by \\(team, dimension\\) \\()?${metric}(\\{dimension="\\w+"\\})?\\)`).test(expr),
  },
];

/** The families whose past `npm run backfill` writes, a sample an hour. */
const withPast = new Set(
  new Evaluator(config, createMemoryStore()).pastFamilies().map(({ name }) => `clockspeed_${name}`),
);
const lookingBack = /last_over_time\((.*?)\[65m\]\)/g;

describe('what was written hour by hour', () => {
  it('is a line in every graph, and of now in every number and table', () => {
    for (const { name, panel } of queriedPanels)
      for (const { expr } of panel.targets)
        for (const { metric, functions } of parsed(expr.replace(/last_over_time\([^()]*\[65m\] offset 28d\)/g, '0'))
          .selectors) {
          const isLine = ['timeseries', 'state-timeline'].includes(panel.type) && withPast.has(metric);
          expect(functions[0] === 'last_over_time', `${name}: ${expr}`).toBe(isLine);
        }
    expect(queriedPanels.some(({ panel }) => panel.targets.some(({ expr }) => expr.includes('[65m] offset 28d)')))).toBe(true); // prettier-ignore
  });
  it('is marked where it happened', () => {
    for (const { name, expr } of annotations)
      for (const { functions } of parsed(expr!).selectors) expect(functions, name).toEqual(['last_over_time']);
    expect(annotations.length).toBeGreaterThan(0);
  });
});

describe('a metric of teams', () => {
  it('is asked for the chosen teams, but for what is meant to be of all', () => {
    const used = new Set<string>();
    for (const { name, board, panel } of queriedPanels) {
      for (const { expr: asked } of panel.targets) {
        const expr = asked.replace(lookingBack, '$1');
        for (const selector of parsed(expr).selectors) {
          if (!labels.get(selector.metric)!.includes('team') || selector.matchers.get('team') === '=~$team') continue;
          // A second matcher of the same label stands beside the first: team=~"$team",team="all".
          if (expr.includes(`${selector.metric}{team=~"$team",team="all"}`) && selector.matchers.get('team') === '=all')
            continue;
          const reason = ofEveryTeam.find(({ isMeant }) => isMeant(selector, expr, board.title));
          expect(reason, `${name}: ${selector.metric} in ${expr}`).toBeDefined();
          used.add(reason!.why);
        }
      }
    }
    expect([...used].sort()).toEqual(ofEveryTeam.map(({ why }) => why).sort());
  });
  it('is offered by team, and only one team where one is shown', () => {
    const queries = committed.map((board) => [
      board.title,
      variable(board, 'team')?.query,
      variable(board, 'team')?.multi,
    ]);
    const any =
      'label_values({__name__=~"clockspeed_(guardrail_unknown|pull_requests_open)",team!~"unattributed"}, team)';
    expect(queries.sort()).toEqual([
      ['Clock speed', any, true],
      ['Clockspeed itself', undefined, undefined],
      ['Delivery', any, true],
      ['Improvement governance', any, true],
      ['Incidents and on-call', any, true],
      ['Learning and flow', any, true],
      ['Maturity', any, true],
      ['Monthly all-hands', any, false],
      ['Platform and DevEx', any, true],
      ['Reviews', any, true],
      ['Rollout 30/60/90', undefined, undefined],
      [
        'Team',
        'label_values({__name__=~"clockspeed_(guardrail_unknown|pull_requests_open)",team!~"all|unattributed"}, team)',
        false,
      ],
    ]);
  });
});
