import { createCalendar } from '../calendar/business-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Config } from '../config/config.ts';
import type { Roots, RootKind } from '../metrics/metric.ts';
import type { RecordKind, RecordOf } from '../records/index.ts';
import type { Store } from '../store/store.ts';
import type { History, IncidentView, MergedChange, RootRef, ServiceDeployment } from './history.ts';
import { teamsOfPagerDutyService } from './incidents.ts';
import { Joins } from './joins.ts';
import { signalSpan } from './signals.ts';

function recordsOf<K extends RecordKind>(store: Store, kind: K): readonly RecordOf<K>[] {
  return Array.from(store.changed(kind, 0), ({ record }) => record);
}

/** Roots of a kind: records stream from the store, what history itself makes is at hand. */
function* rootsOf(kind: RootKind, config: Config, store: Store, joins: Joins): Iterable<Roots[RootKind]> {
  if (kind === 'team') yield* config.teams.map(({ id }) => ({ id }));
  else if (kind === 'service') yield* config.services.map(({ id }) => ({ id }));
  else if (kind === 'service_deployment') for (const service of joins.services.values()) yield* service.views();
  else for (const { record } of store.changed(kind, 0)) yield record;
}

function rootOf(kind: RootKind, id: string, config: Config, store: Store, joins: Joins): Roots[RootKind] | undefined {
  if (kind === 'team') return config.teams.some((team) => team.id === id) ? { id } : undefined;
  if (kind === 'service') return joins.services.has(id) ? { id } : undefined;
  if (kind !== 'service_deployment') return store.get(kind, id);
  // The service comes after the last slash: `record id/service id`.
  return joins.services.get(id.slice(id.lastIndexOf('/') + 1))?.view(id);
}

function incidentView(id: string, joins: Joins): IncidentView | undefined {
  const entry = joins.incidents.get(id);
  if (!entry) return undefined;
  const { priority, teams, services, open, mergedAt } = entry;
  return { priority, teams, services, open, isMerged: mergedAt !== null, recursAfter: joins.recurrence.before(entry) };
}

function deploymentsOf(id: string, joins: Joins): readonly ServiceDeployment[] {
  const entry = joins.pullRequests.get(id);
  if (!entry || !joins.repository(entry.repository).isCountedBase(entry.baseBranch)) return [];
  const carriers = entry.services.map((service) => joins.services.get(service)!);
  const views = carriers.map((service) => {
    const carrying = service.carrying(entry);
    return carrying?.isKnown ? service.view(carrying.run.id) : undefined;
  });
  return views.filter((view) => view !== undefined).sort((a, b) => a.finishedAt! - b.finishedAt!);
}

function firstContainedAt(id: string, joins: Joins): number | null {
  const entry = joins.pullRequests.get(id);
  const ends = (entry?.services ?? []).map((service) => joins.services.get(service)!.carrying(entry!)?.run.finishedAt);
  const first = Math.min(...ends.filter((at) => at !== undefined));
  return first === Infinity ? null : first;
}

function mergedChangesOf(team: string | null, joins: Joins): readonly MergedChange[] {
  const changes: MergedChange[] = [];
  for (const entry of joins.pullRequests.values()) {
    if (entry.team !== team || entry.mergedAt === null || entry.services.length === 0) continue;
    if (!joins.repository(entry.repository).isCountedBase(entry.baseBranch)) continue;
    changes.push({ id: entry.id, mergedAt: entry.mergedAt, containedAt: firstContainedAt(entry.id, joins) });
  }
  return changes.sort((a, b) => a.mergedAt - b.mergedAt || (a.id < b.id ? -1 : 1));
}

function calendars(config: Config): History['calendar'] {
  const organisation = createCalendar(config.organisation.workingTime);
  const byTeam = new Map<string, Calendar>(config.teams.map((team) => [team.id, createCalendar(team.workingTime)]));
  return (team) => byTeam.get(team ?? '') ?? organisation;
}

/**
 * The joined view of everything in a store. `update` reads what changed since the last call (all of it at the first) and
 * answers with exactly the roots whose facts may be different; `history` then stands on what the store holds.
 */
export function createHistory(
  config: Config,
  store: Store,
): { readonly history: History; update(): { readonly changed: readonly RootRef[] } } {
  const joins = new Joins(config, store);
  const { people, ownership, rota } = joins;
  const history: History = {
    config,
    calendar: calendars(config),
    signal: (signal) => {
      if (signal === 'priorities' && config.pagerduty && !history.hasPriorities && store.has('priorities', 'account'))
        return 'not_configured';
      return signalSpan(signal, config, store);
    },
    root: <R extends RootKind>(kind: R, id: string) => rootOf(kind, id, config, store, joins) as Roots[R] | undefined,
    roots: <R extends RootKind>(kind: R) => rootsOf(kind, config, store, joins) as Iterable<Roots[R]>,
    isHuman: (actor) => people.isHuman(actor),
    isAgent: (actor) => people.isAgent(actor),
    isNonEngineer: (actor) => people.isNonEngineer(actor),
    teamsOfLogin: (login, at) => people.teamsOfLogin(login, at),
    teamsOfPagerDutyUser: (user, at) => people.teamsOfPagerDutyUser(user, at),
    hide: (person) => people.hide(person),
    isCountedBase: ({ repository, baseBranch }) => joins.repository(repository).isCountedBase(baseBranch),
    isGenerated: (path) => ownership.isGenerated(path),
    moduleOf: (repository, path, blob, at) => ownership.moduleOf(repository, path, blob, at),
    codeOwnersOf: (pullRequest) => joins.codeOwnersOf(pullRequest),
    approversOf: (_repository, path, blob, at) => ownership.approversOf(path, blob, at),
    teamOf: (pullRequest) => {
      const entry = joins.pullRequests.get(pullRequest.id);
      return entry ? entry.team : ownership.teamOf(pullRequest, joins.codeOwnersOf(pullRequest));
    },
    servicesOf: (pullRequest) => ownership.servicesOf(pullRequest),
    deploymentsOf: (id) => deploymentsOf(id, joins),
    firstContainedAt: (id) => firstContainedAt(id, joins),
    mergedChangesOf: (team) => mergedChangesOf(team, joins),
    knowsPullRequest: (id) => joins.pullRequests.has(id),
    serviceDeployments: (service) => joins.services.get(service)?.views() ?? [],
    incident: (id) => incidentView(id, joins),
    incidentsOfTeam: (team) => joins.incidentsOfTeam(team),
    onCall: (policy) => rota.ofPolicy(policy),
    onCallOfTeam: (team) => rota.ofTeam(team),
    coverage: (policy, teams) => rota.coverage(policy, teams),
    escalationPolicies: () => recordsOf(store, 'escalation_policy'),
    pagerdutyServices: () => recordsOf(store, 'pagerduty_service'),
    teamsOfPagerDutyService: (id) => teamsOfPagerDutyService(id, config),
    get hasPriorities() {
      if (config.pagerduty?.priorities) return true;
      return (store.get('priorities', 'account')?.names.length ?? 0) > 0;
    },
  };
  return { history, update: () => ({ changed: joins.update() }) };
}
