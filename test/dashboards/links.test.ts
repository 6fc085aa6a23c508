import { describe, expect, it } from 'vitest';
import { boardsOf } from '../../dashboards/files.ts';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { explainRequest } from '../../exporter/exposition/explain-request.ts';
import { gateRequest } from '../../exporter/exposition/gate-request.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { factLabelsOf, ownLabelsOf } from '../../exporter/metrics/metric.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { committed, queriedPanels } from './committed.ts';
import { exportedLabels } from './exported-labels.ts';
import { parsed } from './promql.ts';
import type { QueriedPanel } from './schema.ts';

const config = generationConfig();
const labels = await exportedLabels(config);
const now = Date.parse('2026-10-01T12:00:00Z');
const endAt = Date.parse('2026-09-28T09:00:00Z');
const teamIds = config.teams.map(({ id }) => id);

/** A link as Grafana opens it: what it knows of is filled in, and anything else would stay as it is. */
function opened(url: string, known: Readonly<Record<string, string>>): URL {
  const filled = url.replace(/\$\{([^}]+)\}/g, (whole, name: string) => known[name] ?? whole);
  expect(filled).not.toContain('${');
  return new URL(filled, 'http://grafana.example');
}
const time = { '__to:date:iso': new Date(endAt).toISOString(), __url_time_range: 'from=now-90d&to=now' };
const asked = ({ searchParams }: URL) => explainRequest(Object.fromEntries(searchParams), catalogue, config, now);

const linked = queriedPanels.flatMap(({ name, panel }) =>
  (panel.fieldConfig.defaults.links ?? []).map(({ url }) => [name, panel, url] as const),
);
const table = queriedPanels.find(
  ({ board, panel }) => board.title === 'Clock speed' && panel.title === 'What is broken',
)!.panel as Extract<QueriedPanel, { type: 'table' }>;
function cellLinks(column: string): ReadonlyMap<string, string> {
  const override = table.fieldConfig.overrides.find(({ matcher }) => matcher.options === column)!;
  const links = override.properties.flatMap((property) => (property.id === 'links' ? property.value : []));
  return new Map(links.map(({ title, url }) => [title, url]));
}

/** A value of a metric's own label as the labels of its series. */
function ownLabelled(definition: (typeof catalogue)[number], label: string): Readonly<Record<string, string>> {
  const names = ownLabelsOf(definition);
  const parts = names.length > 1 ? label.split('/') : [label];
  return Object.fromEntries(names.map((name, index) => [`__field.labels.${name}`, parts[index]!]));
}

describe('a click on a number', () => {
  it.each(linked)('of %s explains the very series, as of the end of the time shown', (_, panel, url) => {
    const [{ metric, matchers }] = parsed(panel.targets[0]!.expr).selectors as [
      ReturnType<typeof parsed>['selectors'][0],
    ];
    const definition = catalogue.find(({ name }) => `clockspeed_${name}` === metric)!;
    const chosen = ownLabelsOf(definition).map((name) => matchers.get(name)?.slice(1));
    const label = definition.label ? labelOf(definition, chosen) : '';
    for (const window of ['28d', '90d']) {
      const { series, moment } = asked(
        opened(url, {
          ...time,
          '__field.labels.team': 'analytics',
          ...ownLabelled(definition, label),
          // A cell of a table of teams and labels.
          '__data.fields.Team': 'analytics',
          '__field.name': label,
          window,
        }),
      );
      const shown = matchers.get('window')?.slice(1).replace('$window', window);
      expect(series).toEqual({
        metric: definition.name,
        team: definition.all === 'only' ? '' : 'analytics',
        label,
        ...(shown && { window: shown }),
        ...(matchers.has('stat') && { stat: matchers.get('stat')!.slice(1) }),
      });
      expect(moment.asOf).toBe(endAt);
    }
  });
  it('is possible on every panel that shows a metric of the catalogue', () => {
    const hasLink = ({ fieldConfig: { defaults, overrides } }: QueriedPanel): boolean =>
      defaults.links !== undefined || overrides.some(({ properties }) => properties.some(({ id }) => id === 'links'));
    const without = queriedPanels.filter(({ panel }) => !hasLink(panel));
    for (const { name, panel } of without) {
      const names = panel.targets.flatMap(({ expr }) => parsed(expr).selectors.map(({ metric }) => metric));
      const metrics = names.filter((each) => catalogue.some((metric) => `clockspeed_${metric.name}` === each));
      // Only to know whether all is chosen.
      expect([name, metrics.filter((each) => each !== 'clockspeed_pull_requests_open')]).toEqual([name, []]);
    }
  });
  it('offers the labels that the series carries, for every team that there is', () => {
    for (const [name, panel, url] of linked) {
      for (const [, label] of url.matchAll(/__field\.labels\.(\w+)/g)) {
        for (const { expr } of panel.targets) {
          const { selectors, groupings } = parsed(expr);
          expect(labels.get(selectors[0]!.metric), name).toContain(label);
          // An aggregation would take the label away, and the link would lead nowhere.
          expect([name, groupings, expr.match(/\b(sum|max|min|avg|count)\b/)]).toEqual([name, [], null]);
        }
      }
    }
    const [, , url] = linked.find(([, panel]) => panel.targets[0]!.expr.startsWith('clockspeed_lead_time_seconds'))!;
    for (const team of [...teamIds, 'all']) {
      expect(asked(opened(url, { ...time, '__field.labels.team': team, window: '28d' })).series.team).toBe(team);
    }
  });
});

