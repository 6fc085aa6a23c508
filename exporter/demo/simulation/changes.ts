import type { Instant, PullRequest } from '../../records/index.ts';
import type { OwnersVersion } from './code-owners.ts';
import type { Git } from './git.ts';
import type { DemoRepository, DemoTeam } from './organisation.ts';
import { clip, pullRequestOf } from './pull-requests.ts';
import type { Change } from './pull-requests.ts';
import type { Random } from './random.ts';
import { conditions } from './story.ts';
import type { Timeline } from './timeline.ts';

type MergeStyle = 'squash' | 'rebase' | 'merge' | 'push';

/** A merged change, and who made it. */
export interface Merged {
  readonly pullRequest: PullRequest;
  readonly team: DemoTeam;
}

/** The pull requests of one repository, from the first line to the default branch. */
export class Changes {
  readonly #repository: DemoRepository;
  readonly #endsAt: Instant;
  readonly #git: Git;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #codeOwners: readonly OwnersVersion[];
  readonly #all: PullRequest[] = [];
  /** Since the last deployment. */
  #waiting: Merged[] = [];

  constructor(
    repository: DemoRepository,
    endsAt: Instant,
    git: Git,
    timeline: Timeline,
    random: Random,
    codeOwners: readonly OwnersVersion[],
  ) {
    this.#repository = repository;
    this.#endsAt = endsAt;
    this.#git = git;
    this.#timeline = timeline;
    this.#random = random;
    this.#codeOwners = codeOwners;
  }

  get lastNumber(): number {
    return this.#all.length;
  }

  numbered(number: number): PullRequest {
    return this.#all[number - 1]!;
  }

  /** Only what happened before the end. */
  clipped(): PullRequest[] {
    return this.#all.filter(({ createdAt }) => createdAt < this.#endsAt).map((one) => clip(one, this.#endsAt));
  }

  /** What a deployment of the head carries now; nothing waits after it. */
  takeWaiting(): readonly Merged[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** A change begins; it is merged when its time has come. */
  begin(change: Omit<Change, 'repository' | 'number'>): PullRequest {
    const { team } = change;
    const number = this.#all.length + 1;
    const now = conditions(change.at, this.#endsAt, team.pace);
    const made = pullRequestOf({ ...change, repository: this.#repository.id, number }, now, this.#random);
    const pullRequest = { ...made, commits: made.commits.map((commit) => ({ ...commit, oid: this.#git.draw() })) };
    this.#all.push(pullRequest);
    if (pullRequest.mergedAt !== null) this.#timeline.plan(pullRequest.mergedAt, () => this.#merge(number, team));
    return pullRequest;
  }

  /** Where a team works: mostly at home. */
  folderOf(team: DemoTeam): string {
    const { isMonolith, services } = this.#repository;
    if (!isMonolith) return 'internal/';
    const own = services.find(({ owner }) => owner === team)?.paths[0];
    if (own && !this.#random.chance(0.1)) return own;
    return this.#random.chance(0.4) ? 'lib/shared/' : this.#random.pick(services).paths[0]!;
  }

  #merge(number: number, team: DemoTeam): void {
    const pullRequest = this.numbered(number);
    const styles = ['squash', 'squash', 'squash', 'squash', 'merge', 'merge', 'rebase'] as const;
    const style: MergeStyle = number % 60 === 0 ? 'push' : this.#random.pick(styles);
    const mergeCommit = this.#mergeCommit(pullRequest, style);
    const owners = this.#codeOwners.findLast(({ fromAt }) => fromAt <= pullRequest.mergedAt!);
    // Without a merge commit nobody can say which file applied.
    const codeOwnersBlob = mergeCommit === null ? null : (owners?.id ?? null);
    const merged = { ...pullRequest, mergeCommit, codeOwnersBlob };
    this.#all[number - 1] = merged;
    this.#waiting.push({ pullRequest: merged, team });
  }

  #mergeCommit({ commits, title, number, mergedAt }: PullRequest, style: MergeStyle): string | null {
    const git = this.#git;
    const at = mergedAt!;
    if (style === 'squash') return git.push(git.add([git.head], at, `${title} (#${number})`));
    if (style === 'rebase') {
      commits.forEach(() => git.push(git.add([git.head], at, title)));
      return git.head;
    }
    let tip = style === 'push' ? git.head : git.before(this.#random.whole(0, 4));
    for (const { oid, authoredAt } of commits) tip = git.add([tip], authoredAt, title, oid);
    git.push(style === 'push' ? tip : git.add([git.head, tip], at, `Merge pull request #${number}`));
    return style === 'push' ? null : git.head;
  }
}
