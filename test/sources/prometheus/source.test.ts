import { afterEach, describe, expect, it } from 'vitest';
import { toQuery } from '../../../exporter/config/read-query.ts';
import type { QueryDocument } from '../../../exporter/config/read-query.ts';
import type { Config } from '../../../exporter/config/config.ts';
import { startServer } from '../../../exporter/demo/faults.ts';
import type { Reply } from '../../../exporter/demo/faults.ts';
import { prometheusToken, startPrometheusServer } from '../../../exporter/demo/prometheus-server/server.ts';
import type { DemoServer, WorldSeries } from '../../../exporter/demo/world.ts';
import type { Reading } from '../../../exporter/records/index.ts';
import { createPrometheusSource } from '../../../exporter/sources/prometheus/source.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { configuration } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

const now = Date.parse('2026-06-01T12:20:00Z');
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
let server: DemoServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const budgets: QueryDocument = { id: 'budgets', kind: 'error_budget_remaining', query: 'slo:budget' };
const slos: QueryDocument = { id: 'slos', kind: 'slo_count', query: 'slo:count' };
const errors: QueryDocument = { id: 'errors', kind: 'experiment_change', guardrail: 'error_rate', query: 'exp:errors' };

function sourceOf(
  queries: readonly QueryDocument[],
  auth: NonNullable<Config['prometheus']>['auth'] = { token: prometheusToken },
) {
  // prettier-ignore
  const test = testContext(now);
  const config = configuration({
    syncDays: 40,
    prometheus: { url: server!.url, auth, schedule: '* * * * *', queries: queries.map(toQuery) },
  });
  return { ...test, source: createPrometheusSource(config, test.context) };
}
async function ofSeries(series: readonly WorldSeries[], queries: readonly QueryDocument[]) {
  server = await startPrometheusServer({ series });
  return sourceOf(queries);
}
/** A server that answers each query with what it is told to. */
async function answering(replies: Readonly<Record<string, Reply | object>>, queries: readonly QueryDocument[]) {
  server = await startServer((_, body) => {
    const reply = replies[new URLSearchParams(body).get('query')!]!;
    return 'status' in reply && typeof reply.status === 'number' ? (reply as Reply) : success(reply);
  });
  return sourceOf(queries);
}
const json = (status: number, body: object): Reply => ({ status, body: JSON.stringify(body), points: 1 });
const success = (data: object, more: object = {}): Reply => json(200, { status: 'success', data, ...more });
const vector = (...rows: readonly (readonly [labels: object, value: string])[]) => ({
  resultType: 'vector',
  result: rows.map(([metric, value]) => ({ metric, value: [now / 1_000, value] })),
});
const matrix = (...rows: readonly (readonly [labels: object, value: string])[]) => ({
  resultType: 'matrix',
  result: rows.map(([metric, value]) => ({ metric, values: [[now / 1_000, value]] })),
});
const shop = { team: 'web', slo: 'shop' };

const readings = (store: Store): readonly Reading[] => Array.from(store.changed('reading', 0), ({ record }) => record);
const samplesOf = (store: Store, name: string): Reading['samples'] =>
  readings(store).filter((one) => one.name === name).flatMap(({ samples }) => samples).sort((a, b) => a.at - b.at); // prettier-ignore
const signalState = (store: Store, query: QueryDocument) => store.state(`source/prometheus/${toQuery(query).key}`);

