import type { Incident, IncidentEntry } from '../../records/index.ts';
import { startServer } from '../faults.ts';
import type { Reply } from '../faults.ts';
import type { DemoServer, World } from '../world.ts';

export const pagerDutyToken = 'demo-pagerduty-token';
const offsetCap = 10_000;
const sixMonthsMs = 186 * 86_400_000;
const ninetyDaysMs = 90 * 86_400_000;

type Row = Readonly<Record<string, unknown>>;
class Refusal extends Error {}

const iso = (at: number): string => new Date(at).toISOString();
const entryTypes = {
  push: 'push_notification',
  sms: 'sms_notification',
  phone: 'phone_notification',
  email: 'email_notification',
} as const;

/** PagerDuty's REST API as far as it is read, with its limits: page size, offset cap, longest windows. */
export async function startPagerDutyServer(world: World, { now }: { readonly now: () => number }): Promise<DemoServer> {
  const lists = tables(world, now);
  return startServer((request) => {
    if (request.headers.authorization !== `Token token=${pagerDutyToken}`) return failure(401, 'Unauthorized');
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const list = lists(url.pathname);
    if (!list) return failure(404, 'Not Found');
    try {
      return page(list.key, list.rows(url.searchParams), url.searchParams);
    } catch (error) {
      if (error instanceof Refusal) return failure(400, error.message);
      throw error;
    }
  });
}

const failure = (status: number, message: string): Reply => ({
  status,
  body: JSON.stringify({ error: { message, code: 2_000 + status } }),
  points: 1,
});

function page(key: string, rows: readonly Row[], query: URLSearchParams): Reply {
  const [limit, offset] = [Number(query.get('limit') ?? 25), Number(query.get('offset') ?? 0)];
  if (!(limit >= 1 && limit <= 100)) throw new Refusal('limit must be between 1 and 100');
  if (offset + limit > offsetCap) throw new Refusal(`offset + limit must be at most ${offsetCap}`);
  const body = {
    [key]: rows.slice(offset, offset + limit),
    limit,
    offset,
    more: rows.length > offset + limit,
    total: null,
  };
  return { status: 200, body: JSON.stringify(body), points: 1 };
}

interface List {
  readonly key: string;
  readonly rows: (query: URLSearchParams) => readonly Row[];
}

function tables(world: World, now: () => number): (path: string) => List | undefined {
  const incidents = new Map(world.incidents.map((incident) => [incident.id, incident]));
  const entries = world.incidents
    .flatMap((incident) => incident.entries.map((entry) => ({ incident, entry })))
    .sort((a, b) => b.entry.at - a.entry.at);
  const lists: Readonly<Record<string, List>> = {
    '/services': {
      key: 'services',
      rows: () =>
        world.pagerdutyServices.map(({ id, name, url, createdAt, escalationPolicy }) => ({
          id,
          name,
          html_url: url,
          created_at: iso(createdAt),
          escalation_policy: escalationPolicy === null ? null : { id: escalationPolicy },
        })),
    },
    '/escalation_policies': {
      key: 'escalation_policies',
      rows: () =>
        world.escalationPolicies.map(({ id, name, teams, levels }) => ({
          id,
          name,
          html_url: `https://acme.pagerduty.example/escalation_policies/${id}`,
          teams: teams.map((team) => ({ id: team })),
          escalation_rules: Array.from({ length: levels }, (_, level) => ({ id: `${id}-${level}` })),
        })),
    },
    '/users': { key: 'users', rows: () => world.pagerdutyUsers.map(({ id, email }) => ({ id, email, name: id })) },
    '/priorities': {
      key: 'priorities',
      rows: () => world.priorities.names.map((name) => ({ id: name, name, summary: name })),
    },
    '/incidents': {
      key: 'incidents',
      rows: (query) => {
        const statuses = query.getAll('statuses[]');
        const chosen =
          query.get('date_range') === 'all'
            ? world.incidents
            : world.incidents.filter(({ createdAt }) => isWithin(createdAt, query, now, sixMonthsMs));
        return chosen.filter(({ status }) => statuses.length === 0 || statuses.includes(status)).map(incidentRow);
      },
    },
    '/log_entries': {
      key: 'log_entries',
      rows: (query) => {
        const isFull = query.getAll('include[]').includes('incidents');
        return entries
          .filter(({ entry }) => isWithin(entry.at, query, now, sixMonthsMs))
          .map(({ incident, entry }) => entryRow(entry, isFull ? incidentRow(incident) : { id: incident.id }));
      },
    },
    '/oncalls': { key: 'oncalls', rows: (query) => onCallRows(world, query, now) },
  };
  return (path) => {
    const one = /^\/incidents\/([^/]+)\/log_entries$/.exec(path)?.[1];
    const incident = one === undefined ? undefined : incidents.get(one);
    if (incident)
      return { key: 'log_entries', rows: () => incident.entries.map((entry) => entryRow(entry, { id: incident.id })) };
    return lists[path];
  };
}

function span(query: URLSearchParams, now: () => number, longestMs: number): readonly [number, number] {
  const [since, until] = [Date.parse(query.get('since') ?? ''), Date.parse(query.get('until') ?? '')];
  const [from, to] = [Number.isNaN(since) ? now() - 30 * 86_400_000 : since, Number.isNaN(until) ? now() : until];
  if (to - from > longestMs) throw new Refusal('the time range is too long');
  return [from, to];
}

function isWithin(at: number, query: URLSearchParams, now: () => number, longestMs: number): boolean {
  const [from, to] = span(query, now, longestMs);
  return from <= at && at < to;
}

function onCallRows({ onCalls }: World, query: URLSearchParams, now: () => number): readonly Row[] {
  const [from, to] = span(query, now, ninetyDaysMs);
  const policies = query.getAll('escalation_policy_ids[]');
  return onCalls
    .filter(
      ({ fromAt, toAt, escalationPolicy }) =>
        fromAt < to && toAt > from && (policies.length === 0 || policies.includes(escalationPolicy)),
    )
    .map(({ escalationPolicy, level, user, fromAt, toAt }) => ({
      escalation_policy: { id: escalationPolicy },
      escalation_level: level,
      user: { id: user },
      start: iso(fromAt),
      end: iso(toAt),
    }));
}

function incidentRow(incident: Incident): Row {
  return {
    id: incident.id,
    html_url: incident.url,
    incident_number: incident.number,
    title: incident.title,
    incident_key: incident.incidentKey,
    service: { id: incident.service },
    created_at: iso(incident.createdAt),
    status: incident.status,
    priority: incident.priority === null ? null : { id: incident.priority, name: incident.priority },
    // Empty once it is resolved, whoever had it: the log is the only memory.
    acknowledgements: [],
    assignments: [],
    ...(incident.mergedAt !== null && { resolve_reason: { type: 'merge_resolve_reason' } }),
  };
}

function entryRow(entry: IncidentEntry, incident: Row): Row {
  const isNotify = entry.type === 'notify';
  return {
    id: entry.id,
    type: `${entry.type}_log_entry`,
    created_at: iso(entry.at),
    agent:
      !isNotify && entry.user !== null
        ? { id: entry.user, type: 'user_reference' }
        : { id: 'PSERVICE', type: 'service_reference' },
    ...(isNotify && entry.user !== null && { user: { id: entry.user } }),
    channel:
      entry.channel === null ? { type: 'auto' } : { type: 'auto', notification: { type: entryTypes[entry.channel] } },
    incident,
  };
}
