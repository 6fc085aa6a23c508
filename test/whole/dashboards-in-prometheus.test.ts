import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { asked, committed, queriedPanels } from '../dashboards/committed.ts';
import { isOverTime } from '../dashboards/schema.ts';
import type { Dashboard, QueriedPanel } from '../dashboards/schema.ts';
import { isInstalled } from './programs.ts';
import { foundIn, startScrapedDemo } from './scraped-demo.ts';
import type { Found, ScrapedDemo } from './scraped-demo.ts';

const dayMs = 86_400_000;
const config = generationConfig();
const teams = config.teams.map(({ id }) => id).sort();

/** Panels, or queries of them, that the demo's present may honestly leave empty, each with the reason. */
const mayBeEmpty: ReadonlyMap<string, string> = new Map([
  ['Incidents and on-call / Oldest open P1', 'absent while no P1 is open'],
  ['Incidents and on-call / P1 without an answer', 'absent while every open P1 is answered'],
  ['Incidents and on-call / What share of P1s was answered in time?', 'no P1 in some 28 days'],
  ['Incidents and on-call / How long until a failed deployment is noticed?', 'none failed in some 28 days'],
  ['Delivery / How long until a bad deployment is rolled back?', 'none was rolled back in some 28 days'],
  ['Incidents and on-call / What is the largest share of pages that one responder got?', 'absent under 10 pages'],
  ['Learning and flow / What share of specs was reviewed in time?', 'the last specs of the demo are five weeks old'],
  ['Platform and DevEx / Net promoter score of engineers', 'engineers of the demo are not asked that'],
  ['Improvement governance / Last held A', 'each team holds its own weekly review: none is the organisation’s'],
  ['Delivery / None deployed for', 'absent while no merged change waits'],
  ['Team / Changes wait, none deployed', 'absent while none of the team’s merged changes waits'],
  ['Clock speed / What is not known', 'everything is known of the demo'],
  ['Team / What is not known', 'everything is known of the demo’s teams'],
  ['Clockspeed itself / How many promises cannot be judged? B', 'a guardrail of which all is known has no line'],
  ['Clockspeed itself / Which numbers are absent because nothing is configured to tell them?', 'the demo has it all'],
  ['Clockspeed itself / Duration of polls', 'no rate until a source is polled a second time, a minute later'],
]);

/** What a board opens with. */
const openedWith = ({ templating: { list } }: Dashboard): string =>
  list.find(({ name }) => name === 'team')?.current?.value ?? teams[0]!;

const choices = queriedPanels.flatMap(({ name, board, panel }) => {
  const windows = /\$window/.test(JSON.stringify(panel.targets)) ? ['28d', '90d'] : ['28d'];
  return windows.map((window) => [name, window, panel, openedWith(board)] as const);
});
const annotations = committed.flatMap((board) =>
  (board.annotations?.list ?? []).map((each) => [board.title, each.name, each.expr, openedWith(board)] as const),
);
const variables = committed.flatMap(({ title, templating: { list } }) =>
  list.filter(({ type }) => type === 'query').map(({ name, query }) => [title, name, query] as const),
);
const isNumber = ({ values }: Found): boolean => values.some((value) => Number.isFinite(value));

const brokenTables = queriedPanels.flatMap(({ board, panel }) =>
  panel.type === 'table' && panel.title === 'What is broken' ? [[board.title, panel, openedWith(board)] as const] : [],
);
const linked = choices.flatMap((choice) =>
  (choice[2].fieldConfig.defaults.links ?? []).map(({ url }) => [...choice, url] as const),
);

