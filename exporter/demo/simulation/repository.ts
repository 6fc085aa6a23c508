import type { Deployment, Instant, PullRequest } from '../../records/index.ts';
import { Changes } from './changes.ts';
import { codeOwnersOf } from './code-owners.ts';
import type { OwnersVersion } from './code-owners.ts';
import { Git } from './git.ts';
import type { DemoRepository, DemoTeam } from './organisation.ts';
import { Production } from './production.ts';
import { bot } from './pull-requests.ts';
import { Random } from './random.ts';
import { Releases } from './releases.ts';
import type { Cause } from './releases.ts';
import { Remedies } from './remedies.ts';
import { Timeline } from './timeline.ts';
import { dayMs, hourMs, isWeekday, weekMs } from './working-time.ts';

/** One repository as it lives through the time: changes, merges, deployments and what follows from the bad ones. */
export class RepositorySimulation {
  readonly repository: DemoRepository;
  readonly git: Git;
  readonly codeOwners: readonly OwnersVersion[];
  readonly #random: Random;
  readonly #startsAt: Instant;
  readonly #endsAt: Instant;
  readonly #timeline = new Timeline();
  readonly #changes: Changes;
  readonly #production: Production;
  readonly #releases: Releases;

  /** `causing`: from when on the next deployment causes a P1. */
  constructor(
    repository: DemoRepository,
    span: { startsAt: Instant; endsAt: Instant; seed: number; causing: readonly Instant[] },
  ) {
    this.repository = repository;
    this.#startsAt = span.startsAt;
    this.#endsAt = span.endsAt;
    const random = new Random(span.seed);
    const timeline = this.#timeline;
    const git = new Git(repository.id, span.startsAt);
    const codeOwners = codeOwnersOf(repository, span);
    const changes = new Changes(repository, span.endsAt, git, timeline, random, codeOwners);
    const production = new Production(repository);
    const remedies = new Remedies(git, timeline, random, changes, production);
    this.git = git;
    this.codeOwners = codeOwners;
    this.#random = random;
    this.#changes = changes;
    this.#production = production;
    this.#releases = new Releases(repository, span, git, timeline, random, { changes, production, remedies });
  }

  run(guests: readonly DemoTeam[]): void {
    for (const team of this.repository.teams) this.#planWork(team, this.#changesPerWeek(team));
    for (const guest of guests) this.#planWork(guest, 0.6);
    this.#planBots();
    this.#releases.plan(this.#startsAt);
    this.#timeline.run(this.#endsAt);
  }

  get causes(): readonly Cause[] {
    return this.#releases.causes;
  }

  /** Only what happened before the end. */
  get pullRequests(): PullRequest[] {
    return this.#changes.clipped();
  }

  get deployments(): Deployment[] {
    return this.#production.before(this.#endsAt);
  }

  get lastNumber(): number {
    return this.#changes.lastNumber;
  }

  /** Run now, seen while it is under way. */
  deployNow(at: Instant): void {
    this.#production.deploy(at, this.git.head, 'success', false);
  }

  #changesPerWeek(team: DemoTeam): number {
    if (this.repository.isMonolith) return team.logins.length * 1.3;
    return team.logins.length * (team.id === 'platform' ? 2.4 : 0.6);
  }

  #planWork(team: DemoTeam, perWeek: number): void {
    for (let at = this.#startsAt; at < this.#endsAt;) {
      at += Math.round((weekMs / perWeek) * 2 * this.#random.next()) + 1;
      const startsAt = at;
      if (isWeekday(startsAt))
        this.#timeline.plan(startsAt, () =>
          this.#changes.begin({ at: startsAt, team, folder: this.#changes.folderOf(team) }),
        );
    }
  }

  #planBots(): void {
    for (let at = this.#startsAt + 3 * dayMs; at < this.#endsAt; at += 10 * dayMs) {
      const startsAt = at + 4 * hourMs;
      const change = {
        team: this.repository.services[0]!.owner,
        folder: 'vendor/',
        author: bot('dependency-bot'),
        title: 'Bump a library to its next release',
      };
      this.#timeline.plan(startsAt, () => this.#changes.begin({ ...change, at: startsAt }));
    }
  }
}
