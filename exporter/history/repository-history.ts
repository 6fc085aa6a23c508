import { CommitGraph } from './commit-graph.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import { Reverts } from './reverts.ts';

/** What is known of one repository: its graph and its pull requests. */
export class RepositoryHistory {
  readonly graph = new CommitGraph();
  /** By their index. */
  readonly pullRequests: PullRequestEntry[] = [];
  /** Those that say that they undo another, by id. */
  readonly #reverting = new Map<string, PullRequestEntry>();
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

  put(entry: PullRequestEntry): void {
    this.pullRequests[entry.index] = entry;
    if (entry.reverts) this.#reverting.set(entry.id, entry);
    else this.#reverting.delete(entry.id);
  }

  /** Whether any pull request says that it undoes one of these. */
  isNamed(targets: readonly PullRequestEntry[]): boolean {
    for (const { reverts } of this.#reverting.values())
      if (targets.some(({ id, title }) => reverts!.id === id || reverts!.title === title)) return true;
    return false;
  }

  /** As the pull requests are now; made anew after any of them changed. */
  reverts(find: (id: string) => PullRequestEntry | undefined): Reverts {
    const isCounted = ({ baseBranch }: PullRequestEntry): boolean => this.isCountedBase(baseBranch);
    const titles = [...this.#reverting.values()].filter(isCounted).map(({ reverts }) => reverts!.title);
    return new Reverts(new Set(titles.filter((title) => title !== null)), this.pullRequests, isCounted, find);
  }
}
