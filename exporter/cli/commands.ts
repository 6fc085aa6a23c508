import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { loadConfig, secretsOf } from '../config/load.ts';
import { startDemo } from '../demo/demo.ts';
import type { Demo } from '../demo/demo.ts';
import { Evaluator } from '../evaluation/evaluator.ts';
import { Self } from '../exposition/self.ts';
import { touchPipeline } from '../sources/pipeline/router.ts';
import { sourceState } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { assess } from './assess.ts';
import type { AssessOptions } from './assess.ts';
import { backfill, lastSafeEnd } from './backfill.ts';
import type { BackfillOptions } from './backfill.ts';
import { writeDemoPast } from './demo-past.ts';
import type { DemoPastOptions } from './demo-past.ts';
import { configHash, openStore, serve } from './serve.ts';
import { pollOnce, polledSources } from './sources.ts';
import { logger, UsageError } from './surroundings.ts';
import type { World } from './surroundings.ts';

export interface DemoOptions extends DemoPastOptions {
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly engineers: number;
  readonly teams?: number | undefined;
}

const howToConfigure = `There is no configuration. Copy clockspeed.example.yaml to clockspeed.yaml, make it yours, check it with
  npm run check-config -- clockspeed.yaml
or name another file with --config. To see Clockspeed with a simulated organisation: npm run demo`;

