import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ExplainedAnswer } from '../../exporter/evaluation/explanation.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { listen, now } from './listening.ts';

const answer: ExplainedAnswer = {
  value: { value: 0.25, numerator: 1, denominator: 4 },
  facts: [
    {
      title: '<script>alert(1)</script>',
      url: 'javascript:alert(1)',
      at: now - 5_000,
      value: 1,
      inNumerator: true,
      provisionalUntil: now + 60_000,
    },
  ],
  excluded: [
    {
      title: 'acme/app#7 Bump',
      url: 'https://github.com/acme/app/pull/7',
      at: now - 9_000,
      reason: 'It was opened by a bot.',
    },
  ],
};

/** The bytes as they come over the wire. */
function raw(
  url: string,
  headers: Record<string, string>,
): Promise<{ readonly headers: Record<string, unknown>; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

describe('/explain of a line of policy', () => {
  /** Asks for a line that is judged over 90 days where 28 have fewer than 20 deployments; these have so many. */
  const windowOf = async (deployments: Readonly<Record<string, number>>, query: string): Promise<unknown> => {
    const { fetch: ask } = await listen({
      explain: ({ window }) =>
        Promise.resolve({ ...answer, value: { value: 0.2, numerator: 4, denominator: deployments[window!]! } }),
    });
    return ((await (await ask(`/explain?${query}&team=web&format=json`)).json()) as { series: { window: string } })
      .series.window;
  };
  it('tells the facts that it was judged by: of the longer window where the shorter has too few', async () => {
    const query = 'guardrail=change_failure';
    expect(await windowOf({ '28d': 20, '90d': 60 }, query)).toBe('28d');
    expect(await windowOf({ '28d': 19, '90d': 60 }, query)).toBe('90d');
    // No verdict: what there is now is what a person looks at first.
    expect(await windowOf({ '28d': 19, '90d': 19 }, query)).toBe('28d');
    expect(await windowOf({ '28d': 19, '90d': 60 }, 'metric=change_failure_ratio')).toBe('28d');
  });
});

describe('/metrics', () => {
  it('has the exact Content-Type, the evaluated numbers and the exporter’s own', async () => {
    const { fetch: ask } = await listen();
    const response = await ask('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    expect(text).toContain('clockspeed_x 1\n');
    expect(text).toContain('clockspeed_build_info{version="1.2.3"');
    expect(text).toContain('clockspeed_config_info{hash="abc",demo="false"} 1');
  });
  it('is gzipped when asked, and only then, and means the same', async () => {
    const { url } = await listen();
    const [plain, zipped] = [
      await raw(`${url}/metrics`, {}),
      await raw(`${url}/metrics`, { 'accept-encoding': 'gzip' }),
    ];
    expect([plain.headers['content-encoding'], zipped.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(zipped.body).toString()).toBe(plain.body.toString());
  });
  it('lets numbers go absent that nobody has renewed for two hours, not a millisecond earlier', async () => {
    const { fetch: fresh } = await listen({ evaluatedAt: now - 7_200_000 });
    expect(await (await fresh('/metrics')).text()).toContain('clockspeed_x');
    const { fetch: stale } = await listen({ evaluatedAt: now - 7_200_001 });
    const text = await (await stale('/metrics')).text();
    expect(text).not.toContain('clockspeed_x');
    expect(text).toContain('clockspeed_build_info');
  });
  it('says nothing of a source that was never polled but that it is not complete', async () => {
    const { fetch: ask } = await listen();
    const text = await (await ask('/metrics')).text();
    expect(text).not.toMatch(/^clockspeed_source_up\{/m);
    expect(text).toContain('clockspeed_source_sync_progress_ratio{source="github"} 0');
  });
});

describe('health', () => {
  it('is there at once, readiness after the first evaluation', async () => {
    const { fetch: ask } = await listen({ evaluatedAt: null });
    expect([(await ask('/healthz')).status, (await ask('/readyz')).status]).toEqual([200, 503]);
  });
  it('is ready when something was evaluated', async () => {
    const { fetch: ask } = await listen();
    expect((await ask('/readyz')).status).toBe(200);
  });
});

describe('a bearer token', () => {
  const http = { host: '127.0.0.1', port: 0, token: 'tok' };
  it('is asked for everywhere but for health', async () => {
    const { fetch: ask } = await listen({ config: { http } });
    const statuses = await Promise.all(
      ['/metrics', '/', '/explain?metric=pages', '/nothing', '/healthz', '/readyz'].map(
        async (path) => (await ask(path)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 401, 401, 200, 200]);
  });
  it.each([
    ['Bearer tok', 200],
    ['Bearer to', 401],
    ['Bearer tok2', 401],
    ['tok', 401],
  ])('given as "%s" gets %i', async (authorization, status) => {
    const { fetch: ask } = await listen({ config: { http } });
    expect((await ask('/metrics', { authorization })).status).toBe(status);
  });
});

describe('/explain', () => {
  it('asks for the window that ends now, of the organisation, 28 days, the median, where nothing else is said', async () => {
    const { fetch: ask, asked } = await listen();
    await ask('/explain?metric=clockspeed_lead_time_seconds');
    expect(asked).toEqual([
      {
        series: { metric: 'lead_time_seconds', team: 'all', label: '', window: '28d', stat: 'p50' },
        moment: { from: now - 28 * 86_400_000, to: now, asOf: now },
      },
    ]);
  });
  it('asks for a month as of its end, or as of later', async () => {
    const { fetch: ask, asked } = await listen();
    const month = 'from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00Z';
    await ask(`/explain?metric=deployments&team=web&label=app&window=90d&${month}&asOf=2026-05-01T00:00:00Z`);
    await ask(`/explain?metric=deployments&team=web&label=app&${month}`);
    const [from, to] = [Date.parse('2026-04-01T00:00:00Z'), Date.parse('2026-05-01T00:00:00Z')];
    expect(asked.map(({ moment }) => moment)).toEqual([
      { from, to, asOf: to },
      { from, to, asOf: now },
    ]);
    expect(asked[0]!.series).toEqual({ metric: 'deployments', team: 'web', label: 'app', window: '90d' });
  });
  it('is a page for people, on which nothing hostile is alive', async () => {
    const { fetch: ask } = await listen({ config: { isDemo: true }, explain: async () => answer });
    const response = await ask('/explain?metric=change_failure_ratio');
    const html = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(html).toContain('25.0 %');
    expect(html).toContain('1 of 4');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('javascript:');
    expect(html).toContain('provisional until 2026-06-01 12:01 UTC');
    expect(html).toContain('It was opened by a bot.');
    expect(html).toContain('href="https://github.com/acme/app/pull/7"');
    expect(html).toContain('Demo: a simulated organisation');
  });
  it('is JSON for programs', async () => {
    const { fetch: ask } = await listen({ explain: async () => answer });
    for (const response of [
      await ask('/explain?metric=change_failure_ratio', { accept: 'application/json' }),
      await ask('/explain?metric=change_failure_ratio&format=json'),
    ]) {
      expect(await response.json()).toMatchObject({
        metric: 'clockspeed_change_failure_ratio',
        version: 1,
        unit: 'ratio',
        demo: false,
        asOf: '2026-06-01T12:00:00.000Z',
        ...answer,
      });
    }
  });
  it.each([
    ['metric=nothing', 'metric names none'],
    ['', 'metric names none'],
    ['metric=deployments&team=nobody', 'team is one of web, core, unattributed, all'],
    ['metric=page_share_ratio&team=all', 'team is one of web, core, unattributed'],
    ['metric=lead_time_seconds&window=1y', 'window is one of 7d, 28d, 90d'],
    ['metric=lead_time_seconds&stat=p99', 'stat is one of mean, p50, p90'],
    ['metric=failed_deployments&label=moon', 'label is one of incident, rollback, revert, hotfix, any'],
    ['metric=deployments&asOf=yesterday', 'asOf is an instant'],
    ['metric=deployments&from=2026-06-02T00:00:00Z&to=2026-06-01T00:00:00Z', 'from lies after to'],
  ])('answers "%s" with what would be right', async (query, message) => {
    const { fetch: ask } = await listen();
    const response = await ask(`/explain?${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(message);
  });
  it('of what goes wrong inside tells no more than that', async () => {
    const { fetch: ask } = await listen({ explain: () => Promise.reject(new Error('secret ghs_x')) });
    const response = await ask('/explain?metric=pages&team=all');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('ghs_x');
  });
});

describe('the page at /', () => {
  it('shows the sources, and leads to the list of metrics and to their explanations', async () => {
    const { fetch: ask } = await listen();
    const html = await (await ask('/')).text();
    for (const text of ['github', 'pagerduty', 'pipeline', 'first sync 0 %']) expect(html).toContain(text);
    expect(html).toContain('href="/metrics-list"');
    expect(html).not.toContain('Demo:');
    const list = await (await ask('/metrics-list')).text();
    for (const { name } of catalogue) expect(list).toContain(`/explain?metric=${name}"`);
  });
});
