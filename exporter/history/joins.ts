import type { Config, Service } from '../config/config.ts';
import type { DomainRecord, Instant, PullRequest, RecordKind, RecordOf } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { Store } from '../store/store.ts';
import { belongingsOf } from './attribution.ts';
import type { Belonging } from './attribution.ts';
import { Changes } from './changes.ts';
import { same } from './equality.ts';
import type { OwnIncident } from './failures.ts';
import type { RootRef, ServiceDeployment } from './history.ts';
import { incidentEntry, teamsOfPagerDutyService } from './incidents.ts';
import type { IncidentEntry } from './incidents.ts';
import { Mentions } from './mentions.ts';
import { OnCallRota } from './on-call.ts';
import { Ownership } from './ownership.ts';
import { remembered } from './paths.ts';
import { People } from './people.ts';
import { carryingCommits, isHotfix, joinsAlike, revertReferenceOf } from './pull-requests.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { Recurrence } from './recurrence.ts';
import { RepositoryHistory } from './repository-history.ts';
import { runOf, servicesOfDeployment } from './service-deployments.ts';
import { ServiceHistory } from './service-history.ts';

/** What has to be joined again before an update is over. */
class Dirty {
  readonly changes = new Changes();
  /** Services whose contents, incidents and facts have to be found again. */
  readonly contents = new Set<string>();
  readonly incidents = new Set<string>();
  readonly facts = new Set<string>();
}

/** All joined entries, and how one changed record moves on to what depends on it. */
export class Joins {
  readonly #config: Config;
  readonly #store: Store;
  readonly people: People;
  readonly ownership: Ownership;
  readonly rota: OnCallRota;
  readonly pullRequests = new Map<string, PullRequestEntry>();
  readonly incidents = new Map<string, IncidentEntry>();
  readonly recurrence = new Recurrence();
  readonly services: ReadonlyMap<string, ServiceHistory>;
  readonly #repositories = new Map<string, RepositoryHistory>();
  readonly #incidentsOfService = new Map<string, Set<string>>();
  readonly #belongings = new Map<string, readonly Belonging[]>();
  readonly #runNumbers = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #mentions = new Mentions();
  #seq = 0;
  #isFirst = true;
  #pagerdutyState = '';

  constructor(config: Config, store: Store) {
    this.#config = config;
    this.#store = store;
    this.people = new People(config);
    this.ownership = new Ownership(config, this.people, (blob) => store.get('code_owners', blob)?.text);
    this.rota = new OnCallRota(this.people);
    this.services = new Map(config.services.map((service) => [service.id, new ServiceHistory(service)]));
  }