export function configOf(path: string, world: World): Config {
  let yaml: string;
  try {
    yaml = world.readFile(path);
  } catch (cause) {
    throw new UsageError(
      path === 'clockspeed.yaml' ? howToConfigure : `${path} cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
  return loadConfig(yaml, world);
}

export async function start(path: string, world: World): Promise<void> {
  const config = configOf(path, world);
  const running = await serve(config, world);
  world.say(`Clockspeed listens on ${running.url} (metrics at ${running.url}/metrics)`);
  if (/^(127\.|localhost$|::1$)/.test(config.http.host))
    world.say('Only this machine, or this container, reaches it: http.host "0.0.0.0" lets others in.');
  await world.ended;
  await running.stop();
}

export async function demo({ host, port, past, label, ...whom }: DemoOptions, world: World): Promise<void> {
  world.say(`Simulating an organisation of ${whom.engineers} engineers over 190 days (seed ${whom.seed}) …`);
  await inDemo(whom, { host, port }, world, async (config, sendPipeline) => {
    const running = await serve(config, world, logger(secretsOf(config), 'warn'));
    world.say(
      'Its GitHub, PagerDuty, Prometheus and deploy pipeline answer on loopback; collecting from them over HTTP …',
    );
    const progress = setInterval(() => void fetchProgress(running.url).then(world.say, () => undefined), 2_000);
    await Promise.race([
      sendPipeline(`${running.url}/webhooks/deployments`).then(() => running.collected),
      world.ended,
    ]);
    clearInterval(progress);
    world.say(
      `Collected. Open ${running.url}/ for every number and its explanation, ${running.url}/metrics for Prometheus. Ctrl-C ends it.`,
    );
    await Promise.race([writeDemoPast({ past, label }, config, world), world.ended]);
    await world.ended;
    await running.stop();
  });
}

/** Who takes turns, reviews and assigns in the simulation. */
const leastTeam = 4;

/** Runs something while a simulated organisation answers, with a configuration that collects from it into a store that is gone afterwards. */
async function inDemo(
  whom: Pick<DemoOptions, 'seed' | 'engineers' | 'teams'>,
  http: Partial<Config['http']>,
  world: World,
  use: (config: Config, sendPipeline: Demo['sendPipeline']) => Promise<void>,
): Promise<void> {
  if (whom.engineers < leastTeam * (whom.teams ?? 0))
    throw new UsageError(`--teams: each needs ${leastTeam} of the --engineers or more`);
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-demo-'));
  const simulated = await startDemo({ ...whom, endsAt: world.now(), now: world.now });
  try {
    const config: Config = {
      ...simulated.config,
      http: { ...simulated.config.http, ...http },
      store: { path: join(folder, 'demo.db') },
    };
    await rememberPast(simulated, config);
    await use(config, (url) => simulated.sendPipeline(url));
  } finally {
    await simulated.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an exporter that had always run would have found of settings that have no history. */
async function rememberPast(simulated: Demo, config: Config): Promise<void> {
  const store = openStore(config);
  await simulated.probePast(store).finally(() => store.close());
}

/** A line of how far the first sync is, read where everybody can read it. */
async function fetchProgress(url: string): Promise<string> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const shares = [...text.matchAll(/^clockspeed_source_sync_progress_ratio\{source="(\w+)"\} (\S+)$/gm)];
  return `  … ${shares.map(([, source, share]) => `${source} ${Math.floor(Number(share) * 100)} %`).join(', ')}`;
}

/** Whose facts: those of a configuration, or of the simulated organisation. */
export interface Whose {
  readonly config: string;
  readonly demo: boolean;
  readonly seed: number;
  readonly engineers: number;
  readonly teams?: number | undefined;
}

/** Polls once, evaluates as of an instant, writes the text. */
export async function print(options: Whose & { readonly asOf: number | null }, world: World): Promise<void> {
  await withFacts(options, world, async (config, store) => {
    if (!config.isDemo) await pollAll(config, store, world, logger(secretsOf(config), 'warn'));
    const evaluation = await new Evaluator(config, store).evaluate(options.asOf ?? world.now());
    await world.print(Buffer.from(evaluation.text).toString());
  });
}

/** Writes the past from what the store holds: who only looks back need not ask anybody. */
export async function past(
  options: Whose & Omit<BackfillOptions, 'toAt'> & { readonly toAt: number | null },
  world: World,
): Promise<void> {
  // Nobody has scraped the simulated organisation before.
  const toAt = options.toAt ?? (options.demo ? world.now() : lastSafeEnd(world.now()));
  await withStored(options, world, async (config, store) => {
    await backfill({ ...options, toAt }, new Evaluator(config, store), world);
  });
}

/** Writes assessments from what the store holds, as it was read last. */
export async function assessments(options: Whose & AssessOptions, world: World): Promise<void> {
  await withStored(options, world, (config, store) => assess(options, config, new Evaluator(config, store), world));
}

/** Opens the store of a configuration; for the demo, collects into one that is gone afterwards. */
async function withFacts(
  { config: path, demo: isDemo, seed, engineers, teams }: Whose,
  world: World,
  use: (config: Config, store: Store) => Promise<void>,
): Promise<void> {
  if (!isDemo) return withStore(configOf(path, world), use);
  await inDemo({ seed, engineers, teams }, { port: 0 }, world, async (config, sendPipeline) => {
    // Its pipeline pushes, so somebody has to listen while it does.
    const running = await serve(config, world, logger(secretsOf(config), 'warn'));
    await sendPipeline(`${running.url}/webhooks/deployments`);
    await running.collected;
    await running.stop();
    await withStore(config, use);
  });
}

/** The same of what was collected before: who only looks back makes no store, and says so where there is none. */
export async function withStored(
  whose: Whose,
  world: World,
  use: (config: Config, store: Store) => Promise<void>,
): Promise<void> {
  const path = whose.demo ? null : configOf(whose.config, world).store.path;
  if (path !== null && !existsSync(path))
    throw new UsageError(`there is no store at ${path} yet: a running exporter makes it (npm start)`);
  await withFacts(whose, world, use);
}

async function withStore(config: Config, use: (config: Config, store: Store) => Promise<void>): Promise<void> {
  const store = openStore(config);
  try {
    await use(config, store);
  } finally {
    store.close();
  }
}

async function pollAll(config: Config, store: Store, world: World, log: ReturnType<typeof logger>): Promise<void> {
  const self = new Self(config, store, world.version, configHash(config));
  const signal = new AbortController().signal;
  for (const source of polledSources(config, store, self, log, world))
    await pollOnce(source, self, log, world.now, signal);
  // Printing listens to nothing: the pipeline's numbers are as old as the last delivery that a running exporter took.
  if (config.pipeline && sourceState(store, 'pipeline').watermarkAt === null) touchPipeline(store, world.now());
}

/** Validates, then asks each source what it may read. Resolves with whether all is well. */
export async function checkConfig(path: string, world: World): Promise<boolean> {
  const config = configOf(path, world);
  world.say(`${path} is valid: ${config.teams.length} teams, ${config.services.length} services.`);
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-check-'));
  const store = openStore({ ...config, store: { path: join(folder, 'check.db') } });
  try {
    const self = new Self(config, store, world.version, configHash(config));
    let isWell = true;
    for (const source of polledSources(config, store, self, logger(secretsOf(config), 'silent'), world)) {
      for (const { what, ok, remedy } of await source.checkAccess(new AbortController().signal)) {
        world.say(`${ok ? '✓' : '✗'} ${source.name}: ${what}${ok || remedy === undefined ? '' : `. ${remedy}`}`);
        isWell &&= ok;
      }
    }
    return isWell;
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
