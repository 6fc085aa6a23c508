/** A demo as an exporter that has collected it has it: `node --import tsx test/bench/collected.ts FOLDER '{"engineers":40}'`, or `collected`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../exporter/config/config.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { recordKinds } from '../../exporter/records/kinds.ts';
import { openSqliteStore } from '../../exporter/store/sqlite.ts';
import { readDemo } from '../demo/read-demo.ts';

export const endsAt = Date.parse('2026-11-20T12:00:00Z');

/** How large the demo is. */
export interface Size {
  readonly engineers: number;
  readonly teams?: number;
}

function collect(folder: string, size: Size): void {
  const { config, store } = readDemo({ seed: 1, ...size, endsAt });
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

/** Works in a folder with a demo that was collected by another process, which took its own memory with it. The folder goes at the end. */
export async function* collected<T>(
  size: Size,
  work: (evaluator: Evaluator, folder: string) => AsyncIterable<T>,
): AsyncIterable<T> {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-bench-'));
  try {
    const asked = ['--import', 'tsx', import.meta.filename, folder, JSON.stringify(size)];
    const { status } = spawnSync(process.execPath, asked, { stdio: 'inherit' });
    if (status !== 0) throw new Error(`the demo could not be collected: ${status}`);
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Config;
    yield* work(new Evaluator(config, openSqliteStore(config.store.path)), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) collect(process.argv[2]!, JSON.parse(process.argv[3]!) as Size);
