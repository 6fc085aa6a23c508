import type { Config } from '../../config/config.ts';
import type { DomainRecord, Incident, IncidentEntry, Instant } from '../../records/index.ts';
import { sourceState, sourceStateKey, SourceError } from '../source.ts';
import type { AccessCheck, Source, SourceContext, SourceState } from '../source.ts';
import { PagerDutyClient, statusOf, TooMany } from './client.ts';
import { onCallRecords, unfinishedKey } from './on-calls.ts';
import { probePagerDuty } from './probes.ts';
import {
  entryOf,
  incidentOf,
  incidentRow,
  logEntryRow,
  onCallRow,
  policyOf,
  serviceOf,
  urlsOf,
  userOf,
} from './records.ts';
import type { IncidentRow } from './records.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Entries may arrive late: every poll looks a little further back, and knows what it has seen. */
const overlapMs = 10 * minuteMs;
/** One slice is one commit: a first sync that is killed goes on with the next slice. */
const sliceMs = 30 * dayMs;
const referencesEveryMs = 60 * minuteMs;
const cursorKey = 'pagerduty/cursor';

interface Cursor {
  readonly startedFromAt: Instant;
  readonly readUpToAt: Instant;
  readonly referencesAt: Instant;
}

/** Incidents with their log, on-call stretches, and what they refer to. */
export function createPagerDutySource(config: Config, context: SourceContext): Source {
  const settings = config.pagerduty!;
  const client = new PagerDutyClient(settings, context);
  return {
    name: 'pagerduty',
    schedule: settings.schedule,
    poll: (signal) => new Poll(config, context, client, signal).run(),
    checkAccess: (signal) => checkAccess(client, signal),
  };
}

class Poll {
  readonly #config: Config;
  readonly #context: SourceContext;
  readonly #client: PagerDutyClient;
  readonly #signal: AbortSignal;

