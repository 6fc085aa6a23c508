import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promtoolArgs } from '../../exporter/cli/backfill.ts';
import { createNumbers } from '../../exporter/evaluation/numbers.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { formsOf } from '../../exporter/exposition/families.ts';
import { momentOf } from '../../exporter/guardrails/line-series.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import type { Series } from '../../exporter/metrics/engine-types.ts';
import { readProbedDemo } from '../demo/read-demo.ts';
import { freePort, isInstalled, until } from './programs.ts';
import type { Program } from './programs.ts';
import { answer, foundIn, startPrometheus } from './scraped-demo.ts';

const hourMs = 3_600_000;
const endsAt = Date.parse('2026-10-20T13:00:00Z');
const hours = 24 * 40;
const triples = 200;

/** Numbers that are as good as random and the same in each run: 0 ≤ x < 1. */
function* draws(): Generator<number, never> {
  for (let state = 20_261_020; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe.skipIf(!isInstalled('prometheus') || !isInstalled('promtool'))('a past in a real Prometheus', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-past-'));
  const labels = { job: 'clockspeed', instance: 'past:1' };
  let [prometheus, url, written]: [Program | undefined, string, number] = [undefined, '', 0];
  let demo: Awaited<ReturnType<typeof readProbedDemo>>;

  beforeAll(async () => {
    demo = await readProbedDemo({ seed: 4, engineers: 16, endsAt });
    const span = { fromAt: endsAt - hours * hourMs, toAt: endsAt, stepMs: hourMs };
    const files = await new Evaluator(demo.config, demo.store).writePast({ ...span, out: join(folder, 'past.om'), labels }); // prettier-ignore
    expect(files.map((file) => basename(file))).toEqual(['past-2026-09.om', 'past-2026-10.om']);
    for (const file of files) {
      written += readFileSync(file, 'utf8').match(/^clockspeed_/gm)!.length;
      const made = spawnSync('promtool', promtoolArgs(file, join(folder, 'data')), { encoding: 'utf8' });
      expect([made.status, made.stderr]).toEqual([0, '']);
    }
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    // Nobody answers at its target: it holds the past and nothing else.
    prometheus = startPrometheus(folder, '127.0.0.1:1', port);
    await until('Prometheus is ready', async () => (await fetch(`${url}/-/ready`)).ok || undefined, prometheus);
  }, 240_000);
  afterAll(async () => {
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has as many samples as were written', () => {
    const data = join(folder, 'data');
    const blocks = readdirSync(data).filter((name) => /^[0-9A-Z]{26}$/.test(name));
    const samples = blocks.map((block) => {
      const meta = JSON.parse(readFileSync(join(data, block, 'meta.json'), 'utf8')) as { readonly stats: { readonly numSamples: number } }; // prettier-ignore
      return meta.stats.numSamples;
    });
    expect(written).toBeGreaterThan(1_000_000);
    expect(samples.reduce((sum, count) => sum + count, 0)).toBe(written);
  });

  it(`says at ${triples} random instants of random series what is computed for that instant alone`, async () => {
    const history = createHistory(demo.config, demo.store);
    const engine = createNumbers(demo.config);
    engine.replace(history.update().changed, history.history);
    // What was there at some time of the past: the first days of a month need not have what the last has.
    const all: Series[] = [0, 13, 29].flatMap((days) =>
      Array.from(engine.evaluate(endsAt - days * 24 * hourMs), ([series]) => series),
    );
    const draw = draws();
    const under = (most: number): number => Math.floor(draw.next().value * most);
    let present = 0;
    for (let count = 0; count < triples; count += 1) {
      const series = all[under(all.length)]!;
      const at = endsAt - (1 + under(hours)) * hourMs;
      const [{ name, labelsOf }] = formsOf(catalogue.find((metric) => metric.name === series.metric)!) as [ReturnType<typeof formsOf>[0]]; // prettier-ignore
      const matchers = Object.entries({ ...labelsOf(series), ...labels }).map(([label, value]) => `${label}=${JSON.stringify(value)}`); // prettier-ignore
      const query = `${name}{${matchers.join(',')}}`;
      const found = foundIn(await answer(url, 'query', { query, time: `${at / 1_000}` }));
      const value = engine.at(series, momentOf(series, at));
      expect(found.map(({ values }) => values), `${query} at ${new Date(at).toISOString()}`).toEqual('value' in value ? [[value.value]] : []); // prettier-ignore
      if ('value' in value) present += 1;
    }
    expect(present).toBeGreaterThan(triples / 2);
    expect(present).toBeLessThan(triples);
  });
});