describe('the Prometheus source', () => {
  it('reads the past by the hour at first, as far back as it is asked to, and now', async () => {
    const from = now - 36 * hour;
    const steps = [
      { at: from, value: 0.5 },
      { at: now - 5 * minute, value: 0.25 },
    ];
    const { source, store } = await ofSeries([{ metric: 'slo:budget', labels: shop, steps }], [budgets]);
    await source.poll(never);
    const samples = samplesOf(store, 'shop');
    // 31 May 00:20 on: whole hours from 01:00 to 1 June 12:00 are 36, and 12:20.
    expect(samples).toHaveLength(37);
    expect(samples[0]).toEqual({ at: Date.parse('2026-05-31T01:00:00Z'), value: 0.5 });
    expect(samples.slice(-2)).toEqual([
      { at: Date.parse('2026-06-01T12:00:00Z'), value: 0.5 },
      { at: now, value: 0.25 },
    ]);
    // One record a day, named by query, day, team and SLO. Two questions of 30 days about the past, one about now.
    const { key } = toQuery(budgets);
    expect(readings(store).map(({ id, samples: ofDay }) => [id, ofDay.length])).toEqual([
      [`${key}/2026-05-31/web/shop`, 23],
      [`${key}/2026-06-01/web/shop`, 14],
    ]);
    expect(server!.spent.requests).toBe(3);
    // What Prometheus knows begins with the first reading.
    expect(signalState(store, budgets)).toMatchObject({
      completeFromAt: Date.parse('2026-05-31T01:00:00Z') + 1,
      watermarkAt: now,
    });
    expect(sourceState(store, 'prometheus')).toEqual({
      completeFromAt: Date.parse('2026-05-31T01:00:00Z') + 1,
      watermarkAt: now,
      lastSuccessAt: now,
      progress: 1,
    });
  });
  it('reads no further back than the first sync, on its edge', async () => {
    const { source, store } = await ofSeries(
      [{ metric: 'slo:budget', labels: shop, steps: [{ at: 0, value: 1 }] }],
      [budgets],
    );
    await source.poll(never);
    // 40 days before 12:20: from 13:00 on.
    expect(samplesOf(store, 'shop')[0]!.at).toBe(now - 40 * day + 40 * minute);
    expect(samplesOf(store, 'shop')).toHaveLength(40 * 24 + 1);
  });
  it('reads only now while it is asked often, and the hours in between after a pause', async () => {
    const test = await ofSeries(
      [{ metric: 'slo:budget', labels: shop, steps: [{ at: now - hour, value: 1 }] }],
      [budgets],
    );
    await test.source.poll(never);
    const before = server!.spent.requests;
    const next = async (after: number) => {
      test.clock.at = now + after;
      await test.source.poll(never);
      return samplesOf(test.store, 'shop').map(({ at }) => (at - now) / minute).filter((at) => at > 0); // prettier-ignore
    };
    // An hour later nothing in between is asked for; a millisecond more, and it is: 13:00, which was on the way.
    expect(await next(hour)).toEqual([60]);
    expect(server!.spent.requests - before).toBe(1);
    expect(await next(3 * hour + 10 * minute)).toEqual([60, 100, 160, 190]);
    expect(server!.spent.requests - before).toBe(3);
  });
  it('knows of nothing before the first poll where nothing was ever answered', async () => {
    const { source, store } = await ofSeries([], [slos]);
    await source.poll(never);
    expect(readings(store)).toEqual([]);
    expect(signalState(store, slos)).toMatchObject({ completeFromAt: now + 1, watermarkAt: now });
  });
  it('takes team and SLO from the configuration, where no label says them, and a scalar then', async () => {
    const query: QueryDocument = { id: 'one', kind: 'error_budget_remaining', query: 'q', team: 'core', slo: 'a/b' };
    const { source, store } = await answering({ q: { resultType: 'scalar', result: [now / 1_000, '0.75'] } }, [query]);
    await source.poll(never);
    expect(readings(store)).toMatchObject([{ team: 'core', name: 'a/b', samples: [{ at: now, value: 0.75 }] }]);
    expect(readings(store)[0]!.id).toBe(`${toQuery(query).key}/2026-06-01/core/a%2Fb`);
  });
  it('reads another wording as another question', async () => {
    const reworded = toQuery({ ...budgets, query: 'slo:other' });
    expect(reworded.key).not.toBe(toQuery(budgets).key);
    expect(toQuery({ ...budgets, team_label: 'team', slo_label: 'slo' }).key).toBe(toQuery(budgets).key);
    expect(toQuery({ ...budgets, slo_label: 'sloth_slo' }).key).not.toBe(toQuery(budgets).key);
  });
});