  repository(id: string): RepositoryHistory {
    const key = id.toLowerCase();
    let repository = this.#repositories.get(key);
    if (!repository) {
      repository = new RepositoryHistory(this.#config.github?.baseBranches ?? []);
      this.#repositories.set(key, repository);
    }
    return repository;
  }

  /** Reads what changed since the last time and joins it. Answers with the roots whose facts may be different. */
  update(): readonly RootRef[] {
    const dirty = new Dirty();
    const upTo = this.#store.lastSeq();
    for (const kind of order)
      for (const { record } of this.#store.changed(kind, this.#seq, upTo)) this.#put(record, dirty);
    if (this.#isFirst) for (const service of this.services.keys()) dirty.contents.add(service);
    this.#seq = upTo;
    this.#noticeReading(dirty);
    this.#joinContents(dirty);
    this.#joinIncidents(dirty);
    this.#joinFacts(dirty);
    if (this.#isFirst) this.#addWhatIsConfigured(dirty.changes);
    this.#isFirst = false;
    return dirty.changes.list();
  }

  #addWhatIsConfigured(changes: Changes): void {
    changes.addAll('team', this.#teamIds());
    changes.addAll('service', this.services.keys());
  }

  #teamIds(): readonly TeamId[] {
    return this.#config.teams.map(({ id }) => id);
  }

  #touchTeams(teams: Iterable<TeamId | null>, { changes }: Dirty): void {
    for (const team of teams) if (team !== null) changes.add('team', team);
  }

  /** How far on-call was read is part of the facts of PagerDuty services. */
  #noticeReading({ changes }: Dirty): void {
    const state = JSON.stringify(this.#store.state('source/pagerduty') ?? null);
    if (state === this.#pagerdutyState) return;
    this.#pagerdutyState = state;
    for (const { record } of this.#store.changed('pagerduty_service', 0)) changes.add('pagerduty_service', record.id);
  }

  #put(record: DomainRecord, dirty: Dirty): void {
    const { changes } = dirty;
    switch (record.kind) {
      case 'repository':
        return this.#putRepository(record, dirty);
      case 'code_owners':
        return this.#putCodeOwners(record.id, dirty);
      case 'membership':
        return this.#putMembership(record, dirty);
      case 'commit':
        return this.#putCommit(record, dirty);
      case 'pull_request':
        return this.#putPullRequest(record, dirty);
      case 'deployment':
        return this.#putDeployment(record, dirty);
      case 'incident':
        return this.#putIncident(record, dirty);
      case 'on_call':
        this.rota.put(record);
        changes.addAll('team', this.#teamIds());
        for (const one of this.#store.changed('pagerduty_service', 0))
          if (one.record.escalationPolicy === record.escalationPolicy) changes.add('pagerduty_service', one.record.id);
        return;
      case 'pagerduty_service':
        changes.add('pagerduty_service', record.id);
        return this.#touchTeams(teamsOfPagerDutyService(record.id, this.#config), dirty);
      case 'pagerduty_user':
        this.people.putPagerDutyUser(record.id, record.email);
        return this.#touchWhoAnswers(changes);
      case 'escalation_policy':
      case 'priorities':
        return this.#touchWhoAnswers(changes);
    }
  }

  #touchWhoAnswers(changes: Changes): void {
    if (this.#isFirst) return; // everything comes anyway
    changes.addAll('incident', this.incidents.keys());
    changes.addAll('team', this.#teamIds());
    for (const { record } of this.#store.changed('pagerduty_service', 0)) changes.add('pagerduty_service', record.id);
  }

  #putRepository(record: RecordOf<'repository'>, dirty: Dirty): void {
    const repository = this.repository(record.id);
    const isSameBranch = repository.defaultBranch === record.defaultBranch;
    const isSameFile = repository.codeOwnersBlob === record.codeOwnersBlob;
    repository.defaultBranch = record.defaultBranch;
    repository.codeOwnersBlob = record.codeOwnersBlob;
    if (!isSameBranch) this.#dirtyServicesOf(record.id, dirty);
    for (const { id, mergedAt } of repository.pullRequests)
      if (!isSameBranch || (!isSameFile && mergedAt === null)) this.#readAgain(id, dirty);
  }

  #putCodeOwners(blob: string, dirty: Dirty): void {
    this.ownership.forget(blob);
    if (this.#isFirst) return;
    for (const { id, codeOwnersBlob } of this.pullRequests.values())
      if (codeOwnersBlob === blob) this.#readAgain(id, dirty);
  }

  /** Who was a member matters to what was open then or later, and where a file names him to whose it is. */
  #putMembership(record: RecordOf<'membership'>, dirty: Dirty): void {
    const fromAt = this.people.putMembership(record);
    if (this.#isFirst || fromAt === Infinity) return;
    const login = record.login.toLowerCase();
    const isOwner = remembered((blob) => this.ownership.namesUser(blob, login));
    for (const { id, closedAt, codeOwnersBlob } of this.pullRequests.values())
      if ((closedAt ?? Infinity) >= fromAt || (codeOwnersBlob !== null && isOwner(codeOwnersBlob)))
        this.#readAgain(id, dirty);
    for (const [id, service] of this.services)
      if (service.hasRunBy((run) => run.triggeredBy?.toLowerCase() === login && run.startedAt >= fromAt))
        dirty.facts.add(id);
    this.#touchWhoAnswers(dirty.changes);
  }

  #readAgain(id: string, dirty: Dirty): void {
    const record = this.#store.get('pull_request', id);
    if (record) this.#putPullRequest(record, dirty);
  }

  #servicesOf(repository: string): readonly Service[] {
    return this.#config.services.filter((service) => service.repository.toLowerCase() === repository.toLowerCase());
  }

  #dirtyServicesOf(repository: string, dirty: Dirty): void {
    for (const { id } of this.#servicesOf(repository)) dirty.contents.add(id);
  }

  #putCommit(record: RecordOf<'commit'>, dirty: Dirty): void {
    const number = this.repository(record.repository).graph.put(record);
    if (this.#isFirst) return;
    for (const { id } of this.#servicesOf(record.repository))
      if (this.services.get(id)!.hasMet(number)) dirty.contents.add(id);
  }

  #putPullRequest(record: PullRequest, dirty: Dirty): void {
    const before = this.pullRequests.get(record.id);
    const repository = this.repository(record.repository);
    const entry = this.#entryOf(record, before?.index ?? repository.pullRequests.length);
    repository.pullRequests[entry.index] = entry;
    this.pullRequests.set(entry.id, entry);
    dirty.changes.add('pull_request', entry.id);
    this.#touchTeams([entry.team, before?.team ?? null], dirty);
    if (this.#isFirst) return;
    this.#mentions.put(record, (id) => this.pullRequests.has(id));
    if (!before) dirty.changes.addAll('pull_request', this.#mentions.take(entry.id));
    const isMerged = entry.mergedAt !== null || (before?.mergedAt ?? null) !== null;
    if (isMerged && !(before && joinsAlike(before, entry))) this.#dirtyServicesOf(entry.repository, dirty);
  }

  /** The CODEOWNERS that applies: at the merge commit, else at the head of the default branch. */
  codeOwnersOf({ mergedAt, codeOwnersBlob, repository }: PullRequest): string | null {
    return mergedAt === null ? this.repository(repository).codeOwnersBlob : codeOwnersBlob;
  }

  #entryOf(record: PullRequest, index: number): PullRequestEntry {
    const codeOwnersBlob = this.codeOwnersOf(record);
    const { graph } = this.repository(record.repository);
    return {
      index,
      id: record.id,
      number: record.number,
      repository: this.#text(record.repository),
      title: record.title,
      baseBranch: this.#text(record.baseBranch),
      mergedAt: record.mergedAt,
      closedAt: record.closedAt,
      commits: carryingCommits(record).map((oid) => graph.number(oid)),
      isHotfix: isHotfix(record, this.#config.rules),
      reverts: revertReferenceOf(record),
      services: this.#list(this.ownership.servicesOf(record)),
      team: this.ownership.teamOf(record, codeOwnersBlob),
      codeOwnersBlob: codeOwnersBlob === null ? null : this.#text(codeOwnersBlob),
    };
  }

  /** One object for equal texts: 100,000 pull requests name a handful. */
  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #list(list: readonly string[]): readonly string[] {
    const key = list.join('\n');
    const known = this.#lists.get(key);
    if (!known) this.#lists.set(key, list);
    return known ?? list;
  }

  #putDeployment(record: RecordOf<'deployment'>, dirty: Dirty): void {
    const services = servicesOfDeployment(record, this.#config.services);
    const runNumber = this.#runNumbers.get(record.run) ?? this.#runNumbers.size;
    this.#runNumbers.set(record.run, runNumber);
    for (const [id, history] of this.services) {
      const isIts = services.includes(history.service);
      const run = isIts ? runOf(record, history.service, runNumber, this.people, this.#config.rules) : null;
      if (history.put(record.id, run)) dirty.contents.add(id);
    }
  }

  #putIncident(record: RecordOf<'incident'>, dirty: Dirty): void {
    const before = this.incidents.get(record.id);
    const entry = incidentEntry(record, this.#config);
    this.incidents.set(entry.id, entry);
    this.recurrence.put(entry, before);
    dirty.changes.add('incident', entry.id);
    dirty.incidents.add(entry.id);
    this.#touchTeams([...entry.teams, ...(before?.teams ?? [])], dirty);
    for (const one of before ? [before, entry] : [entry])
      dirty.changes.addAll('incident', this.#isFirst ? [] : this.recurrence.after(one));
    for (const service of before?.services ?? []) this.#incidentsOfService.get(service)?.delete(entry.id);
    for (const service of entry.services) {
      if (!this.#incidentsOfService.has(service)) this.#incidentsOfService.set(service, new Set());
      this.#incidentsOfService.get(service)!.add(entry.id);
    }
    // Its own open spans are part of the recoveries.
    for (const service of [...entry.services, ...(before?.services ?? [])]) dirty.facts.add(service);
  }

  #joinContents(dirty: Dirty): void {
    const byRepository = new Map<string, ServiceHistory[]>();
    for (const id of dirty.contents) {
      const history = this.services.get(id)!;
      const key = history.service.repository.toLowerCase();
      byRepository.set(key, [...(byRepository.get(key) ?? []), history]);
    }
    for (const [key, histories] of byRepository) {
      const repository = this.repository(key);
      const reverts = repository.reverts((id) => this.pullRequests.get(id));
      for (const history of histories) {
        const { moved, incidentsMayMove } = history.join(repository, reverts, this.#config.rules);
        for (const { id, team } of moved) {
          dirty.changes.add('pull_request', id);
          this.#touchTeams([team], dirty);
        }
        dirty.facts.add(history.service.id);
        if (!incidentsMayMove) continue;
        for (const id of this.#incidentsOfService.get(history.service.id) ?? []) dirty.incidents.add(id);
      }
    }
  }

  #joinIncidents(dirty: Dirty): void {
    for (const id of dirty.incidents) {
      const entry = this.incidents.get(id)!;
      const before = this.#belongings.get(id) ?? [];
      const after = this.#belongingsOf(entry);
      if (after.length > 0) this.#belongings.set(id, after);
      else this.#belongings.delete(id);
      if (same(before.map(keyOf), after.map(keyOf))) continue;
      dirty.changes.add('incident', id);
      for (const { run } of [...before, ...after]) dirty.facts.add(run.service);
    }
  }

  #belongingsOf(entry: IncidentEntry): readonly Belonging[] {
    const { countedPriorities } = this.#config.rules;
    if (entry.priority === 'none' || !countedPriorities.includes(entry.priority)) return [];
    const services = entry.services.map((service) => this.services.get(service)!);
    return belongingsOf(entry, services, this.#config.rules);
  }

  /** Incidents that belong to deployments of a service, by run. */
  #incidentsByRun(service: string): ReadonlyMap<string, readonly OwnIncident[]> {
    const byRun = new Map<string, OwnIncident[]>();
    const entries = [...(this.#incidentsOfService.get(service) ?? [])].map((id) => this.incidents.get(id)!);
    for (const { id, open } of entries.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)))
      for (const { run, span } of this.#belongings.get(id) ?? []) {
        if (run.service !== service) continue;
        byRun.set(run.id, [...(byRun.get(run.id) ?? []), { id, holds: span, open }]);
      }
    return byRun;
  }

  #joinFacts(dirty: Dirty): void {
    const teamIds = this.#teamIds();
    const inOrder = (teams: ReadonlySet<TeamId>): readonly TeamId[] =>
      this.#list(teamIds.filter((team) => teams.has(team)));
    const teamsOf = (login: string, at: Instant): readonly TeamId[] => this.people.teamsOfLogin(login, at);
    for (const id of dirty.facts) {
      const byRun = this.#incidentsByRun(id);
      const incidentsOf = (run: string): readonly OwnIncident[] => byRun.get(run) ?? [];
      const changed = this.services.get(id)!.look(incidentsOf, teamsOf, inOrder, this.#config.rules.failedRunsCount);
      if (changed.length === 0) continue;
      dirty.changes.add('service', id);
      for (const views of changed) for (const view of views) if (view) this.#touchDeployment(view, dirty);
    }
  }

  #touchDeployment(view: ServiceDeployment, dirty: Dirty): void {
    dirty.changes.add('service_deployment', view.id);
    this.#touchTeams(view.teams, dirty);
    for (const { id } of view.incidents) dirty.changes.add('incident', id);
  }

  /** Ids by creation of the incidents of a team. */
  incidentsOfTeam(team: TeamId): readonly string[] {
    const own = [...this.incidents.values()].filter(({ teams }) => teams.includes(team));
    return own.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
  }
}

const keyOf = ({ run, span }: Belonging): readonly [string, Instant, Instant] => [run.id, span.from, span.to];

/** What others are read with comes before them. */
const order: readonly RecordKind[] = [
  'membership',
  'pagerduty_user',
  'code_owners',
  'repository',
  'commit',
  'pull_request',
  'deployment',
  'pagerduty_service',
  'escalation_policy',
  'priorities',
  'on_call',
  'incident',
];
