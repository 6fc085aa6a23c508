import { CommitGraph } from './commit-graph.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { Reverts } from './reverts.ts';

/** What is known of one repository: its graph and its pull requests. */
export class RepositoryHistory {
  readonly graph = new CommitGraph();
  /** By their index. */
  readonly pullRequests: PullRequestEntry[] = [];
  readonly #baseBranches: readonly string[];
  /** null while the repository's record is not there. */
  defaultBranch: string | null = null;
  /** CODEOWNERS at the head of the default branch. */
  codeOwnersBlob: string | null = null;

  constructor(baseBranches: readonly string[]) {
    this.#baseBranches = baseBranches;
  }

  isCountedBase(branch: string): boolean {
    return branch === this.defaultBranch || this.#baseBranches.includes(branch);
  }

  /** Whether any pull request says that it undoes one of these. */
  isNamed(targets: readonly PullRequestEntry[]): boolean {
    return this.pullRequests.some(
      ({ reverts }) => reverts && targets.some(({ id, title }) => reverts.id === id || reverts.title === title),
    );
  }

  /** As the pull requests are now; made anew after any of them changed. */
  reverts(find: (id: string) => PullRequestEntry | undefined): Reverts {
    return new Reverts(
      this.pullRequests.filter(({ baseBranch }) => this.isCountedBase(baseBranch)),
      find,
    );
  }
}
