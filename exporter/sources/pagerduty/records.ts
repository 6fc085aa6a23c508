import { z } from 'zod';
import type {
  EscalationPolicy,
  Incident,
  IncidentEntry,
  Instant,
  PagerDutyService,
  PagerDutyUser,
} from '../../records/index.ts';

// PagerDuty's words end here. Only what is read is checked; what does not fit is a SourceError of the poll.

const instant = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number().int());
const reference = z.object({ id: z.string() });

export const incidentRow = z.object({
  id: z.string(),
  html_url: z.string(),
  incident_number: z.number(),
  title: z.string(),
  incident_key: z.string().nullish(),
  service: reference,
  created_at: instant,
  status: z.enum(['triggered', 'acknowledged', 'resolved']),
  priority: z.object({ name: z.string().nullish(), summary: z.string().nullish() }).nullish(),
  resolve_reason: z.object({ type: z.string() }).nullish(),
});
export type IncidentRow = z.output<typeof incidentRow>;

export const logEntryRow = z.object({
  id: z.string(),
  type: z.string(),
  created_at: instant,
  agent: z.object({ id: z.string(), type: z.string() }).nullish(),
  user: reference.nullish(),
  channel: z.object({ notification: z.object({ type: z.string() }).nullish() }).nullish(),
  incident: z.looseObject({ id: z.string() }),
});
export type LogEntryRow = z.output<typeof logEntryRow>;

export const onCallRow = z.object({
  escalation_policy: reference,
  escalation_level: z.number(),
  user: reference,
  start: instant.nullish(),
  end: instant.nullish(),
});
export type OnCallRow = z.output<typeof onCallRow>;

const serviceRow = z.object({
  id: z.string(),
  name: z.string(),
  html_url: z.string().nullish(),
  created_at: instant,
  escalation_policy: reference.nullish(),
});
const policyRow = z.object({
  id: z.string(),
  name: z.string(),
  teams: z.array(reference).default([]),
  escalation_rules: z.array(z.unknown()).default([]),
});
const userRow = z.object({ id: z.string(), email: z.string() });

export function serviceOf(row: unknown): PagerDutyService {
  const { id, name, html_url, created_at, escalation_policy } = serviceRow.parse(row);
  return {
    kind: 'pagerduty_service',
    id,
    name,
    url: html_url ?? '',
    createdAt: created_at,
    escalationPolicy: escalation_policy?.id ?? null,
  };
}

export function policyOf(row: unknown): EscalationPolicy {
  const { id, name, teams, escalation_rules } = policyRow.parse(row);
  return { kind: 'escalation_policy', id, name, teams: teams.map((team) => team.id), levels: escalation_rules.length };
}

/** Pages by id; rows without one are left out. */
export const urlsOf = (rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, string> =>
  new Map(
    rows.flatMap(({ id, html_url: url }) => (typeof id === 'string' && typeof url === 'string' ? [[id, url]] : [])),
  );

export function userOf(row: unknown): PagerDutyUser {
  const { id, email } = userRow.parse(row);
  return { kind: 'pagerduty_user', id, email };
}

const types: Readonly<Record<string, IncidentEntry['type']>> = {
  trigger_log_entry: 'trigger',
  acknowledge_log_entry: 'acknowledge',
  unacknowledge_log_entry: 'unacknowledge',
  escalate_log_entry: 'escalate',
  assign_log_entry: 'assign',
  notify_log_entry: 'notify',
  resolve_log_entry: 'resolve',
  reopen_log_entry: 'reopen',
  merge_log_entry: 'merge',
};
const channels: Readonly<Record<string, IncidentEntry['channel']>> = {
  push_notification: 'push',
  sms_notification: 'sms',
  phone_notification: 'phone',
  email_notification: 'email',
};

/** Null: a type that says nothing of a state or a page (notes, snoozes, …). */
export function entryOf({ id, type, created_at, agent, user, channel }: LogEntryRow): IncidentEntry | null {
  const ours = types[type];
  if (!ours) return null;
  const actor = agent?.type.startsWith('user') ? agent.id : null;
  return {
    id,
    type: ours,
    at: created_at,
    user: ours === 'notify' ? (user?.id ?? null) : actor,
    channel: ours === 'notify' ? (channels[channel?.notification?.type ?? ''] ?? null) : null,
  };
}

/** What is known now, put together with what was known before. `rank`: place of a priority in the account's order, highest first. */
export function incidentOf(
  row: IncidentRow,
  entries: readonly IncidentEntry[],
  before: Incident | undefined,
  rank: (name: string) => number,
): Incident {
  const all = new Map([...(before?.entries ?? []), ...entries].map((entry) => [entry.id, entry]));
  const sorted = [...all.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const priority = row.priority?.name ?? row.priority?.summary ?? null;
  return {
    kind: 'incident',
    id: row.id,
    url: row.html_url,
    number: row.incident_number,
    title: row.title,
    incidentKey: row.incident_key ?? null,
    service: row.service.id,
    createdAt: row.created_at,
    priority: highest([before?.priority ?? null, priority], rank),
    status: row.status,
    mergedAt: row.resolve_reason?.type === 'merge_resolve_reason' ? lastResolve(sorted) : null,
    entries: sorted,
  };
}

const lastResolve = (entries: readonly IncidentEntry[]): Instant | null =>
  entries.findLast(({ type }) => type === 'resolve')?.at ?? null;

function highest(names: readonly (string | null)[], rank: (name: string) => number): string | null {
  return names.reduce(
    (best, name) => (name !== null && (best === null || rank(name) < rank(best)) ? name : best),
    null,
  );
}
