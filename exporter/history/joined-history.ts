import { createCalendar } from '../calendar/business-time.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Config } from '../config/config.ts';
import type { Roots, RootKind, Signal } from '../metrics/metric.ts';
import type { RecordKind, RecordOf, Span } from '../records/index.ts';
import type { Store } from '../store/store.ts';
import type { History, IncidentView, MergedChange, Owed, RootRef, ServiceDeployment, SignalSpan } from './history.ts';
import type { IncidentEntry } from './incidents.ts';
import { retroOf, reviewOf } from './retros.ts';
import { union } from './spans.ts';
import { teamsOfPagerDutyService } from './incidents.ts';
import type { Entries } from './entries.ts';
import { Joins } from './joins.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { pathKinds } from './path-kinds.ts';
import { signalSpan } from './signals.ts';

function recordsOf<K extends RecordKind>(store: Store, kind: K): readonly RecordOf<K>[] {
  return Array.from(store.changed(kind, 0), ({ record }) => record);
}

/** Roots of a kind: records stream from the store, what history itself makes is at hand. */
function* rootsOf(kind: RootKind, config: Config, store: Store, entries: Entries): Iterable<Roots[RootKind]> {
  if (kind === 'team') yield* config.teams.map(({ id }) => ({ id }));
  else if (kind === 'service') yield* config.services.map(({ id }) => ({ id }));
  else if (kind === 'surveys') yield* config.surveys ? [{ id: kind }] : [];
  else if (kind === 'service_deployment') for (const service of entries.services.values()) yield* service.views();
  else for (const { record } of store.changed(kind, 0)) yield record;
}

function rootOf(
  kind: RootKind,
  id: string,
  config: Config,
  store: Store,
  entries: Entries,
): Roots[RootKind] | undefined {
  if (kind === 'team') return config.teams.some((team) => team.id === id) ? { id } : undefined;
  if (kind === 'service') return entries.services.has(id) ? { id } : undefined;
  if (kind === 'surveys') return config.surveys ? { id: kind } : undefined;
  if (kind !== 'service_deployment') return store.get(kind, id);
  // The service comes after the last slash: `record id/service id`.
  return entries.services.get(id.slice(id.lastIndexOf('/') + 1))?.view(id);
}

const retroOfIncident = (entry: IncidentEntry, { config, workItems }: Entries): Owed | null =>
  config.workItems && retroOf(entry, workItems);
const reviewOfIncident = (entry: IncidentEntry, { config, workItems }: Entries): Owed | null =>
  config.workItems && reviewOf(entry, workItems);

function incidentView(id: string, entries: Entries): IncidentView | undefined {
  const entry = entries.incidents.get(id);
  if (!entry) return undefined;
  const { priority, teams, services, open, mergedAt } = entry;
  return {
    priority,
    teams,
    services,
    open,
    isMerged: mergedAt !== null,
    get retro() {
      return retroOfIncident(entry, entries);
    },
    get review() {
      return reviewOfIncident(entry, entries);
    },
    // Looked up for the one metric that asks: a noisy alert has thousands like it.
    get recursAfter() {
      return entries.recurrence.before(entry);
    },
  };
}

function deploymentsOf(id: string, entries: Entries): readonly ServiceDeployment[] {
  const entry = entries.pullRequests.get(id);
  if (!entry || !entries.repository(entry.repository).isCountedBase(entry.baseBranch)) return [];
  const carriers = entry.services.map((service) => entries.services.get(service)!);
  const views = carriers.map((service) => {
    const carrying = service.carrying(entry);
    return carrying?.isKnown ? service.view(carrying.run.id) : undefined;
  });
  return views.filter((view) => view !== undefined).sort((a, b) => a.finishedAt! - b.finishedAt!);
}

function firstContainedAt(entry: PullRequestEntry, entries: Entries): number | null {
  let first = Infinity;
  for (const service of entry.services)
    first = Math.min(first, entries.services.get(service)!.carrying(entry)?.run.finishedAt ?? Infinity);
  return first === Infinity ? null : first;
}

/** A retro that never counts is overdue for ever, but for what was merged; so is a review that is never held. */
function incidentSettledAt(entry: IncidentEntry | undefined, entries: Entries): number {
  const overAt = entry?.open.at(-1)?.to ?? Infinity;
  if (!entry) return overAt;
  const doneAt = [retroOfIncident(entry, entries), reviewOfIncident(entry, entries)].map((owed) =>
    owed ? Math.min(owed.completedAt ?? Infinity, entry.mergedAt ?? Infinity) : overAt,
  );
  return Math.max(overAt, ...doneAt);
}

function settledAt({ kind, id }: RootRef, entries: Entries): number {
  if (kind === 'incident') return incidentSettledAt(entries.incidents.get(id), entries);
  if (kind === 'reading') return entries.readings.settledAt(id);
  const entry = kind === 'pull_request' ? entries.pullRequests.get(id) : undefined;
  if (!entry) return Infinity;
  if (entry.mergedAt === null) return entry.closedAt ?? Infinity;
  const isCounted = entries.repository(entry.repository).isCountedBase(entry.baseBranch);
  const carriers = isCounted ? entry.services : [];
  const carriedAt = carriers.map((service) => entries.services.get(service)!.carrying(entry)?.run.finishedAt);
  return Math.max(entry.mergedAt, ...carriedAt.map((at) => at ?? Infinity));
}

function mergedChangesOf(team: string | null, entries: Entries): readonly MergedChange[] {
  const changes: MergedChange[] = [];
  for (const entry of entries.pullRequestsOfTeam(team)) {
    const { id, mergedAt, services, repository, baseBranch } = entry;
    if (mergedAt === null || services.length === 0) continue;
    if (!entries.repository(repository).isCountedBase(baseBranch)) continue;
    changes.push({ id, mergedAt, containedAt: firstContainedAt(entry, entries) });
  }
  return changes.sort((a, b) => a.mergedAt - b.mergedAt || (a.id < b.id ? -1 : 1));
}

