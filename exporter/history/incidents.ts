import type { Config, PriorityName } from '../config/config.ts';
import type { Incident, Instant, Span } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';

export const reopenWindowMs = 24 * 3_600_000;
export const recurrenceWindowMs = 90 * 24 * 3_600_000;

/** What is kept of an incident. */
export interface IncidentEntry {
  readonly id: string;
  readonly pagerdutyService: string;
  readonly createdAt: Instant;
  readonly priority: PriorityName | 'none';
  /** Sorted; the last may end at Infinity. Ends at the merge at the latest. */
  readonly open: readonly Span[];
  readonly mergedAt: Instant | null;
  /** What it is known again by: its key, its title without digits. */
  readonly marks: readonly string[];
  readonly teams: readonly TeamId[];
  readonly services: readonly string[];
}

const priorityNames: readonly PriorityName[] = ['P1', 'P2', 'P3', 'P4', 'P5'];

/** One of ours for the account's name, as mapped; without a mapping by its own name. */
export function priorityOf(
  name: string | null,
  mapping: NonNullable<Config['pagerduty']>['priorities'],
): PriorityName | 'none' {
  const wanted = name?.trim().toLowerCase();
  if (wanted === undefined) return 'none';
  const names = (priority: PriorityName): readonly string[] =>
    mapping === null ? [priority] : (mapping[priority] ?? []);
  return priorityNames.find((priority) => names(priority).some((one) => one.trim().toLowerCase() === wanted)) ?? 'none';
}

/** From creation or a later trigger to the next resolve. A merge ends it. */
export function openSpans(incident: Incident): readonly Span[] {
  const { createdAt, entries } = incident;
  const endAt = incident.mergedAt ?? Infinity;
  const spans: Span[] = [];
  let since: Instant | null = createdAt;
  for (const { type, at } of entries) {
    if (type === 'resolve' && since !== null) {
      spans.push({ from: since, to: Math.max(at, since) });
      since = null;
    } else if ((type === 'trigger' || type === 'reopen') && since === null) since = at;
  }
  if (since !== null) spans.push({ from: since, to: Infinity });
  return spans.filter(({ from }) => from < endAt).map(({ from, to }) => ({ from, to: Math.min(to, endAt) }));
}

/**
 * When it was restored, as of an instant; null: not yet. Reopened within 24 h it is the same restore, later it is a
 * new one and this one stays.
 */
export function restoredAt(open: readonly Span[], asOf: Instant): Instant | null {
  for (const [at, { to }] of open.entries()) {
    if (to >= asOf) return null;
    const next = open[at + 1];
    if (!next || next.from >= asOf || next.from - to > reopenWindowMs) return to;
  }
  return null;
}

function marksOf({ service, incidentKey, title }: Incident): readonly string[] {
  const name = title.replace(/\d/g, '').trim();
  return [...(incidentKey ? [`${service}\nkey\n${incidentKey}`] : []), ...(name ? [`${service}\ntitle\n${name}`] : [])];
}

/** Teams of a PagerDuty service: each that lists it, else the owners of the services mapped to it. */
export function teamsOfPagerDutyService(id: string, config: Config): readonly TeamId[] {
  const listed = config.teams.filter((team) => team.pagerdutyServices.includes(id)).map((team) => team.id);
  if (listed.length > 0) return listed;
  const owners = config.services.filter((service) => service.pagerdutyServices.includes(id)).map(({ owner }) => owner);
  return config.teams.map((team) => team.id).filter((team) => owners.includes(team));
}

export const incidentEntry = (incident: Incident, config: Config): IncidentEntry => ({
  id: incident.id,
  pagerdutyService: incident.service,
  createdAt: incident.createdAt,
  priority: priorityOf(incident.priority, config.pagerduty?.priorities ?? null),
  open: openSpans(incident),
  mergedAt: incident.mergedAt,
  marks: marksOf(incident),
  teams: teamsOfPagerDutyService(incident.service, config),
  services: config.services.filter((s) => s.pagerdutyServices.includes(incident.service)).map(({ id }) => id),
});

/** Earlier first; at the same instant the smaller id. */
export const byCreation = (a: IncidentEntry, b: IncidentEntry): number =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
