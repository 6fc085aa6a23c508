import { gzipSync } from 'node:zlib';
import type { Config } from '../config/config.ts';
import { recordKinds } from '../records/kinds.ts';
import { webhookResults } from '../sources/pipeline/router.ts';
import { sourceState } from '../sources/source.ts';
import type { SourceMeter, SourceName } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { prefix } from './families.ts';
import { Counter, Gauge, Histogram, Registry } from './registry.ts';

const seconds = 1_000;

/** What a page shows of a source. */
export interface SourceStatus {
  readonly name: SourceName;
  /** Whether its last poll succeeded; a push source: whether it listens. Null before the first. */
  isUp: boolean | null;
  lastError: string | null;
}

/** The files of a folder of which nothing was taken, counted whenever their source was read: scrapes never wait for a disk. */
interface RefusedFiles {
  readonly source: SourceName;
  readonly kind: 'survey_file' | 'assessment_file';
  readonly gauge: Gauge;
}

/** The exporter's own metrics. They live as long as the process; a restart resets counters, as Prometheus expects. */
export class Self {
  readonly sources: readonly SourceStatus[];
  readonly #registry = new Registry();
  readonly #store: Store;
  readonly #gauge = (name: string, help: string, labelNames: readonly string[]): Gauge =>
    this.#made(Gauge, name, help, labelNames);
  readonly #counter = (name: string, help: string, labelNames: readonly string[]): Counter =>
    this.#made(Counter, name, help, labelNames);
  readonly #up = this.#gauge(
    'source_up',
    'Whether the last poll of a source succeeded; of a push source: whether it listens.',
    ['source'],
  );
  readonly #success = this.#gauge(
    'source_last_success_timestamp_seconds',
    'Unix time of the last poll that succeeded.',
    ['source'],
  );
  readonly #watermark = this.#gauge(
    'source_watermark_timestamp_seconds',
    'Unix time up to which a source has been read.',
    ['source'],
  );
  readonly #completeFrom = this.#gauge(
    'source_complete_from_timestamp_seconds',
    'Unix time since which a source has been read without a gap.',
    ['source'],
  );
  readonly #progress = this.#gauge('source_sync_progress_ratio', 'How far the first sync of a source is.', ['source']);
  readonly #requests = this.#counter('source_requests_total', 'Requests sent to a source, by outcome.', [
    'source',
    'outcome',
  ]);
  readonly #spent = this.#counter(
    'source_budget_spent_total',
    'Points or calls of its budget that a source has cost.',
    ['source'],
  );
  readonly #remaining = this.#gauge(
    'source_budget_remaining',
    'Points or calls left in the upstream’s budget; absent where it has none.',
    ['source'],
  );
  readonly #records = this.#gauge('records', 'Records in the store, by kind.', ['kind']);
  readonly #webhooks = this.#counter('webhook_events_total', 'Deliveries to the webhook, by result.', ['result']);
  /** None where no such files are configured: a gauge without labels would print a 0 that nobody measured. */
  readonly #refused: readonly RefusedFiles[];
  readonly #polls = new Histogram({
    name: `${prefix}source_poll_seconds`,
    help: 'Duration of polls.',
    labelNames: ['source'],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
    registers: [this.#registry],
  });
  readonly #evaluations = new Histogram({
    name: `${prefix}evaluation_seconds`,
    help: 'Duration of evaluations, rendering included.',
    buckets: [0.01, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [this.#registry],
  });

  constructor(config: Config, store: Store, version: string, configHash: string) {
    this.#store = store;
    const names: readonly (SourceName | null)[] = [
      config.github && 'github',
      config.pagerduty && 'pagerduty',
      config.prometheus && 'prometheus',
      config.pipeline && 'pipeline',
      config.surveys && 'surveys',
      config.maturity.assessments && 'assessments',
    ];
    this.sources = names.filter((name) => name !== null).map((name) => ({ name, isUp: null, lastError: null }));
    this.#refused = [
      ...(config.surveys ? [this.#refusedOf('survey', 'Files in the folder of surveys', 'devex_score')] : []),
      ...(config.maturity.assessments
        ? [this.#refusedOf('assessment', 'Documents in the folder of assessments', 'maturity_assessed_level')]
        : []),
    ];
    for (const files of this.#refused) this.#countRefused(files);
    // A counter that is born with its first event has not increased by it: its alert would never hear of a first burst.
    if (config.pipeline) for (const result of webhookResults) this.#webhooks.inc({ result }, 0);
    this.#gauge('build_info', 'The version that runs.', ['version', 'node']).set({ version, node: process.version }, 1);
    this.#gauge('config_info', 'The configuration that runs, by its hash; demo="true": the simulated organisation.', [
      'hash',
      'demo',
    ]).set({ hash: configHash, demo: String(config.isDemo) }, 1);
  }

  meter(source: SourceName): SourceMeter {
    return {
      request: (outcome) => this.#requests.inc({ source, outcome }),
      budget: (spent, remaining) => {
        this.#spent.inc({ source }, spent);
        if (remaining !== null) this.#remaining.set({ source }, remaining);
      },
    };
  }

  polled(source: SourceName, tookMs: number, error: string | null): void {
    this.#polls.observe({ source }, tookMs / seconds);
    for (const files of this.#refused) if (files.source === source) this.#countRefused(files);
    this.listening(source, error);
  }

  /** A source is up, or down for a reason. */
  listening(source: SourceName, error: string | null): void {
    const status = this.sources.find(({ name }) => name === source);
    if (status) Object.assign(status, { isUp: error === null, lastError: error });
  }

  evaluated(tookMs: number): void {
    this.#evaluations.observe(tookMs / seconds);
  }

  webhook(result: string): void {
    this.#webhooks.inc({ result });
  }

  /** The text of now, and gzipped. About a hundred series: well under a millisecond or two. */
  async render(): Promise<{ readonly text: Uint8Array; readonly gzip: Uint8Array }> {
    for (const { name, isUp } of this.sources) this.#renderSource(name, isUp);
    for (const kind of recordKinds) this.#records.set({ kind }, this.#store.count(kind));
    const text = Buffer.from(await this.#registry.metrics());
    return { text, gzip: gzipSync(text) };
  }

  #refusedOf(name: 'survey' | 'assessment', what: string, metric: string): RefusedFiles {
    const help = `${what} of which nothing was taken because something in them is wrong; /explain of clockspeed_${metric} says what, by line.`;
    return { source: `${name}s`, kind: `${name}_file`, gauge: this.#gauge(`${name}_files_refused`, help, []) };
  }

  #countRefused({ kind, gauge }: RefusedFiles): void {
    let refused = 0;
    for (const { record } of this.#store.changed(kind, 0)) if (record.problems.length > 0) refused += 1;
    gauge.set(refused);
  }

  #renderSource(source: SourceName, isUp: boolean | null): void {
    const state = sourceState(this.#store, source);
    if (isUp !== null) this.#up.set({ source }, isUp ? 1 : 0);
    this.#progress.set({ source }, state.progress);
    if (state.lastSuccessAt !== null) this.#success.set({ source }, state.lastSuccessAt / seconds);
    if (state.watermarkAt !== null) this.#watermark.set({ source }, state.watermarkAt / seconds);
    if (state.completeFromAt !== null) this.#completeFrom.set({ source }, state.completeFromAt / seconds);
  }

  #made<T>(
    Kind: new (options: { name: string; help: string; labelNames: string[]; registers: Registry[] }) => T,
    name: string,
    help: string,
    labelNames: readonly string[],
  ): T {
    return new Kind({ name: prefix + name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }
}