describe('an answer', () => {
  it('of a team that is not configured is kept as it is', async () => {
    const { source, store } = await answering({ 'slo:budget': vector([{ team: 'sales', slo: 'shop' }, '0.5'], [{ slo: 'mail' }, '1']) }, [budgets]); // prettier-ignore
    await source.poll(never);
    expect(readings(store).map(({ team, name }) => [team, name])).toEqual([
      ['sales', 'shop'],
      ['', 'mail'],
    ]);
    const checks = await source.checkAccess(never);
    expect(checks).toEqual([
      {
        what: 'query "budgets": 2 series, of no configured team: "sales", ""',
        ok: true,
        remedy: expect.any(String) as string,
      },
    ]);
  });
  it.each([
    [budgets, 'NaN'],
    [budgets, '+Inf'],
    [budgets, '1.001'],
    [budgets, '98.2'],
    [slos, '1.5'],
    [slos, '-1'],
    [errors, '-1.01'],
    [errors, '-Inf'],
  ])('to %o that says %s is no reading, and told', async (query, value) => {
    const test = await answering({ [query.query]: vector([{ ...shop, experiment: 'x' }, value]) }, [query]);
    await test.source.poll(never);
    expect(readings(test.store)).toEqual([]);
    expect(test.warnings.length).toBeGreaterThan(0);
  });
  it.each([
    [budgets, '1', 1],
    [budgets, '-3.5', -3.5],
    [slos, '0', 0],
    [errors, '-1', -1],
    [errors, '0.021', 0.021],
  ])('to %o may be %s', async (query, value, number) => {
    const { source, store } = await answering({ [query.query]: vector([{ ...shop, experiment: 'x' }, value]) }, [
      query,
    ]);
    await source.poll(never);
    expect(readings(store).at(-1)!.samples).toEqual([{ at: now, value: number }]);
  });
  it.each([[{ team: 'web' }], [{ team: 'web', slo: 'any' }]])(
    'of a budget needs the name of its SLO: %o',
    async (metric) => {
      // prettier-ignore
      const test = await answering({ 'slo:budget': vector([metric, '0.5'], [shop, '0.25']) }, [budgets]);
      await test.source.poll(never);
      expect(readings(test.store).map(({ name }) => name)).toEqual(['shop']);
      expect((await test.source.checkAccess(never))[0]!.ok).toBe(false);
    },
  );
  it('with two series of one team and SLO is refused, and says by what to aggregate', async () => {
    const test = await answering({ 'slo:budget': vector([{ ...shop, cluster: 'a' }, '0.5'], [{ ...shop, cluster: 'b' }, '0.25']) }, [budgets]); // prettier-ignore
    await expect(test.source.poll(never)).rejects.toThrow('prometheus: query "budgets": several series of "web/shop": aggregate them by team, slo'); // prettier-ignore
    expect(readings(test.store)).toEqual([]);
    expect(sourceState(test.store, 'prometheus').watermarkAt).toBeNull();
  });
  it('with more than 1,000 series is refused', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, n) => [{ team: 'web', slo: `s${n}` }, '1'] as const);
    const most = await answering({ 'slo:budget': vector(...rows(1_000)) }, [budgets]);
    await most.source.poll(never);
    await server!.close();
    const more = await answering({ 'slo:budget': vector(...rows(1_001)) }, [budgets]);
    await expect(more.source.poll(never)).rejects.toThrow('1001 series; at most 1000 are read');
  });
  it('with warnings is taken, counted as partial, and told', async () => {
    const test = await answering({ 'slo:budget': success(vector([shop, '0.5']), { warnings: ['store 3 is slow'] }) }, [budgets]); // prettier-ignore
    await test.source.poll(never);
    expect(samplesOf(test.store, 'shop')).toHaveLength(1);
    expect(test.outcomes).toEqual(['partial', 'partial', 'partial']);
    expect(test.warnings).toHaveLength(3);
  });
  it.each([
    ['text', { resultType: 'string', result: [1, 'x'] }],
    ['histogram', { resultType: 'vector', result: [{ metric: shop, histogram: [1, {}] }] }],
    ['nothing', {}],
  ])('that is %s is refused', async (_, data) => {
    const test = await answering({ 'slo:budget': data }, [budgets]);
    await expect(test.source.poll(never)).rejects.toThrow('the answer is no vector of numbers');
  });
});

