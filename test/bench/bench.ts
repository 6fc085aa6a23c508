// `npm run bench`: every figure that Clockspeed promises, each part in a process of its own, as a table and as JSON.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { line } from './row.ts';
import type { Row } from './row.ts';

const parts = [
  'sources-bench',
  'scale-bench',
  'engine-bench',
  'demo-bench',
  'past-bench',
  'wide-past-bench',
  'scrape-bench',
  'scorecard-bench',
];
const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;

const rows: Row[] = [];
console.log(machine);
for (const part of parts) {
  const path = new URL(`./${part}.ts`, import.meta.url).pathname;
  const { stdout, status } = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', path, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${part} ended with ${status}`);
  for (const text of stdout.trim().split('\n')) {
    const row = JSON.parse(text) as Row;
    rows.push(row);
    console.log(line(row));
  }
}
const readme = new URL('../../README.md', import.meta.url);
const table = rows
  .filter(({ limit }) => limit !== undefined)
  .map(({ what, value, unit, limit }) => `| ${what} | ${value.toFixed(value < 10 ? 1 : 0)} ${unit} | ≤ ${limit} |`);
const bench = [
  '<!-- bench -->',
  '',
  `Measured on ${machine}.`,
  '',
  '| what | measured | promised |',
  '| --- | --- | --- |',
  ...table,
  '',
  '<!-- /bench -->',
];
writeFileSync(readme, readFileSync(readme, 'utf8').replace(/<!-- bench -->[^]*<!-- \/bench -->/, bench.join('\n')));
writeFileSync(new URL('./results.json', import.meta.url), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
