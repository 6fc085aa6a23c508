import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleGroups } from '../../alerts/groups.ts';
import { openMetrics } from '../../exporter/backfill/open-metrics.ts';
import type { Config } from '../../exporter/config/config.ts';
import { isDerived } from '../../exporter/derived/derived.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import type { Evaluation } from '../../exporter/evaluation/evaluator.ts';
import { createHttp } from '../../exporter/exposition/http.ts';
import { Self } from '../../exporter/exposition/self.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { hasStats, ownLabelsOf } from '../../exporter/metrics/metric.ts';
import type { AnyMetric } from '../../exporter/metrics/metric.ts';
import { report } from '../../report/all-hands-page.ts';
import { deckMarkdown } from '../../report/deck/deck.ts';
import { digestMarkdown } from '../../report/digest/markdown.ts';
import { slackMessage } from '../../report/digest/slack.ts';
import { digestOf } from '../../report/digest/week.ts';
import { monthOf } from '../../report/month/calendar-month.ts';
import { expanded } from '../alerts/annotations.ts';
import { committedFiles } from '../dashboards/committed.ts';
import { readProbedDemo } from './read-demo.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');
const options = { seed: 1, engineers: 40, endsAt };

/** Everybody who is simulated, by every name that a source has for them. */
const people: readonly string[] = (() => {
  const { githubTeams, pagerdutyUsers } = simulate(options);
  const users = pagerdutyUsers.flatMap(({ id, email }) => [id, email]);
  return [...new Set([...githubTeams.flatMap(({ members }) => members), ...users])];
})();
/** Any of them, as a whole word: PU0011 is not PU001. */
const anybody = new RegExp(
  `(?<![\\w-])(?:${people.map((name) => name.replaceAll('.', '\\.')).join('|')})(?![\\w-])`,
  'gi',
);
const namedIn = (text: string): readonly string[] => [...new Set(text.match(anybody))];

describe('the search for people', () => {
  it('knows all 40 by login, PagerDuty id and address, and finds them in whatever surrounds them', () => {
    expect(people.length).toBe(120);
    expect(namedIn(`by @${people[0]!}, "${people[50]!}"/${people[119]!.toUpperCase()}.`).length).toBe(3);
    expect(namedIn('eng-analytics-0199 EPU00101')).toEqual([]);
  });
});