  constructor(config: Config, context: SourceContext, client: PagerDutyClient, signal: AbortSignal) {
    [this.#config, this.#context, this.#client, this.#signal] = [config, context, client, signal];
  }

  async run(): Promise<void> {
    const { store, now } = this.#context;
    const startedAt = now();
    const firstFrom = startedAt - this.#config.syncDays * dayMs;
    const cursor = (store.state(cursorKey) as Cursor | undefined) ?? {
      startedFromAt: firstFrom,
      readUpToAt: firstFrom,
      referencesAt: 0,
    };
    const referencesAt = await this.#references(cursor, startedAt);
    if (cursor.readUpToAt === cursor.startedFromAt) await this.#openBefore(cursor.startedFromAt);
    for (let from = cursor.readUpToAt; from < startedAt; from += sliceMs) {
      const to = Math.min(from + sliceMs, startedAt);
      await this.#slice(from, to, { ...cursor, readUpToAt: to, referencesAt }, startedAt);
    }
  }

  async #references(cursor: Cursor, startedAt: Instant): Promise<Instant> {
    if (startedAt - cursor.referencesAt < referencesEveryMs) return cursor.referencesAt;
    const list = (path: string, key: string) => this.#client.list(path, key, {}, this.#signal);
    const services = (await list('/services', 'services')).map(serviceOf);
    const policyRows = await list('/escalation_policies', 'escalation_policies');
    const policies = policyRows.map(policyOf);
    const records: DomainRecord[] = [
      ...services,
      ...policies,
      ...(await list('/users', 'users')).map(userOf),
      { kind: 'priorities', id: 'account', names: await this.#priorities() },
    ];
    const { store, now } = this.#context;
    const setup = { services, policies, policyUrls: urlsOf(policyRows) };
    const probes = probePagerDuty(this.#config, setup, store, now(), referencesEveryMs);
    store.write({ ...probes, records: [...records, ...probes.records!] });
    return startedAt;
  }

  /** In PagerDuty's order, highest first. An account without priorities answers 404. */
  async #priorities(): Promise<readonly string[]> {
    try {
      const rows = await this.#client.list('/priorities', 'priorities', {}, this.#signal);
      return rows.map((row) => String(row['name'] ?? row['summary']));
    } catch (error) {
      if (statusOf(error) === 404) return [];
      throw error;
    }
  }

  /** What began before the first sync and is open still, with its whole log. */
  async #openBefore(firstFrom: Instant): Promise<void> {
    const query = { date_range: 'all', 'statuses[]': ['triggered', 'acknowledged'], time_zone: 'UTC' };
    const rows = (await this.#client.list('/incidents', 'incidents', query, this.#signal)).map((row) =>
      incidentRow.parse(row),
    );
    for (const row of rows.filter(({ created_at }) => created_at < firstFrom)) {
      const entries = await this.#client.list(
        `/incidents/${row.id}/log_entries`,
        'log_entries',
        { is_overview: 'false', time_zone: 'UTC' },
        this.#signal,
      );
      this.#context.store.write({
        records: [
          this.#incident(
            row,
            entries
              .map((entry) => logEntryRow.parse(entry))
              .map(entryOf)
              .filter((entry) => entry !== null),
          ),
        ],
      });
    }
  }

  /** Entries, the incidents that they name, and the on-call stretches of one slice of time, in one commit with the watermark. */
  async #slice(from: Instant, to: Instant, cursor: Cursor, startedAt: Instant): Promise<void> {
    const incidents = await this.#incidents(from - overlapMs, to);
    const onCalls = await this.#list('/oncalls', 'oncalls', { 'include[]': [] }, from, to);
    const { records, unfinished } = onCallRecords(
      onCalls.map((row) => onCallRow.parse(row)),
      from,
      to,
      this.#context.store,
    );
    const before = sourceState(this.#context.store, 'pagerduty');
    const isDone = to === startedAt;
    const state: SourceState = {
      completeFromAt: isDone ? cursor.startedFromAt : before.completeFromAt,
      watermarkAt: isDone ? startedAt : before.watermarkAt,
      lastSuccessAt: isDone ? startedAt : before.lastSuccessAt,
      progress: before.completeFromAt !== null ? 1 : (to - cursor.startedFromAt) / (startedAt - cursor.startedFromAt),
    };
    this.#context.store.write({
      records: [...incidents, ...records],
      state: [
        { key: cursorKey, value: cursor },
        { key: unfinishedKey, value: unfinished },
        { key: sourceStateKey('pagerduty'), value: state },
      ],
    });
  }

  async #incidents(from: Instant, to: Instant): Promise<readonly Incident[]> {
    const rows = await this.#list(
      '/log_entries',
      'log_entries',
      { is_overview: 'false', 'include[]': ['incidents'] },
      from,
      to,
    );
    const byIncident = new Map<string, { row: IncidentRow; entries: IncidentEntry[] }>();
    for (const row of rows.map((entry) => logEntryRow.parse(entry))) {
      const known = byIncident.get(row.incident.id) ?? { row: incidentRow.parse(row.incident), entries: [] };
      byIncident.set(row.incident.id, known);
      const entry = entryOf(row);
      if (entry) known.entries.push(entry);
    }
    return [...byIncident.values()].map(({ row, entries }) => this.#incident(row, entries));
  }

  #incident(row: IncidentRow, entries: readonly IncidentEntry[]): Incident {
    const { store } = this.#context;
    const order = store.get('priorities', 'account')?.names ?? [];
    const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
    return incidentOf(row, entries, store.get('incident', row.id), rank);
  }

  /** All rows of a stretch of time; where there are more than PagerDuty gives away, of its halves. */
  async #list(
    path: string,
    key: string,
    query: Readonly<Record<string, string | readonly string[]>>,
    from: Instant,
    to: Instant,
  ): Promise<readonly Record<string, unknown>[]> {
    const iso = (at: Instant): string => new Date(at).toISOString();
    try {
      return await this.#client.list(
        path,
        key,
        { ...query, since: iso(from), until: iso(to), time_zone: 'UTC' },
        this.#signal,
      );
    } catch (error) {
      if (!(error instanceof TooMany) || to - from < 2 * minuteMs) throw error;
      const middle = Math.floor((from + to) / 2);
      return [
        ...(await this.#list(path, key, query, from, middle)),
        ...(await this.#list(path, key, query, middle, to)),
      ];
    }
  }
}

const readable = [
  ['incidents', '/incidents'],
  ['log entries', '/log_entries'],
  ['on-call shifts', '/oncalls'],
  ['services', '/services'],
  ['escalation policies', '/escalation_policies'],
  ['users', '/users'],
] as const;

async function checkAccess(client: PagerDutyClient, signal: AbortSignal): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  for (const [name, path] of readable) {
    try {
      await client.get(path, { limit: '1' }, signal);
      checks.push({ what: `read ${name}`, ok: true });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      checks.push({
        what: `read ${name}: ${error.message}`,
        ok: false,
        remedy: 'Give it a read-only REST API key of the account (Integrations → API Access Keys)',
      });
    }
  }
  return checks;
}
