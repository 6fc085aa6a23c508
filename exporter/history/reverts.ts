import { byMerge } from './pull-requests.ts';
import type { PullRequestEntry } from './pull-requests.ts';

/** Which pull request of a repository undoes which. */
export class Reverts {
  /** The pull requests that a title may name: counted, merged, by title and then by merge. */
  readonly #byTitle = new Map<string, PullRequestEntry[]>();
  readonly #find: (id: string) => PullRequestEntry | undefined;

  /** `titles`: those that counted reverts name. `entries`: all of the repository. */
  constructor(
    titles: Iterable<string>,
    entries: readonly PullRequestEntry[],
    isCounted: (entry: PullRequestEntry) => boolean,
    find: (id: string) => PullRequestEntry | undefined,
  ) {
    for (const title of titles) this.#byTitle.set(title, []);
    if (this.#byTitle.size > 0)
      for (const entry of entries)
        if (entry.mergedAt !== null && isCounted(entry)) this.#byTitle.get(entry.title)?.push(entry);
    for (const list of this.#byTitle.values()) list.sort(byMerge);
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
