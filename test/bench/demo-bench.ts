/** The past of the demo, by the real catalogue: `node --import tsx test/bench/demo-bench.ts`. */
import { loadConfig } from '../../exporter/config/load.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { createEngine } from '../../exporter/metrics/engine.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { report, timed } from './row.ts';
import type { Row } from './row.ts';

const endsAt = Date.parse('2026-11-20T12:00:00Z');
const dayMs = 86_400_000;

/** How long it takes to have every metric at each step of 90 days, without output. */
function slid(engineers: number, stepMs: number): readonly [ms: number, runs: number] {
  const world = simulate({ seed: 1, engineers, endsAt });
  const env = {
    GITHUB_URL: 'http://127.0.0.1:1',
    PAGERDUTY_URL: 'http://127.0.0.1:1',
    PROMETHEUS_URL: 'http://127.0.0.1:3',
    PROMETHEUS_TOKEN: 'd',
    GITHUB_TOKEN: 'x',
    PAGERDUTY_TOKEN: 'x',
    PIPELINE_SECRET: 'x',
  };
  const config = loadConfig(world.configuration, { env, readFile: () => '' });
  const store = createMemoryStore();
  const value = { completeFromAt: endsAt - 190 * dayMs, watermarkAt: endsAt, lastSuccessAt: endsAt, progress: 1 };
  store.write({
    records: worldRecords(world),
    state: ['github', 'pagerduty', 'pipeline'].map((name) => ({ key: `source/${name}`, value })),
  });
  const { history, update } = createHistory(config, store);
  const engine = createEngine(catalogue);
  engine.replace(update().changed, history);
  const instants = Array.from({ length: (90 * dayMs) / stepMs }, (_, n) => endsAt - 90 * dayMs + (n + 1) * stepMs);
  return timed(() => {
    let runs = 0;
    for (const { name } of catalogue) engine.slide(name, instants, () => (runs += 1));
    return runs;
  });
}

function* demoBench(): Iterable<Row> {
  const hour = 3_600_000;
  const [fine] = slid(40, 300_000);
  yield { what: 'the demo at 25,920 instants (90 days, every 5 minutes)', value: fine, unit: 'ms', limit: 3_000 };
  const [grid] = slid(40, hour);
  yield { what: 'the demo’s breach grid (90 days, every hour)', value: grid, unit: 'ms', limit: 1_500 };
  const [doubled] = slid(80, hour);
  yield { what: 'the same for twice the organisation, compared', value: doubled / grid, unit: 'times', limit: 2.2 };
}

await report(demoBench());
