import type { Config, ReadQuery } from '../../config/config.ts';
import type { DomainRecord, Instant, Reading } from '../../records/index.ts';
import type { Store } from '../../store/store.ts';
import { SourceError, sourceStateKey } from '../source.ts';
import type { AccessCheck, Source, SourceContext, SourceState } from '../source.ts';
import { readAnswer } from './answers.ts';
import type { Read, ReadSeries } from './answers.ts';
import { PrometheusClient, Refused } from './client.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The past is read by the hour, on whole hours. */
const stepMs = hourMs;
/** One question about the past: 720 points a series, where Prometheus refuses more than 11,000; written before the next is asked. */
const sliceMs = 30 * dayMs;

/** How far one query has been read. The instant of the first reading is where what Prometheus knows begins. */
interface QueryState extends SourceState {
  readonly firstAt: Instant | null;
}
const unread: QueryState = { completeFromAt: null, watermarkAt: null, lastSuccessAt: null, progress: 0, firstAt: null };
const stateKey = ({ key }: ReadQuery): string => `source/prometheus/${key}`;
const stateOf = (store: Store, query: ReadQuery): QueryState => ({
  ...unread,
  ...(store.state(stateKey(query)) as Partial<QueryState> | undefined),
});

/** What configured queries answer: now, and at every whole hour since they were asked last, at first since `sync_days` ago. */
export function createPrometheusSource(config: Config, context: SourceContext): Source {
  const settings = config.prometheus!;
  const client = new PrometheusClient(settings, context);
  return {
    name: 'prometheus',
    schedule: settings.schedule,
    poll: (signal) => poll(config, context, client, signal),
    checkAccess: (signal) => checkAccess(config, context, client, signal),
  };
}

/** One query after the other. One that cannot be answered does not stop the others, but where none could be. */
async function poll(
  config: Config,
  context: SourceContext,
  client: PrometheusClient,
  signal: AbortSignal,
): Promise<void> {
  const { queries } = config.prometheus!;
  const startedAt = context.now();
  const problems: SourceError[] = [];
  for (const query of queries) {
    try {
      await new QueryPoll(query, config, context, client, signal).run(startedAt);
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause;
      problems.push(new SourceError('prometheus', `query "${query.id}"`, cause.message, { cause }));
      if (cause.isOfAll) break;
    }
  }
  writeState(queries, context.store, problems.length === 0 ? startedAt : null);
  if (problems.length === 1) throw problems[0]!;
  if (problems.length > 1)
    throw new SourceError(
      'prometheus',
      `${problems.length} queries`,
      problems.map(({ message }) => message).join('; '),
    );
}

/** The source has read what all of its queries have. */
function writeState(queries: readonly ReadQuery[], store: Store, succeededAt: Instant | null): void {
  const states = queries.map((query) => stateOf(store, query));
  const of = (pick: (state: QueryState) => Instant | null, choose: (...all: number[]) => number): Instant | null => {
    const all = states.map(pick);
    return all.includes(null) ? null : choose(...(all as Instant[]));
  };
  const before = store.state(sourceStateKey('prometheus')) as Partial<SourceState> | undefined;
  const value: SourceState = {
    completeFromAt: of(({ completeFromAt }) => completeFromAt, Math.max),
    watermarkAt: of(({ watermarkAt }) => watermarkAt, Math.min),
    lastSuccessAt: succeededAt ?? before?.lastSuccessAt ?? null,
    progress: states.reduce((sum, { progress }) => sum + progress, 0) / states.length,
  };
  store.write({ state: [{ key: sourceStateKey('prometheus'), value }] });
}

/** One query, from where it was read up to now. */
class QueryPoll {
  readonly #query: ReadQuery;
  readonly #config: Config;
  readonly #context: SourceContext;
  readonly #client: PrometheusClient;
  readonly #signal: AbortSignal;

