/** Writing the past of the demo, in a process that does nothing else: `node --import tsx test/bench/past-bench.ts`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backfill, collectEarly } from '../../exporter/cli/backfill.ts';
import type { Config } from '../../exporter/config/config.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { recordKinds } from '../../exporter/records/kinds.ts';
import { openSqliteStore } from '../../exporter/store/sqlite.ts';
import { readDemo } from '../demo/read-demo.ts';
import { report } from './row.ts';
import type { Row } from './row.ts';

const endsAt = Date.parse('2026-11-20T12:00:00Z');
const dayMs = 86_400_000;
/** 150 series of the demo's teams. */
const headline = ['lead_time_seconds', 'change_failure_ratio', 'deployments_per_business_day'];

/** The collected demo in a folder: made by another process, which takes its own memory with it. */
function collect(folder: string): void {
  const { config, store } = readDemo({ seed: 1, engineers: 40, endsAt });
  const path = join(folder, 'demo.db');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, store: { path } }));
  const file = openSqliteStore(path);
  for (const kind of recordKinds) file.write({ records: Array.from(store.changed(kind, 0), ({ record }) => record) });
  const sources = [
    'github',
    'pagerduty',
    'pipeline',
    'surveys',
    ...config.prometheus!.queries.map(({ key }) => `prometheus/${key}`),
  ];
  const keys = [...sources.map((source) => `source/${source}`), 'work_items/github'];
  file.write({ state: keys.map((key) => ({ key, value: store.state(key) })) });
  file.close();
}

async function* pastBench(): AsyncIterable<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-bench-'));
  collectEarly();
  try {
    spawnSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'collect', folder], { stdio: 'inherit' });
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Config;
    const evaluator = new Evaluator(config, openSqliteStore(config.store.path));
    const span = {
      fromAt: endsAt - 90 * dayMs,
      toAt: endsAt,
      labels: { job: 'clockspeed', instance: '127.0.0.1:9464' },
    };
    const world = { now: () => endsAt, say: () => undefined };
    const startedAt = performance.now();
    const all = { ...span, stepMs: 3_600_000, families: null, out: join(folder, 'all.om') };
    const fine = { ...span, stepMs: 300_000, families: headline, out: join(folder, 'headline.om') };
    const files = [...(await backfill(all, evaluator, world)), ...(await backfill(fine, evaluator, world))];
    yield {
      what: 'the demo’s past of 90 days, hourly, and its headlines every 5 minutes',
      value: performance.now() - startedAt,
      unit: 'ms',
      limit: 60_000,
    };
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    yield { what: 'its text', value: bytes / 1e6, unit: 'MB', limit: 2_500 };
    yield { what: 'memory while it was written', value: process.resourceUsage().maxRSS / 1024, unit: 'MB', limit: 400 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [command, folder] = process.argv.slice(2);
if (command === 'collect') collect(folder!);
else await report(pastBench());
