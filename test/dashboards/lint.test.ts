import { describe, expect, it } from 'vitest';
import { committed, committedFiles, queriedPanels } from './committed.ts';
import { isOverTime } from './schema.ts';
import type { Dashboard } from './schema.ts';

const queried = queriedPanels.map(({ name, panel, board }) => [name, panel, board] as const);
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

describe('what happened', () => {
  it('is marked at its time; of the hundreds of deployments of a quarter the first board shows none unasked', () => {
    const marks = committed.map(({ title, annotations: { list = [] } = {} }) => [
      title,
      Object.fromEntries(list.map(({ name, enable }) => [name, enable])),
    ]);
    const all = { Deployments: true, 'P1 incidents': true };
    expect(Object.fromEntries(marks)).toEqual({
      'Clock speed': { ...all, Deployments: false },
      Delivery: all,
      'Incidents and on-call': all,
      'Learning and flow': { ...all, Deployments: false },
      Team: all,
      Reviews: {},
      'Platform and DevEx': {},
      Maturity: {},
      'Rollout 30/60/90': {},
      'Improvement governance': {},
      'Monthly all-hands': {},
      'Clockspeed itself': {},
    });
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
    expect(targets.map(({ refId }) => refId)).toEqual([...'ABCDEFGHIJ'].slice(0, targets.length));
  });
  it.each(queried)(
    '%s asks for the present where it shows one value, and for the past where it draws it',
    (_, panel) => {
      for (const { instant, range } of panel.targets) {
        expect({ instant, range }).toEqual({
          instant: !isOverTime(panel),
          range: isOverTime(panel),
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
        expect(['Guardrail', 'Promise', 'Target', 'Metric', 'Team', 'Dimension']).toContain(
          panel.options.sortBy[0]!.displayName,
        );
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
      if (!words) expect(name).toMatch(/ · .*(≤|<|≥|>|limit) ?\d|\/ (Broken|Not known)$/);
    }
  });
});
