import type { PullRequest } from '../records/index.ts';

const form = /(?:([\w.-]+\/[\w.-]+)(?:#|\/pull\/|\/issues\/)|#)(\d+)\b/g;

/** `#12`, `owner/repo#12` and addresses that a title or body names, as ids of pull requests (should they be some). */
export function mentionsOf({ title, body, repository }: PullRequest): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, named, number] of `${title}\n${body}`.matchAll(form)) ids.add(`${named ?? repository}#${number}`);
  return ids;
}

/** Pull requests that name one which has not been read yet: once it is there, they no longer name an issue. */
export class Mentions {
  readonly #waiting = new Map<string, Set<string>>();

  put(pullRequest: PullRequest, isKnown: (id: string) => boolean): void {
    for (const id of mentionsOf(pullRequest)) {
      if (isKnown(id)) continue;
      if (!this.#waiting.has(id)) this.#waiting.set(id, new Set());
      this.#waiting.get(id)!.add(pullRequest.id);
    }
  }

  /** Those that named it before it came. */
  take(id: string): Iterable<string> {
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    return waiting;
  }
}
