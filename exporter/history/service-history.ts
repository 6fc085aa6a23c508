import type { Config, Service } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { Candidates } from './attribution.ts';
import { none } from './commit-graph.ts';
import { Walk } from './deployment-contents.ts';
import { same } from './equality.ts';
import type { OwnIncident } from './failures.ts';
import type { ServiceDeployment } from './history.ts';
import { byMerge } from './pull-requests.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { remediesOf } from './remedies.ts';
import type { Remedy, Sequence } from './remedies.ts';
import type { RepositoryHistory } from './repository-history.ts';
import type { Reverts } from './reverts.ts';
import { byEnd, byFinish } from './service-deployments.ts';
import type { Run, SucceededRun } from './service-deployments.ts';
import { deploymentViews } from './deployment-views.ts';

/** Where a pull request was first carried by a service. */
export interface Carrying {
  readonly run: SucceededRun;
  readonly isKnown: boolean;
}

const noPlaces = new Int32Array(0);

/** The deployments of one service: what each brought, what it remedied, how it fared. */
export class ServiceHistory implements Candidates {
  readonly service: Service;
  /** Those that touch it. */
  readonly pullRequests = new Set<PullRequestEntry>();
  readonly #runs = new Map<string, Run>();
  /** Succeeded, in the order of finishing. */
  runs: readonly SucceededRun[] = [];
  byStart: readonly SucceededRun[] = [];
  remedies: readonly Remedy[] = [];
  #walk: Walk | null = null;
  /** The graph's version then. */
  #walkedAt = 0;
  #contents: readonly (readonly PullRequestEntry[])[] = [];
  /** Pull request index → place of the deployment that first carried it. */
  #places: Int32Array = noPlaces;
  #views = new Map<string, ServiceDeployment>();
  #sorted: readonly ServiceDeployment[] = [];

  constructor(service: Service) {
    this.service = service;
  }

  /** Takes in a run of a record, or that the record is none of this service's. Answers whether anything changed. */
  put(recordId: string, run: Run | null): boolean {
    if (run) this.#runs.set(recordId, run);
    return run ? true : this.#runs.delete(recordId);
  }

  /** Whether a commit's record can change what deployments contain. */
  hasMet(commit: number): boolean {
    return this.#walk?.hasMet(commit) ?? false;
  }

