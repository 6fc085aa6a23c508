/** How long a scrape waits, with 10,000 series, beside a worker that evaluates without a pause: `node --import tsx test/bench/scrape-bench.ts`. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { createHttp } from '../../exporter/exposition/http.ts';
import { render } from '../../exporter/exposition/registry.ts';
import { Self } from '../../exporter/exposition/self.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { configuration } from '../history/organisation.ts';
import { median, report } from './row.ts';
import type { Row } from './row.ts';

const series = 10_000;
const scrapes = 300;

async function* scrapeBench(): AsyncIterable<Row> {
  const samples = Array.from({ length: series }, (_, n) => ({
    labels: { team: `t${n % 10}`, deployed_service: `s${n}` },
    value: n / 3,
  }));
  const startedAt = performance.now();
  const text = Buffer.from(
    await render([
      { name: 'clockspeed_bench', help: 'Bench.', type: 'gauge', labelNames: ['team', 'deployed_service'], samples },
    ]),
  );
  yield { what: 'rendering 10,000 series (in the worker)', value: performance.now() - startedAt, unit: 'ms' };
  const scorecard = { asOf: Date.now(), targetsDueAt: 0, columns: [], weekEnds: [], rows: [] };
  const evaluation = { asOf: Date.now(), text, gzip: gzipSync(text), standings: [], scorecard };
  const [config, store] = [configuration(), createMemoryStore()];
  const self = new Self(config, store, '0', '0');
  const refuse = () => Promise.reject(new Error('nothing is explained here'));
  const server = createHttp({
    config,
    store,
    self,
    now: () => Date.now(),
    latest: () => evaluation,
    explain: refuse,
    maturity: () => Promise.reject(new Error('not asked')),
    governance: () => Promise.reject(new Error('not asked')),
    work: () => Promise.reject(new Error('not asked')),
    webhooks: null,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The other core works all the time, as it does during an evaluation or a sync.
  const busy = new Worker('for (let n = 0; ; n += 1) JSON.stringify({ n });', { eval: true });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  const took: number[] = [];
  for (let n = 0; n < scrapes; n += 1) {
    const at = performance.now();
    await (await fetch(url)).arrayBuffer();
    took.push(performance.now() - at);
  }
  yield { what: 'a scrape of 10,000 series beside a busy worker: median', value: median(took), unit: 'ms', limit: 5 };
  yield { what: 'the slowest of 300 scrapes', value: Math.max(...took.slice(10)), unit: 'ms', limit: 50 };
  await busy.terminate();
  server.closeAllConnections();
  server.close();
}

await report(scrapeBench());