/** Some value of a metric's own labels, of those that a panel has chosen the chosen one: that of each, with slashes between. */
function labelOf(definition: (typeof catalogue)[number], chosen: readonly (string | undefined)[]): string {
  const { label, population } = definition;
  const values = label && 'each' in label ? Object.keys(label.each) : (label?.values ?? factLabelsOf(population, config)); // prettier-ignore
  const parts = (value: string) => (chosen.length > 1 ? value.split('/') : [value]);
  return values.find((value) => parts(value).every((part, index) => (chosen[index] ?? part) === part))!;
}

describe('what is broken', () => {
  it('is explained by the line of policy, for each that a row can be of', () => {
    const url = cellLinks('Guardrail').get('Why this number')!;
    for (const { id, metric, judgedFor } of policyOf(config)) {
      const team = judgedFor === 'all' ? 'all' : teamIds[0]!;
      const known = { ...time, '__value.raw': id, '__data.fields.Team': team };
      expect(asked(opened(url, known)).series.metric).toBe(metric);
    }
  });
  it('leads from a team to its board, in the time shown, and to the gate’s answer', () => {
    const links = cellLinks('Team');
    const board = opened(links.get('The team’s board')!, { ...time, '__value.raw': teamIds[0]! });
    expect(board.pathname + board.search).toBe(`/d/clockspeed-team?var-team=${teamIds[0]}&from=now-90d&to=now`);
    const gate = opened(links.get('The release gate’s answer')!, { '__value.raw': teamIds[0]! });
    expect(gate.origin + gate.pathname).toBe(`${config.alerting.exporterUrl}/gate`);
    expect(gateRequest(Object.fromEntries(gate.searchParams), config).team).toBe(teamIds[0]);
  });
  it('is said in words for every line of policy, by what the queries’ labels hold', () => {
    const named = (column: string) => {
      const override = table.fieldConfig.overrides.find(({ matcher }) => matcher.options === column)!;
      return override.properties.flatMap((property) => (property.id === 'mappings' ? property.value : []))[0]!.options;
    };
    const ids = policyOf(config).map(({ id }) => id);
    expect(Object.keys(named('Guardrail'))).toEqual(ids);
    expect(Object.keys(named('Promised'))).toEqual(ids);
    expect(named('Guardrail')['change_failure']?.text).toBe('Too many deployments fail');
    expect(named('Promised')['change_failure']?.text).toBe('less than 10 % · 28d');
    expect(named('Promised')['deployment_gap']?.text).toBe('at most 8 hours of working time');
  });
  it('has one row for each line and team: its queries agree in these labels and name no other', () => {
    const [first, ...others] = table.targets.map(({ expr }) => expr);
    for (const expr of others) expect(expr).toMatch(/^max by \(guardrail, team\) \(.*\)$/);
    expect(first).toContain('max by (guardrail, team) (');
    expect(first).toContain(
      'group_left (actions, tells) max by (guardrail, actions, tells) (clockspeed_guardrail_info)',
    );
  });
});

describe('what is missing for the next level', () => {
  const { panel } = queriedPanels.find(({ name }) => name === 'Maturity / What is missing for the next level')!;
  const links = panel.fieldConfig.overrides[0]!.properties.flatMap((property) => (property.id === 'links' ? property.value : [])); // prettier-ignore

  it('is listed by the criteria of the dimension, team and level of its row', () => {
    const known = { ...time, '__value.raw': 'security', '__data.fields.Team': 'analytics', '__data.fields.Level': '3' };
    expect(links.map(({ title, url }) => [title, asked(opened(url, known)).series])).toEqual([
      ['What is not met', { metric: 'maturity_criteria', team: 'analytics', label: 'security/3/unmet' }],
      ['What is unknown', { metric: 'maturity_criteria', team: 'analytics', label: 'security/3/unknown' }],
    ]);
  });
});

describe('what is not known', () => {
  it.each(
    queriedPanels
      .filter(({ panel }) => panel.title === 'What is not known')
      .map(({ name, panel }) => [name, panel] as const),
  )('leads on %s to the same facts, board and answer as what is broken', (_, panel) => {
    const linksOf = ({ fieldConfig: { overrides } }: QueriedPanel) =>
      overrides.slice(0, 2).map(({ properties }) => properties.find(({ id }) => id === 'links')?.value);
    expect(linksOf(panel)).toEqual(linksOf(table));
    expect(linksOf(panel)).not.toContain(undefined);
  });
  it('can be looked up wherever it is counted', () => {
    const boardsWith = (title: string) => queriedPanels.filter(({ panel }) => panel.title === title).map(({ board }) => board.title); // prettier-ignore
    expect(boardsWith('Not known')).toEqual(boardsWith('What is not known'));
    expect(boardsWith('Not known').sort()).toEqual(['Clock speed', 'Team']);
  });
});

describe('a link to another board', () => {
  it.each(committed.map((board) => [board.title, board] as const))('of %s keeps variables and time', (_, board) => {
    const others = boardsOf(config).filter(({ uid }) => uid !== board.uid);
    expect(board.links.map(({ title, url, includeVars, keepTime }) => ({ title, url, includeVars, keepTime }))).toEqual(
      others.map(({ title, uid }) => ({ title, url: `/d/${uid}`, includeVars: true, keepTime: true })),
    );
  });
});
