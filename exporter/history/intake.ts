import type { DomainRecord, PullRequest, RecordOf } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { Store } from '../store/store.ts';
import type { Changes, Dirty } from './changes.ts';
import type { Entries } from './entries.ts';
import { incidentEntry, teamsOfPagerDutyService } from './incidents.ts';
import { Mentions } from './mentions.ts';
import { remembered } from './paths.ts';
import { carryingCommits, isHotfix, joinsAlike, revertReferenceOf } from './pull-requests.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { runOf, servicesOfDeployment } from './service-deployments.ts';
import { workItemEntry } from './work-item-view.ts';

/** Takes records in, one after the other, and marks what depends on each. */
export class Intake {
  readonly #entries: Entries;
  readonly #store: Store;
  readonly #runNumbers = new Map<string, number>();
  readonly #mentions = new Mentions();
  /** While everything is read for the first time nothing has to be marked: all of it is joined afterwards. */
  isFirst = true;

  constructor(entries: Entries, store: Store) {
    this.#entries = entries;
    this.#store = store;
  }

  put(record: DomainRecord, dirty: Dirty): void {
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
      case 'work_item':
        return this.#putWorkItem(record, dirty);
      case 'on_call':
        this.#entries.rota.put(record);
        changes.addAll('team', this.#entries.teamIds);
        for (const one of this.#store.changed('pagerduty_service', 0))
          if (one.record.escalationPolicy === record.escalationPolicy) changes.add('pagerduty_service', one.record.id);
        return;
      case 'pagerduty_service':
        changes.add('pagerduty_service', record.id);
        return this.#touchTeams(teamsOfPagerDutyService(record.id, this.#entries.config), dirty);
      case 'reading':
        return changes.addAll('reading', this.#entries.readings.put(record));
      case 'pagerduty_user':
        this.#entries.people.putPagerDutyUser(record.id, record.email);
        return this.#touchWhoAnswers(changes);
      case 'probe':
        this.#entries.probes.put(record);
        return changes.addAll('team', this.#entries.teamIds);
      case 'survey_wave':
      case 'survey_file':
        this.#entries.surveys.put(record);
        return changes.add('surveys', 'surveys');
      case 'assessment':
      case 'assessment_file':
        this.#entries.assessments.put(record);
        return changes.addAll('team', this.#entries.teamIds);
      case 'escalation_policy':
      case 'priorities':
        return this.#touchWhoAnswers(changes);
    }
  }

  #touchWhoAnswers(changes: Changes): void {
    if (this.isFirst) return; // everything comes anyway
    changes.addAll('incident', this.#entries.incidents.keys());
    changes.addAll('team', this.#entries.teamIds);
    for (const { record } of this.#store.changed('pagerduty_service', 0)) changes.add('pagerduty_service', record.id);
  }

  #putRepository(record: RecordOf<'repository'>, dirty: Dirty): void {
    const repository = this.#entries.repository(record.id);
    const isSameBranch = repository.defaultBranch === record.defaultBranch;
    const isSameFile = repository.codeOwnersBlob === record.codeOwnersBlob;
    repository.defaultBranch = record.defaultBranch;
    repository.codeOwnersBlob = record.codeOwnersBlob;
    if (!isSameBranch) this.#dirtyServicesOf(record.id, dirty);
    for (const { id, mergedAt } of repository.pullRequests)
      if (!isSameBranch || (!isSameFile && mergedAt === null)) this.#readAgain(id, dirty);
  }

  #putCodeOwners(blob: string, dirty: Dirty): void {
    this.#entries.ownership.forget(blob);
    if (this.isFirst) return;
    for (const { id, codeOwnersBlob } of this.#entries.pullRequests.values())
      if (codeOwnersBlob === blob) this.#readAgain(id, dirty);
  }

  /** Who was a member matters to what was open then or later, and where a file names him to whose it is. */
  #putMembership(record: RecordOf<'membership'>, dirty: Dirty): void {
    const fromAt = this.#entries.people.putMembership(record);
    if (this.isFirst || fromAt === Infinity) return;
    const login = record.login.toLowerCase();
    const isOwner = remembered((blob) => this.#entries.ownership.namesUser(blob, login));
    for (const { id, closedAt, codeOwnersBlob } of this.#entries.pullRequests.values())
      if ((closedAt ?? Infinity) >= fromAt || (codeOwnersBlob !== null && isOwner(codeOwnersBlob)))
        this.#readAgain(id, dirty);
    for (const [id, service] of this.#entries.services)
      if (service.hasRunBy((run) => run.triggeredBy?.toLowerCase() === login && run.startedAt >= fromAt))
        dirty.facts.add(id);
    for (const id of this.#entries.workItems.assignedTo(login)) {
      const item = this.#store.get('work_item', id);
      if (item) this.#putWorkItem(item, dirty);
    }
    this.#touchWhoAnswers(dirty.changes);
  }

  #readAgain(id: string, dirty: Dirty): void {
    const record = this.#store.get('pull_request', id);
    if (record) this.#putPullRequest(record, dirty);
  }

  #dirtyServicesOf(repository: string, dirty: Dirty): void {
    for (const { id } of this.#entries.servicesIn(repository)) dirty.contents.add(id);
  }

  #putCommit(record: RecordOf<'commit'>, dirty: Dirty): void {
    const number = this.#entries.repository(record.repository).graph.put(record);
    if (this.isFirst) return;
    for (const { id } of this.#entries.servicesIn(record.repository))
      if (this.#entries.services.get(id)!.hasMet(number)) dirty.contents.add(id);
  }

  #putPullRequest(record: PullRequest, dirty: Dirty): void {
    const before = this.#entries.pullRequests.get(record.id);
    const repository = this.#entries.repository(record.repository);
    const entry = this.#entryOf(record, before?.index ?? repository.pullRequests.length);
    this.#entries.putPullRequest(entry);
    dirty.changes.add('pull_request', entry.id);
    this.#touchTeams([entry.team, before?.team ?? null], dirty);
    this.#entries.closings.put(record);
    if (this.isFirst) return;
    this.#mentions.put(record, (id) => this.#entries.pullRequests.has(id));
    if (!before) dirty.changes.addAll('pull_request', this.#mentions.take(entry.id));
    if (this.#mayMoveDeployments(before, entry)) this.#dirtyServicesOf(entry.repository, dirty);
  }

  /** What no deployment carries and nothing names changes none of them. */
  #mayMoveDeployments(before: PullRequestEntry | undefined, entry: PullRequestEntry): boolean {
    const versions = (before ? [before, entry] : [entry]).filter(({ mergedAt }) => mergedAt !== null);
    if (versions.length === 0) return false;
    const isNamed = (): boolean => this.#entries.repository(entry.repository).isNamed(versions);
    if (before && joinsAlike(before, entry)) return before.title !== entry.title && isNamed();
    const isMet = ({ services, commits }: PullRequestEntry): boolean =>
      services.some((id) => commits.some((commit) => this.#entries.services.get(id)!.hasMet(commit)));
    return versions.some(isMet) || isNamed();
  }

  #entryOf(record: PullRequest, index: number): PullRequestEntry {
    const codeOwnersBlob = this.#entries.codeOwnersOf(record);
    const { graph } = this.#entries.repository(record.repository);
    return {
      index,
      id: record.id,
      number: record.number,
      repository: this.#entries.text(record.repository),
      title: record.title,
      baseBranch: this.#entries.text(record.baseBranch),
      mergedAt: record.mergedAt,
      closedAt: record.closedAt,
      commits: carryingCommits(record).map((oid) => graph.number(oid)),
      isHotfix: isHotfix(record, this.#entries.config.rules),
      reverts: revertReferenceOf(record),
      services: this.#entries.list(this.#entries.ownership.servicesOf(record)),
      team: this.#entries.ownership.teamOf(record, codeOwnersBlob),
      codeOwnersBlob: codeOwnersBlob === null ? null : this.#entries.text(codeOwnersBlob),
    };
  }

  #putDeployment(record: RecordOf<'deployment'>, dirty: Dirty): void {
    const services = servicesOfDeployment(record, this.#entries.config.services);
    const runNumber = this.#runNumbers.get(record.run) ?? this.#runNumbers.size;
    this.#runNumbers.set(record.run, runNumber);
    for (const [id, history] of this.#entries.services) {
      const isIts = services.includes(history.service);
      const run = isIts
        ? runOf(record, history.service, runNumber, this.#entries.people, this.#entries.config.rules)
        : null;
      if (history.put(record.id, run)) dirty.contents.add(id);
    }
  }

  #putIncident(record: RecordOf<'incident'>, dirty: Dirty): void {
    const before = this.#entries.incidents.get(record.id);
    const entry = incidentEntry(record, this.#entries.config);
    this.#entries.incidents.set(entry.id, entry);
    this.#entries.recurrence.put(entry, before);
    dirty.changes.add('incident', entry.id);
    dirty.incidents.add(entry.id);
    this.#touchTeams([...entry.teams, ...(before?.teams ?? [])], dirty);
    for (const one of before ? [before, entry] : [entry])
      dirty.changes.addAll('incident', this.isFirst ? [] : this.#entries.recurrence.after(one));
    for (const service of before?.services ?? []) this.#entries.incidentsOfService.get(service)?.delete(entry.id);
    for (const service of entry.services) {
      if (!this.#entries.incidentsOfService.has(service)) this.#entries.incidentsOfService.set(service, new Set());
      this.#entries.incidentsOfService.get(service)!.add(entry.id);
    }
    this.#touchWorkItems(this.#entries.workItems.naming(entry.id), dirty);
    // Its own open spans are part of the recoveries.
    for (const service of [...entry.services, ...(before?.services ?? [])]) dirty.facts.add(service);
  }

  /** A parent is judged by its children and what it lists, an incident by its retro, a change by what it closes: they change together. */
  #putWorkItem(record: RecordOf<'work_item'>, dirty: Dirty): void {
    const { config, people, workItems } = this.#entries;
    if (config.workItems === null) return;
    const entry = workItemEntry(record, config, config.workItems, people);
    const before = workItems.put(entry);
    dirty.changes.addAll('pull_request', this.#entries.closings.closersOf(record.id));
    this.#touchWorkItems([record.id, ...workItems.childrenOf(record.id)], dirty);
    for (const { view } of before ? [before, entry] : [entry]) {
      this.#touchTeams([view.team], dirty);
      const retros = [...(view.parent === null ? [] : [view.parent]), ...workItems.listing(record.id)];
      this.#touchWorkItems(retros, dirty);
      const incidents = [...view.incidents, ...retros.flatMap((id) => workItems.view(id)?.incidents ?? [])];
      for (const id of incidents) if (this.#entries.incidents.has(id)) dirty.changes.add('incident', id);
    }
  }

  #touchWorkItems(ids: Iterable<string>, dirty: Dirty): void {
    for (const id of ids) {
      const team = this.#entries.workItems.teamOf(id);
      if (team === undefined) continue; // it has not been read
      dirty.changes.add('work_item', id);
      this.#touchTeams([team], dirty);
    }
  }

  #touchTeams(teams: Iterable<TeamId | null>, { changes }: Dirty): void {
    for (const team of teams) if (team !== null) changes.add('team', team);
  }
}
