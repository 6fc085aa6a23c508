import { createHash } from 'node:crypto';
import type { Instant } from '../../records/index.ts';
import type { WorldCommit } from '../world.ts';

/** The commit graph of one repository as it grows. */
export class Git {
  readonly commits: WorldCommit[] = [];
  readonly #repository: string;
  readonly #main: string[] = [];
  #drawn = 0;

  constructor(repository: string, startsAt: Instant) {
    this.#repository = repository;
    this.push(this.add([], startsAt, 'Start the project'));
  }

  get head(): string {
    return this.#main.at(-1)!;
  }

  /** A commit id that nothing has yet. */
  draw(): string {
    return createHash('sha1').update(`${this.#repository}:${this.#drawn++}`).digest('hex');
  }

  add(
    parents: readonly string[],
    committedAt: Instant,
    message: string,
    oid = this.draw(),
    cherryPickOf: string | null = null,
  ): string {
    const id = `${this.#repository}@${oid}`;
    this.commits.push({
      kind: 'commit',
      id,
      repository: this.#repository,
      oid,
      parents,
      cherryPickOf,
      isGone: false,
      committedAt,
      message,
    });
    return oid;
  }

  /** The default branch moves to it. */
  push(oid: string): string {
    this.#main.push(oid);
    return oid;
  }

  /** The default branch as it was some pushes ago. */
  before(pushes: number): string {
    return this.#main[Math.max(0, this.#main.length - 1 - pushes)]!;
  }
}