describe('no person is named', () => {
  let config: Config;
  let evaluator: Evaluator;
  let evaluation: Evaluation;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const { config: read, store } = await readProbedDemo(options);
    config = read;
    evaluator = new Evaluator(config, store);
    evaluation = await evaluator.evaluate(endsAt);
    const app = createHttp({
      config,
      store,
      self: new Self(config, store, '1.2.3', 'abc'),
      now: () => endsAt,
      latest: () => evaluation,
      explain: (series, moment) => Promise.resolve(evaluator.explain(series, moment)),
      maturity: (asOf) => Promise.resolve(evaluator.maturity(asOf)),
      governance: (asOf) => Promise.resolve(evaluator.governance(asOf)),
      work: (team, asOf) => Promise.resolve(evaluator.work(team, asOf)),
      allHands: (month) => report(evaluator.told(endsAt), month, endsAt),
      webhooks: null,
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 240_000);

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const textOf = async (path: string): Promise<string> => {
    const response = await fetch(url + path);
    expect([path, response.status]).toEqual([path, 200]);
    return response.text();
  };

  it('in the metrics, as they are scraped plain and compressed', async () => {
    const text = await textOf('/metrics');
    expect(text).toContain('clockspeed_pages{');
    expect(namedIn(text)).toEqual([]);
    expect(namedIn(gunzipSync(evaluation.gzip).toString())).toEqual([]);
  });
  it.each([
    '/',
    '/?format=json',
    '/metrics-list',
    '/maturity',
    '/maturity?format=json',
    '/governance',
    '/governance?format=json',
    '/healthz',
    '/readyz',
  ])('on the page %s', async (path) => {
    expect(namedIn(await textOf(path))).toEqual([]);
  });
  it('on the pages of teams, for people and for programs', async () => {
    for (const { id } of config.teams)
      for (const format of ['html', 'json'])
        expect(namedIn(await textOf(`/team?team=${id}&format=${format}`))).toEqual([]);
  });
  it('in the answers of the release gate', async () => {
    for (const { id } of config.teams) expect(namedIn(await textOf(`/gate?team=${id}`))).toEqual([]);
  });

  /** The values of its own label that there are, as `/explain` takes them. */
  const labelsOf = (metric: AnyMetric): readonly string[] => {
    const names = ownLabelsOf(metric);
    const samples = Buffer.from(evaluation.text).toString().matchAll(new RegExp(`^clockspeed_${metric.name}\\{(.*)\\} `, 'gm')); // prettier-ignore
    const values = [...samples].map(([, labels]) => names.map((name) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels!)?.[1]).join('/')); // prettier-ignore
    return [...new Set(values)];
  };
  const windowOf = ({ windows }: AnyMetric): string => (Array.isArray(windows) ? `&window=${windows.at(-1)}` : '');

  it.each(catalogue.map((metric) => [metric.name, metric] as const))('in the facts behind %s', async (name, metric) => {
    const [stat, window] = [hasStats(metric) ? '&stat=p50' : '', windowOf(metric)];
    const others = metric.all === 'none' ? [] : isDerived(metric) ? ['all'] : ['all', 'unattributed'];
    const teams = metric.all === 'only' ? [''] : [...config.teams.map(({ id }) => id), ...others];
    for (const label of labelsOf(metric))
      for (const team of teams)
        for (const format of ['', '&format=json']) {
          const query = `metric=${name}${team && `&team=${team}`}${label && `&label=${encodeURIComponent(label)}`}${window}${stat}${format}`;
          expect([query, namedIn(await textOf(`/explain?${query}`))]).toEqual([query, []]);
        }
  });
  it('on the slides of a month, in their notes and their charts', async () => {
    const html = await textOf('/all-hands?month=2026-05');
    const charts = [...html.matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, svg]) => Buffer.from(svg!, 'base64').toString()); // prettier-ignore
    expect(charts.length).toBeGreaterThanOrEqual(7);
    expect(namedIn([html, ...charts].join('\n'))).toEqual([]);
    // What is on paper is printed from this page; what is changed by hand is this.
    const told = evaluator.told(endsAt);
    expect(namedIn(deckMarkdown(told, monthOf('2026-05', endsAt, told.history.calendar(null))))).toEqual([]);
  });
  it('in the week of a team, as it is printed and as it is posted', () => {
    for (const { id } of config.teams) {
      const week = digestOf(evaluator.told(endsAt), id, endsAt);
      expect(namedIn(digestMarkdown(week) + JSON.stringify(slackMessage(week)))).toEqual([]);
    }
  });
  it('in what alerts say', () => {
    const rules = ruleGroups(config).flatMap(({ rules }) => rules);
    const said = evaluation.standings.flatMap(({ line: { id }, team, verdict: { value } }) =>
      rules
        .filter(({ labels }) => labels.guardrail === id)
        .flatMap(({ labels, annotations }) => {
          const filling = { labels: { ...labels, team }, value: value ?? 0 };
          return [...Object.values(labels), ...Object.values(annotations).map((text) => expanded(text, filling))];
        }),
    );
    expect(said.length).toBeGreaterThan(500);
    expect(namedIn(said.join('\n'))).toEqual([]);
  });
  it('on the boards', () => {
    expect([...committedFiles].flatMap(([path, text]) => namedIn(text).map((name) => [path, name]))).toEqual([]);
  });
  it('in the past that is written for Prometheus', () => {
    const instants = [endsAt - 48 * 3_600_000, endsAt - 24 * 3_600_000];
    const past = evaluator.past({ fromAt: instants[0]!, toAt: endsAt }, () => true);
    const text = Array.from(openMetrics(past(instants), instants, {}), (chunk) => chunk.toString()).join('');
    expect(text).toContain('clockspeed_pages{');
    expect(namedIn(text)).toEqual([]);
  });
});
