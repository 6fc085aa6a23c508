import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { complaintsAbout, hasPromtool, inFolder } from '../alerts/promtool.ts';
import { asked, committed, committedFiles, queriedPanels } from './committed.ts';
import { exportedLabels } from './exported-labels.ts';
import { parsed } from './promql.ts';
import type { Selector } from './promql.ts';
import type { Dashboard } from './schema.ts';

const config = generationConfig();
const labels = await exportedLabels(config);
const queried = queriedPanels.map(({ name, board, panel }) => [name, panel, board] as const);
const expressions = queriedPanels.flatMap(({ name, panel }) =>
  panel.targets.map(({ refId, expr }) => ({ name: `${name} ${refId}`, expr })),
);
const annotations = committed.flatMap(({ title, annotations: { list = [] } = {} }) =>
  list.map(({ name, expr }) => ({ name: `${title} / ${name}`, expr })),
);
const every = [...expressions, ...annotations];
const variable = (board: Dashboard, name: string) => board.templating.list.find((each) => each.name === name);

describe('every board', () => {
  it.each(committed.map((board) => [board.title, board] as const))('%s reads the chosen Prometheus', (_, board) => {
    expect(variable(board, 'datasource')).toMatchObject({ type: 'datasource', query: 'prometheus' });
    expect(board.editable).toBe(false);
  });
  it.each(committed.map((board) => [board.title, board] as const))(
    '%s numbers its panels once each, those in folded rows too',
    (_, board) => {
      const ids = board.panels.flatMap((panel) =>
        panel.type === 'row' ? [panel.id, ...panel.panels.map(({ id }) => id)] : [panel.id],
      );
      expect(new Set(ids).size).toBe(ids.length);
    },
  );
  it.each(committed.map((board) => [board.title, board] as const))(
    '%s lets no panel lie on another, nor beyond the 24 columns, and leaves no hole',
    (_, board) => {
      const open = board.panels.map(({ gridPos }) => gridPos);
      const folded = board.panels.flatMap((panel) =>
        panel.type === 'row' && panel.collapsed ? [panel.panels.map(({ gridPos }) => gridPos)] : [],
      );
      for (const places of [open, ...folded]) {
        for (const { x, w } of places) expect(x + w).toBeLessThanOrEqual(24);
        const cells = places.flatMap(({ x, y, w, h }) =>
          Array.from({ length: w * h }, (__, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
        );
        expect(new Set(cells).size).toBe(cells.length);
        const [top, bottom] = [Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y, h }) => y + h))];
        expect(cells.length, 'columns times lines').toBe(24 * (bottom - top));
      }
    },
  );
  it('has teams to choose where one of its panels is of teams, and the window where one has it', () => {
    for (const board of committed) {
      const text = JSON.stringify(board.panels);
      expect([board.title, text.includes('$team')]).toEqual([board.title, variable(board, 'team') !== undefined]);
      expect([board.title, /\$window|\$\{window\}/.test(text)]).toEqual([
        board.title,
        variable(board, 'window') !== undefined,
      ]);
    }
  });
});

describe('every panel', () => {
  it.each(queried)('%s has a title, a definition, a unit and words for nothing', (_, panel) => {
    expect(panel.title.length).toBeGreaterThan(3);
    expect(panel.description.length).toBeGreaterThan(40);
    expect(panel.fieldConfig.defaults.unit).not.toBe('');
    expect(panel.fieldConfig.defaults.noValue).not.toMatch(/\d/);
  });
  it.each(queried)('%s names its queries once each', (_, { targets }) => {
    expect(targets.map(({ refId }) => refId)).toEqual(['A', 'B', 'C', 'D', 'E'].slice(0, targets.length));
  });
  it.each(queried)(
    '%s asks for the present where it shows one value, and for the past where it draws it',
    (_, panel) => {
      for (const { instant, range } of panel.targets) {
        expect({ instant, range }).toEqual({
          instant: panel.type !== 'timeseries',
          range: panel.type === 'timeseries',
        });
      }
    },
  );
  it('ranks no team: nothing is sorted by a value, no bar gauge, no top, no bottom', () => {
    for (const text of committedFiles.values())
      expect(text).not.toMatch(/bargauge|piechart|topk|bottomk|sort_desc|sort\(/);
    for (const [name, panel] of queried) {
      if (panel.type === 'table')
        expect([name, panel.options.sortBy[0]!.displayName]).toEqual([
          name,
          panel.fieldConfig.overrides[0]!.matcher.options,
        ]);
      if (panel.type === 'table')
        expect(['Guardrail', 'Promise', 'Target', 'Metric']).toContain(panel.options.sortBy[0]!.displayName);
    }
  });
  it('that piles parts up does so for one team at a time', () => {
    const stacked = queried.filter(
      ([, panel]) => panel.type === 'timeseries' && panel.fieldConfig.defaults.custom.stacking,
    );
    expect(stacked.map(([, panel]) => panel.title)).toEqual([
      'Where does the lead time go? · $team',
      'How many pull requests are open, in which state? · $team',
    ]);
    for (const [, panel] of stacked) expect(panel).toMatchObject({ repeat: 'team', gridPos: { x: 0, w: 24 } });
  });
  it('colours only states, and says them in words or beside their limit too', () => {
    const colored = queried.filter(([, panel]) => panel.type === 'stat' && panel.options.colorMode === 'value');
    expect(colored.length).toBeGreaterThan(10);
    for (const [name, panel] of colored) {
      const words = panel.type === 'stat' ? panel.fieldConfig.defaults.mappings : undefined;
      if (!words) expect(name).toMatch(/ · .*(≤|<|≥|limit) ?\d|\/ (Broken|Not known)$/);
    }
  });
});

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
];

describe('a metric of teams', () => {
  it('is asked for the chosen teams, but for what is meant to be of all', () => {
    const used = new Set<string>();
    for (const { name, board, panel } of queriedPanels) {
      for (const { expr } of panel.targets) {
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
      ['Incidents and on-call', any, true],
      ['Monthly all-hands', any, false],
      ['Reviews', any, true],
      [
        'Team',
        'label_values({__name__=~"clockspeed_(guardrail_unknown|pull_requests_open)",team!~"all|unattributed"}, team)',
        false,
      ],
    ]);
  });
});
