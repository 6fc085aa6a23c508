import type { Config, Service } from '../config/config.ts';
import type { PullRequest } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { Store } from '../store/store.ts';
import { Closings } from './closings.ts';
import type { IncidentEntry } from './incidents.ts';
import { Assessments } from './assessments.ts';
import { OnCallRota } from './on-call.ts';
import { Ownership } from './ownership.ts';
import { People } from './people.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { Probes } from './probes.ts';
import { Readings } from './readings.ts';
import { Recurrence } from './recurrence.ts';
import { RepositoryHistory } from './repository-history.ts';
import { ServiceHistory } from './service-history.ts';
import { WorkItemIndex } from './work-items.ts';
import { Surveys } from './surveys.ts';

/** All that is kept in memory: compact entries, and indexes over them. */
export class Entries {
  readonly config: Config;
  readonly people: People;
  readonly ownership: Ownership;
  readonly rota: OnCallRota;
  readonly readings: Readings;
  readonly pullRequests = new Map<string, PullRequestEntry>();
  readonly #pullRequestsOfTeam = new Map<TeamId | null, Set<PullRequestEntry>>();
  readonly incidents = new Map<string, IncidentEntry>();
  /** Ids of incidents by the configured service that they are mapped to. */
  readonly incidentsOfService = new Map<string, Set<string>>();
  readonly recurrence = new Recurrence();
  readonly probes = new Probes();
  readonly closings = new Closings();
  readonly workItems = new WorkItemIndex();
  readonly surveys: Surveys;
  readonly assessments = new Assessments();
  readonly services: ReadonlyMap<string, ServiceHistory>;
  readonly teamIds: readonly TeamId[];
  readonly #repositories = new Map<string, RepositoryHistory>();
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  constructor(config: Config, store: Store) {
    this.config = config;
    this.people = new People(config);
    this.ownership = new Ownership(config, this.people, (blob) => store.get('code_owners', blob)?.text);
    this.surveys = new Surveys(config);
    this.rota = new OnCallRota(this.people);
    this.readings = new Readings(config.stalenessMs);
    this.services = new Map(config.services.map((service) => [service.id, new ServiceHistory(service)]));
    this.teamIds = config.teams.map(({ id }) => id);
  }

  repository(id: string): RepositoryHistory {
    const key = id.toLowerCase();
    let repository = this.#repositories.get(key);
    if (!repository) {
      repository = new RepositoryHistory(this.config.github?.baseBranches ?? []);
      this.#repositories.set(key, repository);
    }
    return repository;
  }

  putPullRequest(entry: PullRequestEntry): void {
    const before = this.pullRequests.get(entry.id);
    if (before) {
      this.#pullRequestsOfTeam.get(before.team)!.delete(before);
      for (const service of before.services) this.services.get(service)!.pullRequests.delete(before);
    }
    this.pullRequests.set(entry.id, entry);
    const own = this.#pullRequestsOfTeam.get(entry.team) ?? new Set();
    this.#pullRequestsOfTeam.set(entry.team, own.add(entry));
    for (const service of entry.services) this.services.get(service)!.pullRequests.add(entry);
    this.repository(entry.repository).put(entry);
  }

  /** null: nobody's. */
  pullRequestsOfTeam(team: TeamId | null): Iterable<PullRequestEntry> {
    return this.#pullRequestsOfTeam.get(team) ?? [];
  }

  servicesIn(repository: string): readonly Service[] {
    return this.config.services.filter((service) => service.repository.toLowerCase() === repository.toLowerCase());
  }

  /** The CODEOWNERS that applies: at the merge commit, else at the head of the default branch. */
  codeOwnersOf({ mergedAt, codeOwnersBlob, repository }: PullRequest): string | null {
    return mergedAt === null ? this.repository(repository).codeOwnersBlob : codeOwnersBlob;
  }

  /** One object for equal texts: 100,000 pull requests name a handful. */
  text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  list(list: readonly string[]): readonly string[] {
    const key = list.join('\n');
    const known = this.#lists.get(key);
    if (!known) this.#lists.set(key, list);
    return known ?? list;
  }

  /** Ids by creation of the incidents of a team. */
  incidentsOfTeam(team: TeamId): readonly string[] {
    const own = [...this.incidents.values()].filter(({ teams }) => teams.includes(team));
    return own.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
  }
}
