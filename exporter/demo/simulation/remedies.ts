import type { Instant, PullRequest } from '../../records/index.ts';
import type { Changes, Merged } from './changes.ts';
import type { Git } from './git.ts';
import type { DemoTeam } from './organisation.ts';
import type { Production } from './production.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import { dayMs, minuteMs } from './working-time.ts';

export type Remedy = 'rollback' | 'revert' | 'hotfix';

/** What people do about a bad deployment. */
export class Remedies {
  readonly #git: Git;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #changes: Changes;
  readonly #production: Production;

  constructor(git: Git, timeline: Timeline, random: Random, changes: Changes, production: Production) {
    this.#git = git;
    this.#timeline = timeline;
    this.#random = random;
    this.#changes = changes;
    this.#production = production;
  }

  /** `carried`: what the bad deployment brought. */
  plan(at: Instant, kind: Remedy, carried: readonly Merged[], team: DemoTeam): void {
    if (kind === 'rollback') return this.#planRollback(at);
    const broken = carried[0]?.pullRequest;
    if (kind === 'hotfix') this.#timeline.plan(at, () => this.#hotfix(at, team));
    else if (broken) this.#timeline.plan(at, () => this.#revert(at, broken, team));
  }

  #planRollback(at: Instant): void {
    const target = this.#production.successes.at(-2);
    if (target === undefined) return;
    this.#timeline.plan(at, () => {
      this.#production.deploy(at, target, 'success', true);
      this.#production.successes.push(target);
    });
  }

  #revert(at: Instant, broken: PullRequest, team: DemoTeam): void {
    const folder = this.#changes.folderOf(team);
    const undo = (target: PullRequest, from: Instant, title: string): PullRequest =>
      this.#changes.begin({
        at: from,
        team,
        folder,
        isUrgent: true,
        title,
        body: `Reverts ${target.id}`,
        headBranch: `revert-${target.number}-${target.headBranch}`,
      });
    const first = undo(broken, at, `Revert "${broken.title}"`);
    this.#releaseAfter(first);
    // Now and then it comes back by a revert of the revert.
    if (broken.number % 3 === 2) return;
    const againAt = at + 2 * dayMs;
    const title = broken.number % 3 === 0 ? `Reapply "${broken.title}"` : `Revert "${first.title}"`;
    this.#timeline.plan(againAt, () => undo(first, againAt, title));
  }

  #hotfix(at: Instant, team: DemoTeam): void {
    const labelled = {
      at,
      team,
      folder: this.#changes.folderOf(team),
      isUrgent: true,
      title: 'Correct a wrong total',
      labels: ['hotfix'],
    };
    const pullRequest = this.#changes.begin(
      this.#random.chance(0.5) ? labelled : { ...labelled, labels: [], headBranch: 'hotfix/total' },
    );
    if (pullRequest.number % 2 === 0 || pullRequest.mergedAt === null) return this.#releaseAfter(pullRequest);
    const releaseAt = pullRequest.mergedAt + 20 * minuteMs;
    this.#timeline.plan(releaseAt, () => this.#cherryPick(releaseAt, pullRequest.number));
  }

  /** The fix alone goes out, from a release branch; the default branch follows at the next release. */
  #cherryPick(at: Instant, number: number): void {
    const { title, mergeCommit } = this.#changes.numbered(number);
    const from = this.#production.successes.at(-1);
    if (mergeCommit === null || from === undefined) return;
    const message = `${title}\n\n(cherry picked from commit ${mergeCommit})`;
    const commit = this.#git.add([from], at - 5 * minuteMs, message, this.#git.draw(), mergeCommit);
    this.#production.deploy(at, commit, 'success', true, { ref: 'hotfix/release' });
    this.#production.successes.push(commit);
  }

  #releaseAfter({ mergedAt }: PullRequest): void {
    if (mergedAt === null) return;
    const at = mergedAt + 20 * minuteMs;
    this.#timeline.plan(at, () => {
      this.#production.deploy(at, this.#git.head, 'success', true);
      this.#production.successes.push(this.#git.head);
      this.#changes.takeWaiting();
    });
  }
}
