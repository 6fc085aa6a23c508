import { closeSync, openSync, writeSync } from 'node:fs';
import { parse } from 'node:path';
import { openMetrics } from '../backfill/open-metrics.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import { UsageError } from './surroundings.ts';
import type { World } from './surroundings.ts';

export interface BackfillOptions {
  readonly fromAt: number;
  readonly toAt: number;
  readonly stepMs: number;
  /** Each month is a file of its own: `past.om` becomes `past-2026-10.om`. */
  readonly out: string;
  /** Without the prefix; null: all. */
  readonly families: readonly string[] | null;
  /** What the scrape adds to every series: without the same labels the live series would be others. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The longest block that Prometheus makes of it; a month fits in, so that no file is read twice. */
const blockHours = 744;
const sayEveryMs = 2_000;

/** Writes the past month by month, and says how Prometheus takes it. Resolves with the files. */
export function backfill(
  options: BackfillOptions,
  evaluator: Pick<Evaluator, 'past' | 'pastFamilies'>,
  world: Pick<World, 'now' | 'say'>,
): readonly string[] {
  const { fromAt, toAt, stepMs, labels, out } = options;
  const months = monthsOf(instantsOf(fromAt, toAt, stepMs));
  if (months.size === 0) throw new UsageError('there is no whole step between --from and --to');
  const known = evaluator.pastFamilies();
  const isWanted = wantedBy(options.families, known);
  const whole = months.size * known.filter(({ of }) => isWanted(of)).length;
  const tell = telling(world, whole);
  const files: string[] = [];
  for (const [month, instants] of months) {
    const path = fileOf(out, month);
    const file = openSync(path, 'w');
    try {
      const families = tell(evaluator.past(instants, isWanted));
      for (const chunk of openMetrics(families, instants, labels)) writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
    files.push(path);
  }
  world.say(`Written. Prometheus takes it, with its folder of data in place of DATA, while it does not run:`);
  for (const path of files)
    world.say(`  promtool tsdb create-blocks-from openmetrics --max-block-duration=${blockHours}h ${path} DATA`);
  return files;
}

/** Whole steps (UTC) from `fromAt` on and before `toAt`. */
function instantsOf(fromAt: number, toAt: number, stepMs: number): readonly number[] {
  const instants: number[] = [];
  for (let at = Math.ceil(fromAt / stepMs) * stepMs; at < toAt; at += stepMs) instants.push(at);
  return instants;
}

/** By the month (UTC), `2026-10`: a block of 744 h holds any of them. */
function monthsOf(instants: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const months = new Map<string, number[]>();
  for (const at of instants) {
    const month = new Date(at).toISOString().slice(0, 'YYYY-MM'.length);
    const list = months.get(month) ?? [];
    months.set(month, list);
    list.push(at);
  }
  return months;
}

function fileOf(out: string, month: string): string {
  const { ext } = parse(out);
  return `${out.slice(0, out.length - ext.length)}-${month}${ext}`;
}

/** Throws UsageError for what is no family: a misspelt one would leave a file without it, and nobody would see why. */
function wantedBy(
  wanted: readonly string[] | null,
  known: readonly { readonly of: string }[],
): (family: string) => boolean {
  if (wanted === null) return () => true;
  const names = new Set(wanted.map((name) => name.replace(/^clockspeed_/, '')));
  const unknown = [...names].filter((name) => !known.some(({ of }) => of === name));
  if (unknown.length > 0) throw new UsageError(`--families: there is no ${unknown.join(', no ')}`);
  return (family) => names.has(family);
}

/** Passes families on and says, now and then, how many of all that is, and how long the rest takes at that pace. */
function telling(world: Pick<World, 'now' | 'say'>, whole: number): <T>(families: Iterable<T>) => Iterable<T> {
  const startedAt = world.now();
  let [saidAt, done] = [startedAt, 0];
  return function* (families) {
    for (const family of families) {
      yield family;
      const [now, part] = [world.now(), (done += 1) / whole];
      if (now - saidAt < sayEveryMs) continue;
      saidAt = now;
      const leftSeconds = Math.ceil(((now - startedAt) * (1 - part)) / part / 1_000);
      const bar = '█'.repeat(Math.floor(part * 20)).padEnd(20, '░');
      world.say(`  ${bar} ${Math.floor(part * 100)} %, about ${leftSeconds} s left`);
    }
  };
}
