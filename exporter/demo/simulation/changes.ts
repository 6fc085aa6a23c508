import type { Instant, PullRequest } from '../../records/index.ts';
import { checksOf } from './checks.ts';
import { clip } from './clip.ts';
import { withTools } from './coding-agent.ts';
import type { OwnersVersion } from './code-owners.ts';
import type { Git } from './git.ts';
import type { DemoRepository, DemoTeam } from './organisation.ts';
import { pullRequestOf } from './pull-requests.ts';
import type { Change } from './pull-requests.ts';
import type { Random } from './random.ts';
import { conditions, isRelapse } from './story.ts';
import type { Conditions } from './story.ts';
import type { Timeline } from './timeline.ts';

const sharedFolder = 'lib/shared/';

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
    const now = this.#conditions(change.at, team);
    const made = withTools(pullRequestOf(this.#described(change, number), now, this.#random), team, now.progress);
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
    return this.#random.chance(0.4) ? sharedFolder : this.#random.pick(services).paths[0]!;
  }

  /** With whose code it touches; now and then people of one team need to change what is the next one's. */
  #described(change: Omit<Change, 'repository' | 'number'>, number: number): Change {
    const { team, folder } = change;
    const { id: repository, services } = this.#repository;
    const own = services.findIndex(({ owner }) => owner === team);
    const isAcross = number % 8 === 0 && own >= 0 && services.length > 1 && !change.isUrgent && !change.author;
    const alsoFolder = isAcross ? services[(own + 1) % services.length]!.paths[0] : undefined;
    const owners = [folder, alsoFolder].flatMap((touched) => this.#ownerOf(touched) ?? []);
    const others = [...new Set(owners)].filter((owner) => owner !== team);
    return { ...change, ...(alsoFolder && { alsoFolder }), others, repository, number };
  }

  #ownerOf(folder: string | undefined): DemoTeam | undefined {
    const { services } = this.#repository;
    if (folder === sharedFolder) return services[0]!.owner;
    return services.find(({ paths }) => folder !== undefined && paths.includes(folder))?.owner;
  }

  /** In the week of the relapse the second team moves its code about, in changes that nobody can read. */
  #conditions(at: Instant, team: DemoTeam): Conditions {
    const now = conditions(at, this.#endsAt, team.pace);
    const isMoving = isRelapse(at, this.#endsAt) && this.#repository.services[1]?.owner === team;
    return isMoving ? { ...now, linesChanged: 2_400 } : now;
  }

  #merge(number: number, team: DemoTeam): void {
    const pullRequest = this.numbered(number);
    const styles = ['squash', 'squash', 'squash', 'squash', 'merge', 'merge', 'rebase'] as const;
    const style: MergeStyle = number % 60 === 0 ? 'push' : this.#random.pick(styles);
    const mergeCommit = this.#mergeCommit(pullRequest, style);
    const owners = this.#codeOwners.findLast(({ fromAt }) => fromAt <= pullRequest.mergedAt!);
    // Without a merge commit nobody can say which file applied.
    const codeOwnersBlob = mergeCommit === null ? null : (owners?.id ?? null);
    const { progress } = this.#conditions(pullRequest.mergedAt!, team);
    const requiredChecks = checksOf(pullRequest, progress, this.#endsAt);
    const merged = { ...pullRequest, mergeCommit, codeOwnersBlob, requiredChecks };
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
