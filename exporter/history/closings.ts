import type { PullRequest } from '../records/index.ts';

/** Which pull requests close an issue, and which issues one closes: what it is labelled as says what they were for. */
export class Closings {
  readonly #closers = new Map<string, string[]>();
  readonly #issues = new Map<string, readonly string[]>();

  /** One that closes an issue no longer stays beside it: looked at once more it says the same. */
  put({ id, closes }: PullRequest): void {
    const before = this.#issues.get(id) ?? [];
    const issues = [...new Set([...before, ...closes])];
    if (issues.length > 0) this.#issues.set(id, issues);
    for (const issue of closes) {
      const closers = this.#closers.get(issue) ?? [];
      if (!closers.includes(id)) closers.push(id);
      this.#closers.set(issue, closers);
    }
  }

  closersOf(issue: string): readonly string[] {
    return this.#closers.get(issue) ?? [];
  }

  issuesOf(pullRequest: string): readonly string[] {
    return this.#issues.get(pullRequest) ?? [];
  }
}