  hasRunBy(isIt: (run: Run) => boolean): boolean {
    return [...this.#runs.values()].some(isIt);
  }

  /** Which deployment first carried a pull request. */
  carrying({ index }: PullRequestEntry): Carrying | null {
    const place = this.#places[index] ?? none;
    return place === none ? null : { run: this.runs[place]!, isKnown: this.#walk!.unknown[place] === null };
  }

  view(id: string): ServiceDeployment | undefined {
    return this.#views.get(id);
  }

  views(): readonly ServiceDeployment[] {
    return this.#sorted;
  }

  /**
   * Walks the graph again and links pull requests and remedies. Answers with the pull requests whose first deployment is
   * another, and whether incidents may belong elsewhere.
   */
  join(
    repository: RepositoryHistory,
    reverts: Reverts,
    rules: Config['rules'],
  ): { readonly moved: readonly PullRequestEntry[]; readonly incidentsMayMove: boolean } {
    const before = {
      runs: this.runs,
      remedies: this.remedies,
      places: this.#places,
      unknown: this.#walk?.unknown ?? [],
    };
    const runs = [...this.#runs.values()].filter((run): run is SucceededRun => run.finishedAt !== null).sort(byFinish);
    const commits = runs.map(({ commit }) => (commit === null ? none : repository.graph.number(commit)));
    const walk = this.#walkOf(repository, runs, commits);
    this.#link(repository.pullRequests.length, walk, runs.length);
    const isCounted = (entry: PullRequestEntry): boolean => repository.isCountedBase(entry.baseBranch);
    const placeOf = (entry: PullRequestEntry): number => this.#places[entry.index] ?? none;
    const sequence: Sequence = { runs, commits, walk, carried: this.#contents, placeOf, isCounted, reverts };
    this.runs = runs;
    this.byStart = runs.toSorted((a, b) => a.startedAt - b.startedAt || byFinish(a, b));
    this.remedies = remediesOf(sequence, rules);
    this.#walk = walk;
    this.#contents = this.#contents.map((carried) => (carried.every(isCounted) ? carried : carried.filter(isCounted)));
    const isSamePlace = samePlaces(before.runs, before.unknown, runs, walk.unknown);
    return {
      moved: [...this.pullRequests].filter(
        ({ index }) => !isSamePlace(before.places[index] ?? none, this.#places[index]!),
      ),
      incidentsMayMove: !same(before.runs, runs) || !same(before.remedies, this.remedies),
    };
  }

  /** The same walk as before where neither the graph nor the deployments changed. */
  #walkOf({ graph }: RepositoryHistory, runs: readonly SucceededRun[], commits: readonly number[]): Walk {
    const isSame = runs.length === this.runs.length && runs.every((run, place) => run === this.runs[place]);
    if (this.#walk && isSame && this.#walkedAt === graph.version) return this.#walk;
    this.#walkedAt = graph.version;
    return new Walk(graph, commits);
  }

  #link(pullRequests: number, walk: Walk, count: number): void {
    const contents: PullRequestEntry[][] = Array.from({ length: count }, () => []);
    const places = new Int32Array(pullRequests).fill(none);
    for (const entry of this.pullRequests) {
      if (entry.commits.length === 0) continue;
      let place = 0;
      for (const commit of entry.commits) {
        const carriedIn = walk.carriedIn(commit);
        place = carriedIn === none || place === none ? none : Math.max(place, carriedIn);
      }
      if (place === none) continue;
      places[entry.index] = place;
      contents[place]!.push(entry);
    }
    for (const carried of contents) if (carried.length > 1) carried.sort(byMerge);
    this.#places = places;
    this.#contents = contents;
  }

  /** Makes the facts of its deployments anew; answers with those that are different, before and after. */
  look(
    incidentsOf: (runId: string) => readonly OwnIncident[],
    teamsOf: (login: string, at: Instant) => readonly TeamId[],
    inOrder: (teams: ReadonlySet<TeamId>) => readonly TeamId[],
    failedRunsCount: boolean,
  ): readonly (readonly [ServiceDeployment | undefined, ServiceDeployment | undefined])[] {
    const runs = [...this.#runs.values()].sort(byEnd);
    const places = new Map(this.runs.map((run, place) => [run.id, place]));
    const made = deploymentViews({
      service: this.service,
      runs,
      succeeded: this.runs,
      placeOf: (run) => places.get(run.id) ?? null,
      unknown: this.#walk?.unknown ?? [],
      isNew: this.#walk?.isNew ?? [],
      contents: this.#contents,
      remedies: this.remedies,
      incidentsOf,
      teamsOf,
      inOrder,
      failedRunsCount,
      before: (id) => this.#views.get(id),
    });
    return this.#replace(made);
  }

  #replace(
    made: readonly ServiceDeployment[],
  ): readonly (readonly [ServiceDeployment | undefined, ServiceDeployment | undefined])[] {
    const before = this.#views;
    const kept = made.map((view) => {
      const old = before.get(view.id);
      return old && same(old, view) ? old : view;
    });
    this.#sorted = kept;
    this.#views = new Map(kept.map((view) => [view.id, view]));
    const changed = kept
      .filter((view) => before.get(view.id) !== view)
      .map((view) => [before.get(view.id), view] as const);
    const lost = [...before.values()]
      .filter(({ id }) => !this.#views.has(id))
      .map((view) => [view, undefined] as const);
    return [...changed, ...lost];
  }
}

/** Whether what was carried at a place before is carried by the same deployment, as well known, at a place now. */
function samePlaces(
  runsBefore: readonly SucceededRun[],
  unknownBefore: readonly unknown[],
  runsNow: readonly SucceededRun[],
  unknownNow: readonly unknown[],
): (before: number, now: number) => boolean {
  const isSame = (before: number, now: number): boolean => {
    const one = runsBefore[before];
    const other = runsNow[now];
    if (!one || !other || (unknownBefore[before] === null) !== (unknownNow[now] === null)) return false;
    return one === other || (one.id === other.id && one.finishedAt === other.finishedAt);
  };
  // Most stay where they were, and there are many more pull requests than deployments.
  const stays = Uint8Array.from(runsBefore, (_, place) => Number(isSame(place, place)));
  return (before, now) =>
    before === now ? before === none || stays[before] === 1 : before !== none && now !== none && isSame(before, now);
}
