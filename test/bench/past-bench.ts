/** Writing the past of the demo, in a process that does nothing else: `node --import tsx test/bench/past-bench.ts`. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { backfill } from '../../exporter/cli/backfill.ts';
import { collectEarly } from '../../exporter/collect-early.ts';
import type { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { collected, endsAt } from './collected.ts';
import { report } from './row.ts';
import type { Row } from './row.ts';

const dayMs = 86_400_000;
/** 150 series of the demo's teams. */
const headline = ['lead_time_seconds', 'change_failure_ratio', 'deployments_per_business_day'];

async function* pastBench(evaluator: Evaluator, folder: string): AsyncIterable<Row> {
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
}

collectEarly();
await report(collected({ engineers: 40 }, pastBench));
