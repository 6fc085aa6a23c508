import type { Instant, RecordKind } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { Store } from '../store/store.ts';
import { belongingsOf } from './attribution.ts';
import type { Belonging } from './attribution.ts';
import { Dirty } from './changes.ts';
import { Entries } from './entries.ts';
import { same } from './equality.ts';
import type { OwnIncident } from './failures.ts';
import type { RootRef, ServiceDeployment } from './history.ts';
import type { IncidentEntry } from './incidents.ts';
import { Intake } from './intake.ts';
import type { ServiceHistory } from './service-history.ts';
import type { Config } from '../config/config.ts';

/** Keeps the entries joined: contents, then whose an incident is, then the facts of deployments. */
export class Joins {
  readonly entries: Entries;
  readonly #store: Store;
  readonly #intake: Intake;
  readonly #belongings = new Map<string, readonly Belonging[]>();
  #seq = 0;
  #pagerdutyState = '';
  /** Outlives an update that broke off: what it took in is not taken for new again. */
  #dirty = new Dirty();

  constructor(config: Config, store: Store) {
    this.entries = new Entries(config, store);
    this.#store = store;
    this.#intake = new Intake(this.entries, store);
  }

  /** Reads what changed since the last time and joins it. Answers with the roots whose facts may be different. */
  update(): readonly RootRef[] {
    const dirty = this.#dirty;
    const upTo = this.#store.lastSeq();
    for (const kind of order)
      for (const { record } of this.#store.changed(kind, this.#seq, upTo)) this.#intake.put(record, dirty);
    if (this.#intake.isFirst) this.#markEverything(dirty);
    this.#noticeReading(dirty);
    this.#joinContents(dirty);
    this.#joinIncidents(dirty);
    this.#joinFacts(dirty);
    this.#touchClosedIssues(dirty);
    this.#seq = upTo;
    this.#intake.isFirst = false;
    this.#dirty = new Dirty();
    return dirty.changes.list();
  }

  /** What was learnt of a change is told by what it closes, once it is deployed. */
  #touchClosedIssues({ changes }: Dirty): void {
    for (const id of changes.of('pull_request'))
      for (const issue of this.entries.closings.issuesOf(id))
        if (this.entries.workItems.view(issue)) changes.add('work_item', issue);
  }

  #markEverything({ contents, changes }: Dirty): void {
    for (const service of this.entries.services.keys()) contents.add(service);
    changes.addAll('team', this.entries.teamIds);
    changes.addAll('service', this.entries.services.keys());
  }

  /** How far on-call was read is part of the facts of PagerDuty services. */
  #noticeReading({ changes }: Dirty): void {
    const state = JSON.stringify(this.#store.state('source/pagerduty') ?? null);
    if (state === this.#pagerdutyState) return;
    this.#pagerdutyState = state;
    for (const { record } of this.#store.changed('pagerduty_service', 0)) changes.add('pagerduty_service', record.id);
  }

  #joinContents(dirty: Dirty): void {
    const byRepository = new Map<string, ServiceHistory[]>();
    for (const id of dirty.contents) {
      const history = this.entries.services.get(id)!;
      const key = history.service.repository.toLowerCase();
      byRepository.set(key, [...(byRepository.get(key) ?? []), history]);
    }
    for (const [key, histories] of byRepository) {
      const repository = this.entries.repository(key);
      const reverts = repository.reverts((id) => this.entries.pullRequests.get(id));
      for (const history of histories) {
        const { moved, incidentsMayMove } = history.join(repository, reverts, this.entries.config.rules);
        for (const { id, team } of moved) {
          dirty.changes.add('pull_request', id);
          touchTeams([team], dirty);
        }
        dirty.facts.add(history.service.id);
        if (!incidentsMayMove) continue;
        for (const id of this.entries.incidentsOfService.get(history.service.id) ?? []) dirty.incidents.add(id);
      }
    }
  }

  #joinIncidents(dirty: Dirty): void {
    for (const id of dirty.incidents) {
      const entry = this.entries.incidents.get(id)!;
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
    const { countedPriorities } = this.entries.config.rules;
    if (entry.priority === 'none' || !countedPriorities.includes(entry.priority)) return [];
    const services = entry.services.map((service) => this.entries.services.get(service)!);
    return belongingsOf(entry, services, this.entries.config.rules);
  }

  /** Incidents that belong to deployments of a service, by run. */
  #incidentsByRun(service: string): ReadonlyMap<string, readonly OwnIncident[]> {
    const byRun = new Map<string, OwnIncident[]>();
    const entries = [...(this.entries.incidentsOfService.get(service) ?? [])].map((id) =>
      this.entries.incidents.get(id)!,
    );
    for (const { id, open } of entries.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)))
      for (const { run, span } of this.#belongings.get(id) ?? []) {
        if (run.service !== service) continue;
        byRun.set(run.id, [...(byRun.get(run.id) ?? []), { id, holds: span, open }]);
      }
    return byRun;
  }

  #joinFacts(dirty: Dirty): void {
    const { teamIds } = this.entries;
    const inOrder = (teams: ReadonlySet<TeamId>): readonly TeamId[] =>
      this.entries.list(teamIds.filter((team) => teams.has(team)));
    const teamsOf = (login: string, at: Instant): readonly TeamId[] => this.entries.people.teamsOfLogin(login, at);
    for (const id of dirty.facts) {
      const byRun = this.#incidentsByRun(id);
      const incidentsOf = (run: string): readonly OwnIncident[] => byRun.get(run) ?? [];
      const changed = this.entries.services
        .get(id)!
        .look(incidentsOf, teamsOf, inOrder, this.entries.config.rules.failedRunsCount);
      if (changed.length === 0) continue;
      dirty.changes.add('service', id);
      for (const views of changed) for (const view of views) if (view) this.#touchDeployment(view, dirty);
    }
  }

  #touchDeployment(view: ServiceDeployment, dirty: Dirty): void {
    dirty.changes.add('service_deployment', view.id);
    touchTeams(view.teams, dirty);
    for (const { id } of view.incidents) dirty.changes.add('incident', id);
  }
}

function touchTeams(teams: Iterable<TeamId | null>, { changes }: Dirty): void {
  for (const team of teams) if (team !== null) changes.add('team', team);
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
  'probe',
  'work_item',
  'reading',
  'survey_wave',
  'survey_file',
  'assessment',
  'assessment_file',
];