  constructor(query: ReadQuery, config: Config, context: SourceContext, client: PrometheusClient, signal: AbortSignal) {
    [this.#query, this.#config, this.#context, this.#client, this.#signal] = [query, config, context, client, signal];
  }

  async run(startedAt: Instant): Promise<void> {
    const { watermarkAt } = stateOf(this.#context.store, this.#query);
    const firstFrom = startedAt - this.#config.syncDays * dayMs;
    const from = watermarkAt ?? firstFrom;
    // After a short pause the reading of now is enough: what lies between is no more than a step old.
    if (startedAt - from > stepMs) await this.#past(from, startedAt, firstFrom);
    const read = await this.#ask('query', { time: String(startedAt / 1_000) });
    this.#write(read, { watermarkAt: startedAt, lastSuccessAt: startedAt, progress: 1 }, startedAt);
  }

  /** Whole hours after `from` and before `to`, slice by slice. */
  async #past(from: Instant, to: Instant, firstFrom: Instant): Promise<void> {
    const last = Math.ceil(to / stepMs) * stepMs - stepMs;
    for (let start = Math.floor(from / stepMs) * stepMs + stepMs; start <= last; start += sliceMs) {
      const end = Math.min(start + sliceMs - stepMs, last);
      const parameters = { start: String(start / 1_000), end: String(end / 1_000), step: String(stepMs / 1_000) };
      const read = await this.#ask('query_range', parameters);
      this.#write(read, { watermarkAt: end, progress: (end - firstFrom) / (to - firstFrom) }, null);
    }
  }

  async #ask(path: string, parameters: Readonly<Record<string, string>>): Promise<Read> {
    const asked = { query: this.#query.query, ...parameters };
    const { data, warnings } = await this.#client.ask(path, asked, this.#signal);
    const read = readAnswer(data, this.#query);
    const told = [...warnings, ...read.leftOut];
    if (told.length > 0)
      this.#context.log.warn({ query: this.#query.id, told: told.slice(0, 10) }, 'an answer has something left out');
    return read;
  }

  /** Readings, and how far they go, in one batch. `doneAt`: everything up to then is read. */
  #write(read: Read, progress: Partial<QueryState>, doneAt: Instant | null): void {
    const { store } = this.#context;
    const before = stateOf(store, this.#query);
    const firstAt = before.firstAt ?? earliest(read.series);
    // A reading says nothing as of its own instant. Where nothing was ever answered, nothing is known to be there from now on.
    const completeFromAt = before.completeFromAt ?? (doneAt === null ? null : (firstAt ?? doneAt) + 1);
    const value: QueryState = { ...before, ...progress, firstAt, completeFromAt };
    const records = read.series.flatMap((series) => recordsOf(this.#query, series, store));
    store.write({ records, state: [{ key: stateKey(this.#query), value }] });
  }
}

const earliest = (series: readonly ReadSeries[]): Instant | null =>
  series.length === 0 ? null : series.reduce((first, { samples }) => Math.min(first, samples[0]!.at), Infinity);

/** A series by UTC days, each put together with what was known of it. */
function recordsOf({ key }: ReadQuery, { team, name, samples }: ReadSeries, store: Store): readonly DomainRecord[] {
  const byDay = new Map<string, Reading['samples'][number][]>();
  for (const sample of samples) {
    const day = new Date(sample.at).toISOString().slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), sample]);
  }
  return Array.from(byDay, ([day, ofDay]): Reading => {
    const id = [key, day, encodeURIComponent(team), encodeURIComponent(name)].join('/');
    const known = store.get('reading', id)?.samples ?? [];
    const byInstant = new Map([...known, ...ofDay].map((sample) => [sample.at, sample]));
    const all = [...byInstant.values()].sort((a, b) => a.at - b.at);
    return { kind: 'reading', id, query: key, team, name, samples: all };
  });
}

async function checkAccess(
  { prometheus, teams }: Config,
  context: SourceContext,
  client: PrometheusClient,
  signal: AbortSignal,
): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  for (const query of prometheus!.queries) {
    const what = `query "${query.id}"`;
    try {
      const asked = { query: query.query, time: String(context.now() / 1_000) };
      const { series, leftOut } = readAnswer((await client.ask('query', asked, signal)).data, query);
      const strangers = series.map(({ team }) => team).filter((team) => teams.every(({ id }) => id !== team));
      const of =
        strangers.length === 0
          ? ''
          : `, of no configured team: ${[...new Set(strangers)].map((team) => `"${team}"`).join(', ')}`;
      const without = leftOut.length === 0 ? '' : `; left out: ${leftOut.join('; ')}`;
      checks.push({
        what: `${what}: ${series.length} series${of}${without}`,
        ok: leftOut.length === 0,
        remedy: 'Correct the query, or relabel what it answers',
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      checks.push({ what: `${what}: ${error.message}`, ok: false, remedy: remedyOf(error) });
    }
  }
  return checks;
}

function remedyOf({ status }: Refused): string {
  if (status === 401 || status === 403) return 'Give prometheus.token or prometheus.basic what may read it';
  if (status === 0 || status === 404) return 'Let prometheus.url be what /api/v1/query is put behind';
  return 'Correct the query; try it in the expression browser';
}
