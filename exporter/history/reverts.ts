import { byMerge } from './pull-requests.ts';
import type { PullRequestEntry } from './pull-requests.ts';

/** The pull requests that a title may name: counted, merged, by title and then by merge. */
function byTitle(entries: readonly PullRequestEntry[]): ReadonlyMap<string, readonly PullRequestEntry[]> {
  const wanted = new Map<string, PullRequestEntry[]>();
  for (const { reverts } of entries) if (reverts?.title) wanted.set(reverts.title, []);
  if (wanted.size > 0) for (const entry of entries) if (entry.mergedAt !== null) wanted.get(entry.title)?.push(entry);
  for (const list of wanted.values()) list.sort(byMerge);
  return wanted;
}

/** Which pull request of a repository undoes which. */
export class Reverts {
  readonly #byTitle: ReadonlyMap<string, readonly PullRequestEntry[]>;
  readonly #find: (id: string) => PullRequestEntry | undefined;

  /** `entries`: the counted ones of the repository. */
  constructor(entries: readonly PullRequestEntry[], find: (id: string) => PullRequestEntry | undefined) {
    this.#byTitle = byTitle(entries);
    this.#find = find;
  }

  #named(entry: PullRequestEntry): PullRequestEntry | undefined {
    const { reverts, mergedAt } = entry;
    if (!reverts) return undefined;
    if (reverts.id !== null) return this.#find(reverts.id);
    // The newest that was merged before it: a later one of that name is another story.
    return this.#byTitle
      .get(reverts.title!)
      ?.findLast((one) => one.id !== entry.id && one.mergedAt! < (mergedAt ?? Infinity));
  }

  /**
   * What it takes back; undefined: nothing. Reverting a revert brings a change back and takes nothing away, and so on:
   * the third in a row takes it away again.
   */
  takenBackBy(entry: PullRequestEntry): PullRequestEntry | undefined {
    const target = this.#named(entry);
    return target && this.takesBack(entry) ? target : undefined;
  }

  /** Whether it takes something back, be it known or not. */
  takesBack(entry: PullRequestEntry, depth = 0): boolean {
    if (!entry.reverts || entry.reverts.isReapply || depth > 20) return false;
    const target = this.#named(entry);
    if (target) return target !== entry && !this.takesBack(target, depth + 1);
    return !/^Revert "/.test(entry.reverts.title ?? '');
  }
}
