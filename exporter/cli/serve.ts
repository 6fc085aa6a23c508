import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import { canonicalJson } from '../store/canonical.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { EvaluationThread } from '../evaluation/evaluation-thread.ts';
import type { Evaluation } from '../evaluation/evaluator.ts';
import type { Config } from '../config/config.ts';
import { secretsOf } from '../config/load.ts';
import { createHttp } from '../exposition/http.ts';
import { Self } from '../exposition/self.ts';
import { createPipelineRouter, touchPipeline } from '../sources/pipeline/router.ts';
import type { Source } from '../sources/source.ts';
import { contextOf, pollOnce, polledSources } from './sources.ts';
import { logger } from './surroundings.ts';
import type { World } from './surroundings.ts';

/** How often everything is evaluated, besides after each poll: windows move on without any news. */
const evaluateEveryMs = 15_000;

/** A running exporter. */
export interface Running {
  /** Where this machine reaches it. */
  readonly url: string;
  /** Resolves when every source was polled once, well or not, and the result is evaluated. */
  readonly collected: Promise<void>;
  evaluation(): Evaluation | null;
  stop(): Promise<void>;
}

/** Of what decides numbers: not of where and how sources are reached. */
export function configHash(config: Config): string {
  const surveys = config.surveys && { ...config.surveys, folder: null, schedule: null };
  const assessments = config.maturity.assessments && {};
  return createHash('sha256')
    .update(
      canonicalJson({
        ...config,
        github: null,
        pagerduty: null,
        prometheus: null,
        pipeline: null,
        surveys,
        maturity: { ...config.maturity, assessments },
        http: null,
        digest: null,
      }),
    )
    .digest('hex')
    .slice(0, 12);
}

/** Creates the folder of the store, then opens it. */
export function openStore({ store: { path } }: Config): Store {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  return openSqliteStore(path);
}

/** The host of an address: nobody can ask 0.0.0.0, which only means that every interface is listened on. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Sources → store → evaluation → HTTP, each on its own clock. Rejects where the port or the store is not to be had. */
export async function serve(config: Config, world: World, log: Logger = logger(secretsOf(config))): Promise<Running> {
  const store = openStore(config);
  const self = new Self(config, store, world.version, configHash(config));
  const stopping = new AbortController();
  const evaluating = new Evaluating(config, self, store, log, world);
  const thread = evaluating.thread;
  const webhooks =
    config.pipeline &&
    createPipelineRouter(config, {
      ...contextOf('pipeline', store, self, log, world),
      onEvent: (result) => self.webhook(result),
    });
  if (webhooks) self.listening('pipeline', null);
  const app = createHttp({
    config,
    store,
    self,
    now: world.now,
    latest: () => evaluating.latest,
    explain: (series, moment) => thread.ask('explain', series, moment),
    maturity: (asOf) => thread.ask('maturity', asOf),
    governance: (asOf) => thread.ask('governance', asOf),
    work: (team, asOf) => thread.ask('work', team, asOf),
    allHands: (month) => thread.ask('report', world.allHands.href, month, world.now()),
    webhooks,
  });
  const server = app.listen(config.http.port, config.http.host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    store.close();
    throw new Error(`cannot listen on ${config.http.host}:${config.http.port}: ${(cause as Error).message}`, { cause });
  }
  const { port } = server.address() as AddressInfo;
  const loops = polledSources(config, store, self, log, world).map((source) =>
    loop(source, self, log, world, stopping.signal, evaluating),
  );
  const timer = setInterval(() => evaluating.request(), evaluateEveryMs);
  const collected = Promise.all(loops.map(({ first }) => first)).then(() => evaluating.request());
  return {
    url: `http://${reachable(config.http.host)}:${port}`,
    collected,
    evaluation: () => evaluating.latest,
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      loops.forEach(({ stop }) => stop());
      server.close();
      server.closeAllConnections();
      await Promise.all(loops.map(({ idle }) => idle()));
      await evaluating.stop();
      store.close();
    },
  };
}

/** One evaluation at a time; requests during one are answered by one more. */
class Evaluating {
  readonly thread: EvaluationThread;
  latest: Evaluation | null = null;
  readonly #self: Self;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #world: World;
  readonly #hasPipeline: boolean;
  #running: Promise<void> | undefined;
  #isAsked = false;
  #isStopped = false;

  constructor(config: Config, self: Self, store: Store, log: Logger, world: World) {
    this.thread = new EvaluationThread(config);
    this.#hasPipeline = config.pipeline !== null;
    [this.#self, this.#store, this.#log, this.#world] = [self, store, log, world];
  }

  request(): Promise<void> {
    this.#isAsked = true;
    this.#running ??= this.#work().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.thread.stop();
    await this.#running;
  }

  async #work(): Promise<void> {
    while (this.#isAsked && !this.#isStopped) {
      this.#isAsked = false;
      const startedAt = this.#world.now();
      try {
        if (this.#hasPipeline) touchPipeline(this.#store, startedAt);
        this.latest = await this.thread.ask('evaluate', startedAt);
        for (const problem of this.latest.problems) this.#log.error({ operation: 'make facts' }, problem);
        this.#self.evaluated(this.#world.now() - startedAt);
      } catch (error) {
        if (!this.#isStopped) this.#log.error({ operation: 'evaluate' }, (error as Error).message);
      }
    }
  }
}

/** A source on its schedule: the first poll at once, never two at a time. */
function loop(source: Source, self: Self, log: Logger, world: World, signal: AbortSignal, evaluating: Evaluating) {
  let running: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running ??= pollOnce(source, self, log, world.now, signal)
      .then(() => (signal.aborted ? undefined : evaluating.request()))
      .finally(() => (running = undefined));
    return running;
  };
  const first = run();
  const task = schedule(source.schedule, run, { noOverlap: true });
  return { first, stop: () => void task.stop(), idle: async () => void (await running) };
}
