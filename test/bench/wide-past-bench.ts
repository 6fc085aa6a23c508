/** Writing the past of 4,000 engineers in 50 teams, 16 GB of text in the system's folder for temporary files, alone in its process: `node --import tsx test/bench/wide-past-bench.ts`. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { backfill } from '../../exporter/cli/backfill.ts';
import { collectEarly } from '../../exporter/collect-early.ts';
import type { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { collected, endsAt } from './collected.ts';
import { report } from './row.ts';
import type { Row } from './row.ts';

async function* widePastBench(evaluator: Evaluator, folder: string): AsyncIterable<Row> {
  const startedAt = performance.now();
  const files = await backfill(
    {
      fromAt: endsAt - 90 * 86_400_000,
      toAt: endsAt,
      stepMs: 3_600_000,
      labels: { job: 'clockspeed', instance: '127.0.0.1:9464' },
      families: null,
      out: join(folder, 'all.om'),
    },
    evaluator,
    { now: () => endsAt, say: () => undefined },
  );
  yield {
    what: 'the past of 4,000 engineers in 50 teams, 90 days hourly, reading its store included',
    value: performance.now() - startedAt,
    unit: 'ms',
    limit: 120_000,
  };
  yield { what: 'its text', value: files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6, unit: 'MB' };
  yield { what: 'memory while it was written', value: process.resourceUsage().maxRSS / 1024, unit: 'MB' };
}

collectEarly();
await report(collected({ engineers: 4_000, teams: 50 }, widePastBench));