function numbered(id: string, numbers: Map<string, number>): number {
  const number = numbers.get(id) ?? numbers.size;
  numbers.set(id, number);
  return number;
}

function engineersOf(team: string, people: Entries['people']): ReturnType<History['engineersOf']> {
  const spans = new Map<string, Span[]>();
  for (const { person, span } of people.engineersOf(team)) spans.set(person, [...(spans.get(person) ?? []), span]);
  return Array.from(spans, ([person, all]) => ({ person: people.hide(person), spans: union(all) }));
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
  const { entries } = joins;
  const { people, ownership, rota } = entries;
  const budgets = (config.prometheus?.queries ?? [])
    .filter(({ kind }) => kind === 'error_budget_remaining')
    .map(({ key }) => key);
  /** By team, until anything of the team changes. */
  const merged = new Map<string | null, readonly MergedChange[]>();
  const numbers = new Map<string, number>();
  /** Until the next update: sources go on reading, and one answer must not stand on two ends. */
  const spans = new Map<Signal, SignalSpan>();
  const spanOf = (signal: Signal): SignalSpan =>
    signal === 'priorities' && config.pagerduty && !history.hasPriorities && store.has('priorities', 'account')
      ? 'not_configured'
      : signalSpan(signal, config, store);
  const history: History = {
    config,
    calendar: calendars(config),
    signal: (signal) => {
      const span = spans.get(signal) ?? spanOf(signal);
      spans.set(signal, span);
      return span;
    },
    root: <R extends RootKind>(kind: R, id: string) => rootOf(kind, id, config, store, entries) as Roots[R] | undefined,
    roots: <R extends RootKind>(kind: R) => rootsOf(kind, config, store, entries) as Iterable<Roots[R]>,
    settledAt: (root) => settledAt(root, entries),
    isHuman: (actor) => people.isHuman(actor),
    isAgent: (actor) => people.isAgent(actor),
    isNonEngineer: (actor) => people.isNonEngineer(actor),
    teamsOfLogin: (login, at) => people.teamsOfLogin(login, at),
    teamsOfPagerDutyUser: (user, at) => people.teamsOfPagerDutyUser(user, at),
    engineersOf: (team) => engineersOf(team, people),
    hide: (person) => people.hide(person),
    numberOf: (id) => numbered(id, numbers),
    isCountedBase: ({ repository, baseBranch }) => entries.repository(repository).isCountedBase(baseBranch),
    isGenerated: (path) => ownership.isGenerated(path),
    ...pathKinds(config.rules, ownership.isGenerated),
    moduleOf: (repository, path, blob, at) => ownership.moduleOf(repository, path, blob, at),
    codeOwnersOf: (pullRequest) => entries.codeOwnersOf(pullRequest),
    approversOf: (paths, blob, at) => ownership.approversOf(paths, blob, at),
    teamOf: (pullRequest) => {
      const entry = entries.pullRequests.get(pullRequest.id);
      return entry ? entry.team : ownership.teamOf(pullRequest, entries.codeOwnersOf(pullRequest));
    },
    servicesOf: (pullRequest) => ownership.servicesOf(pullRequest),
    deploymentsOf: (id) => deploymentsOf(id, entries),
    firstContainedAt(id) {
      const entry = entries.pullRequests.get(id);
      return entry ? firstContainedAt(entry, entries) : null;
    },
    mergedChangesOf(team) {
      const changes = merged.get(team) ?? mergedChangesOf(team, entries);
      merged.set(team, changes);
      return changes;
    },
    knowsPullRequest: (id) => entries.pullRequests.has(id),
    serviceDeployments: (service) => entries.services.get(service)?.views() ?? [],
    workItem: (id) => entries.workItems.view(id),
    workItems: (kind, team) => entries.workItems.ofKind(kind, team),
    closersOf: (issue) => entries.closings.closersOf(issue),
    workItemsNaming: (incident) => entries.workItems.naming(incident),
    queryOf: ({ query }) => config.prometheus?.queries.find(({ key }) => key === query),
    statesOf: (reading) => entries.readings.statesOf(reading),
    slos: () => entries.readings.namesOf(budgets),
    incident: (id) => incidentView(id, entries),
    incidentsOfTeam: (team) => entries.incidentsOfTeam(team),
    onCall: (policy) => rota.ofPolicy(policy),
    onCallOfTeam: (team) => rota.ofTeam(team),
    coverage: (policy, teams) => rota.coverage(policy, teams),
    escalationPolicies: () => recordsOf(store, 'escalation_policy'),
    pagerdutyServices: () => recordsOf(store, 'pagerduty_service'),
    finding: (check, subject, asOf) => entries.probes.finding(check, subject, asOf),
    probes: (check) => entries.probes.of(check),
    teamsOfPagerDutyService: (id) => teamsOfPagerDutyService(id, config),
    surveyWaves: () => entries.surveys.waves,
    refusedSurveyFiles: () => entries.surveys.refused,
    assessments: (team) => entries.assessments.ofTeam(team),
    refusedAssessmentFiles: () => entries.assessments.refused,
    get hasPriorities() {
      if (config.pagerduty?.priorities) return true;
      return (store.get('priorities', 'account')?.names.length ?? 0) > 0;
    },
  };
  const update = () => {
    const changed = joins.update();
    spans.clear();
    merged.delete(null);
    for (const { kind, id } of changed) if (kind === 'team') merged.delete(id);
    return { changed };
  };
  return { history, update };
}