describe('a Prometheus that does not answer', () => {
  const good = { 'slo:count': vector([{ team: 'web' }, '2']) };
  it.each([
    [400, 'bad_data', 'parse error: unexpected "}"'],
    [422, 'execution', 'many-to-many matching not allowed'],
  ])('one query (%i) is named, once, and the others go on', async (status, errorType, error) => {
    const test = await answering({ ...good, 'slo:budget': json(status, { status: 'error', errorType, error }) }, [budgets, slos]); // prettier-ignore
    await expect(test.source.poll(never)).rejects.toThrow(`prometheus: query "budgets": answered ${status}: ${error}`);
    expect(test.slept).toEqual([]);
    expect(readings(test.store).map(({ team }) => team)).toEqual(['web']);
    expect(signalState(test.store, slos)).toMatchObject({ watermarkAt: now });
    expect(signalState(test.store, budgets)).toBeUndefined();
    // As a whole it has not been read.
    expect(sourceState(test.store, 'prometheus')).toMatchObject({ watermarkAt: null, lastSuccessAt: null, progress: 0.5 }); // prettier-ignore
    expect(await test.source.checkAccess(never)).toMatchObject([
      { what: `query "budgets": answered ${status}: ${error}`, ok: false, remedy: 'Correct the query; try it in the expression browser' }, // prettier-ignore
      { what: 'query "slos": 1 series', ok: true },
    ]);
  });
  it.each([401, 403])('at all (%i) is asked once', async (status) => {
    const refusal = { status, body: 'no', points: 1 };
    const test = await answering({ 'slo:budget': refusal, 'slo:count': refusal }, [budgets, slos]);
    await expect(test.source.poll(never)).rejects.toThrow(`the credentials ${status === 401 ? 'are not accepted' : 'may not read this'} (${status})`); // prettier-ignore
    expect(server!.spent.requests).toBe(1);
    expect((await test.source.checkAccess(never))[0]).toMatchObject({ ok: false, remedy: 'Give prometheus.token or prometheus.basic what may read it' }); // prettier-ignore
  });
  it('for a while (503) is asked again, after 1 s and 2 s', async () => {
    const busy = await busyFor(2);
    await busy.source.poll(never);
    expect(busy.slept).toEqual([1_000, 2_000]);
    expect(busy.outcomes.slice(0, 3)).toEqual(['retried', 'retried', 'ok']);
  });
  it('with anything but JSON of its own is refused after three attempts', async () => {
    const test = await ofSeries([], [budgets]);
    server!.fail('html', 3);
    await expect(test.source.poll(never)).rejects.toThrow('the answer is none of Prometheus');
    expect(server!.spent.requests).toBe(3);
    server!.fail('truncated', 3);
    await expect(test.source.poll(never)).rejects.toThrow('no answer');
  });
  it('and hangs is left alone after the patience of a request, three times', async () => {
    const test = await ofSeries([], [budgets, slos]);
    const impatient = { ...test.context, patienceMs: 20 };
    const config = configuration({ prometheus: { url: server!.url, auth: null, schedule: '* * * * *', queries: [budgets, slos].map(toQuery) } }); // prettier-ignore
    server!.fail('hang', 3);
    await expect(createPrometheusSource(config, impatient).poll(never)).rejects.toThrow('prometheus: query "budgets": no answer in 0.02 s'); // prettier-ignore
    // Whoever hangs would hang with every query.
    expect(server!.spent.requests).toBe(3);
  });
  it('stops at once when it is told to', async () => {
    const test = await ofSeries([], [budgets]);
    const stopping = new AbortController();
    server!.fail('hang');
    const polled = test.source.poll(stopping.signal);
    stopping.abort(new Error('stopped'));
    await expect(polled).rejects.toThrow();
    expect(test.outcomes).toEqual([]);
  });

  /** Busy `times` times, then with nothing to say. */
  async function busyFor(times: number) {
    let left = times;
    server = await startServer((_, body) => {
      if ((left -= 1) >= 0) return json(503, { status: 'error', errorType: 'timeout', error: 'query timed out' });
      return success(new URLSearchParams(body).has('step') ? matrix() : vector());
    });
    return sourceOf([budgets]);
  }
});

describe('a secret', () => {
  it('is sent as it is configured, and repeated by no error', async () => {
    const seen: string[] = [];
    const listen = async (auth: NonNullable<Config['prometheus']>['auth']) => {
      await server?.close();
      server = await startServer(({ headers }) => {
        seen.push(String(headers.authorization));
        return json(422, { status: 'error', error: `who is hush-hush? ${headers.authorization ?? ''}` });
      });
      return sourceOf([budgets], auth)
        .source.poll(never)
        .catch((error: Error) => error.message);
    };
    expect(await listen({ token: 'hush-hush' })).not.toContain('hush-hush');
    await listen({ user: 'ann', password: 'open' });
    await listen(null);
    // base64 of "ann:open".
    expect(seen).toEqual(['Bearer hush-hush', 'Basic YW5uOm9wZW4=', 'undefined']);
  });
});
