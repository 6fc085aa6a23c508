import { none } from './commit-graph.ts';
import type { CommitGraph } from './commit-graph.ts';
import type { Contents } from './history.ts';

export type Unknown = Extract<Contents, { known: false }>['why'];

/** What a service's succeeded deployments brought, by their place in the order of finishing. */
export class Walk {
  readonly #graph: CommitGraph;
  /** Commit → place of the first deployment that contains it. */
  readonly #contained: Int32Array;
  /** Commits whose cherry-pick was deployed before they were. */
  readonly #picked = new Map<number, number>();
  /** By place: why the contents are unknown, null: they are known. */
  readonly unknown: readonly (Unknown | null)[];
  /** By place: whether its commit is in no earlier deployment, or unknown. */
  readonly isNew: readonly boolean[];

  /** `commits`: the deployed commits in order; `none` where the deployment names none. */
  constructor(graph: CommitGraph, commits: readonly number[]) {
    this.#graph = graph;
    this.#contained = new Int32Array(graph.size).fill(none);
    const unknown: (Unknown | null)[] = [];
    const isNew: boolean[] = [];
    let hasKnownBefore = false;
    commits.forEach((commit, place) => {
      isNew.push(commit === none || this.#contained[commit] === none);
      const hole = commit === none ? 'commit_unknown' : this.#walk(commit, place);
      if (place === 0) unknown.push('first_deployment');
      else unknown.push(hole ?? (hasKnownBefore ? null : 'no_earlier_known'));
      hasKnownBefore ||= commit !== none && graph.isKnown(commit);
    });
    this.unknown = unknown;
    this.isNew = isNew;
  }

  /** Claims what is not contained yet; answers with the kind of hole that it met. */
  #walk(commit: number, place: number): Unknown | null {
    let hole = this.#holeAt(commit);
    const stack = [commit];
    while (stack.length > 0) {
      const next = stack.pop()!;
      if (this.#contained[next] !== none) continue;
      this.#contained[next] = place;
      if (hole !== 'commit_gone') hole = this.#holeAt(next) ?? hole;
      this.#pick(next, place);
      this.#graph.pushParents(next, stack);
    }
    return hole;
  }

  #holeAt(commit: number): Unknown | null {
    return this.#graph.isGone(commit) ? 'commit_gone' : this.#graph.isMissing(commit) ? 'commit_unknown' : null;
  }

  #pick(commit: number, place: number): void {
    let source = this.#graph.pickOf(commit);
    while (source !== none && this.#contained[source] === none && !this.#picked.has(source)) {
      this.#picked.set(source, place);
      source = this.#graph.pickOf(source);
    }
  }

  /** Place of the first deployment that contains the commit, or `none`. */
  containedIn(commit: number): number {
    return this.#contained[commit] ?? none;
  }

  /** Place of the first deployment that contains the commit or a cherry-pick of it, or `none`. */
  carriedIn(commit: number): number {
    return this.#picked.get(commit) ?? this.containedIn(commit);
  }

  /** Whether a record of this commit can change what was found. */
  hasMet(commit: number): boolean {
    return this.carriedIn(commit) !== none;
  }

  /**
   * Whether `ancestor` is reachable from `commit`, itself included; both deployed. What leads to `ancestor` was contained no
   * earlier than it, so only the stretch between the two is searched.
   */
  contains(commit: number, ancestor: number): boolean {
    const least = this.containedIn(ancestor);
    if (this.containedIn(commit) < least) return false;
    return this.#graph.reaches(commit, ancestor, (number) => this.containedIn(number) >= least);
  }
}