describe.skipIf(!isInstalled('prometheus') || !isInstalled('promtool'))(
  'the boards, over a real Prometheus that scrapes the demo',
  () => {
    let demo: ScrapedDemo;

    beforeAll(async () => {
      demo = await startScrapedDemo({ isAlsoFromMs: 28 * dayMs });
    }, 240_000);

    afterAll(() => demo?.stop());

    const over = async (query: string): Promise<readonly Found[]> => {
      const end = Math.ceil(Date.now() / 1_000);
      return foundIn(await demo.ask('query_range', { query, start: `${end - 60}`, end: `${end}`, step: '5' }));
    };
    /** A link as Grafana opens it, at the exporter that runs here. */
    const filled = (url: string, known: Readonly<Record<string, string>>): string =>
      url
        .replace(config.alerting.exporterUrl, demo.exporterUrl)
        .replace('${__to:date:iso}', new Date().toISOString())
        .replace(/\$\{([^}]+)\}/g, (whole, name: string) => known[name] ?? whole);
    const shown = (panel: QueriedPanel, expr: string): Promise<readonly Found[]> =>
      isOverTime(panel) ? over(expr) : demo.instant(expr);

    it.each(choices)('%s in %s has something to show', async (name, window, panel, team) => {
      // Of a table the first query has the rows.
      const needed = panel.type === 'table' ? panel.targets.slice(0, 1) : panel.targets;
      for (const { expr, refId } of needed) {
        const found = await shown(panel, asked(expr, { team, window }));
        const [panelName] = name.split(' · ');
        if (![panelName!, `${panelName} ${refId}`].some((each) => mayBeEmpty.has(each)))
          expect(found.filter(isNumber), refId).not.toEqual([]);
      }
    });
    it('leaves only panels empty that there are', () => {
      const names = queriedPanels.map(({ name }) => name.split(' · ')[0]);
      expect([...mayBeEmpty.keys()].filter((name) => !names.includes(name.replace(/ [A-Z]$/, '')))).toEqual([]);
    });
    it.each(choices)('%s in %s asks nothing wrong of one team, nor of several', async (_, window, panel) => {
      for (const team of [teams[1]!, `(${teams.join('|')})`, `(all|${teams[0]})`]) {
        for (const { expr } of panel.targets) await shown(panel, asked(expr, { team, window }));
      }
    });
    it.each(annotations)('on %s the annotations %s stand at a time that was', async (_, __, expr, team) => {
      const found = await over(asked(expr, { team, window: '28d' }));
      expect(found.length).toBeGreaterThan(0);
      for (const at of found.flatMap(({ values }) => values)) {
        expect(at).toBeGreaterThan(Date.now() - 190 * dayMs);
        expect(at).toBeLessThanOrEqual(Date.now());
      }
    });
    it.each(variables)('%s offers in its variable %s the teams that there are', async (title, _, query) => {
      const [, selector, label] = /^label_values\((.*), (\w+)\)$/.exec(query)!;
      const values = await demo.ask(`label/${label}/values`, { 'match[]': selector! });
      expect(values).toEqual(title === 'Team' ? teams : ['all', ...teams].sort());
    });
    it.each(brokenTables)(
      '%s: “What is broken” is one row for each broken line, with its number, its age and its facts',
      async (_, { targets, fieldConfig: { overrides } }, team) => {
        const row = ({ metric }: Found): string => `${metric['guardrail']} of ${metric['team']}`;
        const [lines, shares, times, numbers, ages] = await Promise.all(
          targets.map(({ expr }) => demo.instant(asked(expr, { team, window: '28d' }))),
        );
        const rows = lines!.map(row).sort();
        expect(new Set(rows).size).toBe(rows.length);
        // Rows of two queries become one where they agree in every label that both have.
        for (const found of [shares!, times!, numbers!, ages!].flat())
          expect(Object.keys(found.metric).sort()).toEqual(['guardrail', 'team']);
        expect([...shares!, ...times!, ...numbers!].map(row).sort()).toEqual(rows);
        expect(ages!.map(row).sort()).toEqual(rows);
        const url = overrides[0]!.properties.flatMap((property) => (property.id === 'links' ? property.value : []))[0]!.url; // prettier-ignore
        for (const { metric } of lines!) {
          expect(metric['promise']).toBe(metric['guardrail']);
          const facts = await fetch(filled(url, { '__value.raw': metric['guardrail']!, '__data.fields.Team': metric['team']! })); // prettier-ignore
          expect([row({ metric, values: [] }), facts.status]).toEqual([row({ metric, values: [] }), 200]);
        }
      },
    );
    it.each(linked)('%s in %s leads to the facts of its series', async (_, window, panel, team, url) => {
      const found = await shown(panel, asked(panel.targets[0]!.expr, { team, window }));
      for (const { metric } of found.slice(0, 2)) {
        const labels = Object.entries(metric).map(([name, value]) => [`__field.labels.${name}`, value]);
        // A cell of a table of teams and dimensions.
        const cell = { '__data.fields.Team': metric['team']!, '__field.name': metric['dimension']! };
        const { status } = await fetch(filled(url, { ...Object.fromEntries(labels), ...cell, window }));
        expect([metric, status]).toEqual([metric, 200]);
      }
    });
  },
);
