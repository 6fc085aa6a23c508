import { instantsByMonth, writePast } from '../backfill/write-past.ts';
import type { PastOptions } from '../backfill/write-past.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import { hourMs } from '../guardrails/hours.ts';
import { UsageError } from './surroundings.ts';
import type { World } from './surroundings.ts';

export interface BackfillOptions extends PastOptions {
  /** Without the prefix; null: all. */
  readonly families: readonly string[] | null;
}

const sayEveryMs = 2_000;
/** What was scraped in the last two to three hours is in no block of Prometheus: it forgets what of it is older than the end of any block. */
const unblockedMs = 3 * hourMs;

/** The last whole hour whose past a Prometheus that runs takes without forgetting what it scraped. */
export const lastSafeEnd = (now: number): number => Math.floor((now - unblockedMs) / hourMs) * hourMs;

/** Writes the past month by month, and says how Prometheus takes it. Resolves with the files. */
export async function backfill(
  options: BackfillOptions,
  evaluator: Pick<Evaluator, 'past' | 'pastFamilies'>,
  world: Pick<World, 'now' | 'say'>,
): Promise<readonly string[]> {
  if (options.toAt > world.now())
    throw new UsageError('--to is in the future: Prometheus would refuse what it scrapes until then');
  const months = instantsByMonth(options).size;
  if (months === 0) throw new UsageError('there is no whole step between --from and --to');
  const known = evaluator.pastFamilies();
  const isWanted = wantedBy(options.families, known);
  const tell = telling(world, months * known.filter(({ of }) => isWanted(of)).length);
  const past = evaluator.past(options, isWanted);
  const files = await writePast(options, (instants) => tell(past(instants)));
  world.say(`Written. Prometheus takes it, with its folder of data in place of DATA, while it does not run:`);
  for (const file of files) world.say(`  promtool ${promtoolArgs(file, 'DATA').join(' ')}`);
  if (options.toAt > lastSafeEnd(world.now()))
    world.say(
      'It ends within the last three hours: only for a Prometheus that is new. Another forgets what it scraped of them.',
    );
  return files;
}

/** How Prometheus makes blocks of a file: few and large ones, for it reads the file again for each (2 h, tripled as long as they fit: 486 h). */
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
