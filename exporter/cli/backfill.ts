import { setFlagsFromString } from 'node:v8';
import { instantsByMonth, writePast } from '../backfill/write-past.ts';
import type { PastOptions } from '../backfill/write-past.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import { UsageError } from './surroundings.ts';
import type { World } from './surroundings.ts';

export interface BackfillOptions extends PastOptions {
  /** Without the prefix; null: all. */
  readonly families: readonly string[] | null;
}

const sayEveryMs = 2_000;

/** To be called first. Left alone V8 lets garbage grow to a multiple of what is in use; collecting earlier costs no time that could be measured. */
export const collectEarly = (): void => setFlagsFromString('--heap-growing-percent=50');

/** Writes the past month by month, and says how Prometheus takes it. Resolves with the files. */
export async function backfill(
  options: BackfillOptions,
  evaluator: Pick<Evaluator, 'past' | 'pastFamilies'>,
  world: Pick<World, 'now' | 'say'>,
): Promise<readonly string[]> {
  const months = instantsByMonth(options).size;
  if (months === 0) throw new UsageError('there is no whole step between --from and --to');
  const known = evaluator.pastFamilies();
  const isWanted = wantedBy(options.families, known);
  const tell = telling(world, months * known.filter(({ of }) => isWanted(of)).length);
  const past = evaluator.past(options, isWanted);
  const files = await writePast(options, (instants) => tell(past(instants)));
  world.say(`Written. Prometheus takes it, with its folder of data in place of DATA, while it does not run:`);
  for (const file of files) world.say(`  promtool ${promtoolArgs(file, 'DATA').join(' ')}`);
  return files;
}

/** How Prometheus makes blocks of a file: a month fits into one, so that no file is read twice. */
export const promtoolArgs = (file: string, data: string): readonly string[] => [
  ...['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h'],
  ...[file, data],
];

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
