import type { PullRequest } from '../records/index.ts';

/** Which pull requests close an issue: what it is labelled as says what they were for. */
export class Closings {
  readonly #closers = new Map<string, string[]>();

  /** One that closes an issue no longer stays beside it: looked at once more it says the same. */
  put({ id, closes }: PullRequest): void {
    for (const issue of closes) {
      const closers = this.#closers.get(issue) ?? [];
      if (!closers.includes(id)) closers.push(id);
      this.#closers.set(issue, closers);
    }
  }

  closersOf(issue: string): readonly string[] {
    return this.#closers.get(issue) ?? [];
  }
}
