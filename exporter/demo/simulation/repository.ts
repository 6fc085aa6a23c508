import { createHash } from 'node:crypto';
import type { Actor, CodeOwnersFile, Deployment, Instant, PullRequest, Trigger } from '../../records/index.ts';
import { Git } from './git.ts';
import { workflow } from './organisation.ts';
import type { DemoRepository, DemoTeam } from './organisation.ts';
import { bot, clip, person, pullRequestOf } from './pull-requests.ts';
import type { Change } from './pull-requests.ts';
import { Random } from './random.ts';
import { conditions, progressOf } from './story.ts';
import { Timeline } from './timeline.ts';
import { dayMs, dayOf, hourMs, isWeekday, minuteMs, weekMs, weekdayOf } from './working-time.ts';

/** An incident that a deployment causes. */
export interface Cause {
  readonly at: Instant;
  readonly team: DemoTeam;
  readonly priority: 'P1' | 'P2';
}

type MergeStyle = 'squash' | 'rebase' | 'merge' | 'push';
type Deployed = 'success' | 'failure' | 'cancelled' | 'error';

/** One repository as it lives through the time: changes, merges, deployments and what follows from the bad ones. */
export class RepositorySimulation {
  readonly repository: DemoRepository;
  readonly git: Git;
  readonly causes: Cause[] = [];
  readonly codeOwners: (CodeOwnersFile & { readonly fromAt: Instant })[];
  readonly #random: Random;
  readonly #startsAt: Instant;
  readonly #endsAt: Instant;
  readonly #timeline = new Timeline();
  readonly #changes: PullRequest[] = [];
  readonly #deployments: Deployment[] = [];
  /** Since the last deployment. */
  #waiting: { readonly pullRequest: PullRequest; readonly team: DemoTeam }[] = [];
  #successes: string[] = [];
  #causing: Instant[];

  /** `causing`: from when on the next deployment causes a P1. */
  constructor(
    repository: DemoRepository,
    span: { startsAt: Instant; endsAt: Instant; seed: number; causing: readonly Instant[] },
  ) {
    this.repository = repository;
    this.#random = new Random(span.seed);
    this.#startsAt = span.startsAt;
    this.#endsAt = span.endsAt;
    this.#causing = [...span.causing];
    this.git = new Git(repository.id, span.startsAt);
    this.codeOwners = this.#codeOwnersFiles();
  }

  run(guests: readonly DemoTeam[]): void {
    for (const team of this.repository.teams) this.#planWork(team, this.#changesPerWeek(team));
    for (const guest of guests) this.#planWork(guest, 0.6);
    this.#planBots();
    this.#planDeployments();
    this.#timeline.run(this.#endsAt);
  }

  /** Only what happened before the end. */
  get pullRequests(): PullRequest[] {
    return this.#changes.filter(({ createdAt }) => createdAt < this.#endsAt).map((one) => clip(one, this.#endsAt));
  }

  get deployments(): Deployment[] {
    return this.#deployments.map((one) => ({ ...one, statuses: one.statuses.filter(({ at }) => at < this.#endsAt) }));
  }

  get lastNumber(): number {
    return this.#changes.length;
  }

  get #owner(): DemoTeam {
    return this.repository.services[0]!.owner;
  }

  #changesPerWeek(team: DemoTeam): number {
    if (this.repository.isMonolith) return team.logins.length * 1.3;
    return team.logins.length * (team.id === 'platform' ? 2.4 : 0.6);
  }

  #folderOf(team: DemoTeam): string {
    if (!this.repository.isMonolith) return 'internal/';
    const own = this.repository.services.find(({ owner }) => owner === team)?.paths[0];
    return own && !this.#random.chance(0.1)
      ? own
      : this.#random.chance(0.4)
        ? 'lib/shared/'
        : this.#random.pick(this.repository.services).paths[0]!;
  }

  #planWork(team: DemoTeam, perWeek: number): void {
    for (let at = this.#startsAt; at < this.#endsAt;) {
      at += Math.round((weekMs / perWeek) * 2 * this.#random.next()) + 1;
      const startsAt = at;
      if (isWeekday(startsAt))
        this.#timeline.plan(startsAt, () => this.change({ at: startsAt, team, folder: this.#folderOf(team) }));
    }
  }

  #planBots(): void {
    for (let at = this.#startsAt + 3 * dayMs; at < this.#endsAt; at += 10 * dayMs) {
      const startsAt = at + 4 * hourMs;
      const change = {
        team: this.#owner,
        folder: 'vendor/',
        author: bot('dependency-bot'),
        title: 'Bump a library to its next release',
      };
      this.#timeline.plan(startsAt, () => this.change({ ...change, at: startsAt }));
    }
  }

  /** A change begins; it is merged when its time has come. */
  change(change: Omit<Change, 'repository' | 'number'>): PullRequest {
    const { team } = change;
    const number = this.#changes.length + 1;
    const now = conditions(change.at, this.#endsAt, team.pace);
    const made = pullRequestOf({ ...change, repository: this.repository.id, number }, now, this.#random);
    const pullRequest = { ...made, commits: made.commits.map((commit) => ({ ...commit, oid: this.git.draw() })) };
    this.#changes.push(pullRequest);
    if (pullRequest.mergedAt !== null) this.#timeline.plan(pullRequest.mergedAt, () => this.#merge(number, team));
    return pullRequest;
  }

  #merge(number: number, team: DemoTeam): void {
    const pullRequest = this.#changes[number - 1]!;
    const styles = ['squash', 'squash', 'squash', 'squash', 'merge', 'merge', 'rebase'] as const;
    const style: MergeStyle = number % 60 === 0 ? 'push' : this.#random.pick(styles);
    const mergeCommit = this.#mergeCommit(pullRequest, style);
    // Without a merge commit nobody can say which file applied.
    const codeOwnersBlob = mergeCommit === null ? null : this.#codeOwnersAt(pullRequest.mergedAt!);
    const merged = { ...pullRequest, mergeCommit, codeOwnersBlob };
    this.#changes[number - 1] = merged;
    this.#waiting.push({ pullRequest: merged, team });
  }

  #mergeCommit({ commits, title, number, mergedAt }: PullRequest, style: MergeStyle): string | null {
    const { git } = this;
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

  #planDeployments(): void {
    for (let day = dayOf(this.#startsAt) + dayMs; day < this.#endsAt; day += dayMs) {
      if (!isWeekday(day)) continue;
      const progress = progressOf(day, this.#endsAt, this.repository.isMonolith ? 1 : this.#owner.pace);
      const isTrain = progress < 0.12;
      const hours = isTrain ? ([2, 4].includes(weekdayOf(day)) ? [14] : []) : progress < 0.5 ? [11] : [10, 15];
      for (const hour of hours) {
        const at = day + hour * hourMs + this.#random.whole(0, 40) * minuteMs;
        this.#timeline.plan(at, () => this.#release(at, isTrain));
      }
    }
  }

  /** The head of the default branch goes out: to staging, then to production; a run that fails is run again. */
  #release(at: Instant, isTrain: boolean): void {
    const { head } = this.git;
    if (head === this.#successes.at(-1)) return;
    if (this.repository.from !== 'github_actions')
      this.#deploy(at - 30 * minuteMs, head, 'success', isTrain, { environment: 'staging' });
    const drawn = this.#random.next();
    const state = drawn < 0.04 ? 'failure' : drawn < 0.06 ? 'cancelled' : drawn < 0.07 ? 'error' : 'success';
    const run = this.#deploy(at, head, state, isTrain);
    if (state === 'success') this.#succeed(at, head);
    else if (state === 'failure') {
      const againAt = at + 40 * minuteMs;
      this.#timeline.plan(againAt, () => {
        this.#deploy(againAt, head, 'success', isTrain, { run, attempt: 2 });
        this.#succeed(againAt, head);
      });
    }
  }

  #deploy(
    at: Instant,
    commit: string,
    state: Deployed,
    isManual: boolean,
    more: {
      readonly environment?: string;
      readonly run?: number;
      readonly attempt?: number;
      readonly ref?: string;
    } = {},
  ): number {
    const { id: repository, from, services } = this.repository;
    const number = more.run ?? this.#deployments.length + 1;
    const attempt = more.attempt ?? 1;
    const again = attempt > 1 ? `-again` : '';
    const ids = {
      github_deployments: `github:${repository}:deployment:${this.#deployments.length + 1}`,
      github_actions: `actions:${repository}:${number}:${attempt}`,
      webhook: `webhook:${repository.slice(5)}-${number}${again}`,
    };
    const id = ids[from];
    const result =
      state === 'cancelled' && from === 'github_deployments'
        ? 'inactive'
        : state === 'error' && from !== 'github_deployments'
          ? 'failure'
          : state;
    const known: Trigger = attempt > 1 ? 'rerun' : isManual ? 'dispatch' : 'push';
    const creator: Actor = isManual ? person('eng-platform-01') : bot('deploy-bot');
    const deployment: Deployment = {
      kind: 'deployment',
      id,
      source: from,
      run: id,
      repository,
      environment: more.environment ?? 'production',
      services: from === 'webhook' ? services.map((service) => service.id) : null,
      workflow: from === 'github_actions' ? workflow : null,
      commit,
      ref: more.ref ?? 'main',
      url: `https://github.com/${repository}/${from === 'github_actions' ? `actions/runs/${number}` : 'deployments'}`,
      startedAt: at,
      statuses: [{ state: result, at: at + (6 + (number % 7)) * minuteMs }],
      trigger: from === 'github_deployments' ? null : known,
      creator: from === 'webhook' ? null : creator,
    };
    this.#retire(deployment);
    this.#deployments.push(deployment);
    return number;
  }

  /** GitHub marks the one before inactive when the next has succeeded. */
  #retire({ source, environment, statuses }: Deployment): void {
    const status = statuses[0]!;
    if (source !== 'github_deployments' || status.state !== 'success') return;
    const before = this.#deployments.findLastIndex(
      (one) => one.environment === environment && one.statuses.length === 1 && one.statuses[0]!.state === 'success',
    );
    const one = this.#deployments[before];
    if (one)
      this.#deployments[before] = { ...one, statuses: [...one.statuses, { state: 'inactive', at: status.at + 1_000 }] };
  }

  #succeed(at: Instant, commit: string): void {
    const carried = this.#waiting;
    this.#waiting = [];
    this.#successes.push(commit);
    const owner = carried.find(({ team }) => this.repository.teams.includes(team))?.team ?? this.#owner;
    if (this.#causing.length > 0 && at >= this.#causing[0]!) {
      this.#causing.shift();
      this.causes.push({ at: at + 2 * hourMs + 13 * minuteMs, team: owner, priority: 'P1' });
      this.#remedy(at + 3 * hourMs, 'hotfix', carried, owner);
      return;
    }
    if (!this.#random.chance(conditions(at, this.#endsAt, owner.pace).failing)) return;
    const kind = this.#random.pick(['rollback', 'revert', 'hotfix', 'incident', 'incident'] as const);
    if (kind === 'incident')
      this.causes.push({ at: at + this.#random.whole(40, 900) * minuteMs, team: owner, priority: 'P2' });
    else this.#remedy(at + hourMs, kind, carried, owner);
  }

  #remedy(
    at: Instant,
    kind: 'rollback' | 'revert' | 'hotfix',
    carried: readonly { readonly pullRequest: PullRequest; readonly team: DemoTeam }[],
    team: DemoTeam,
  ): void {
    if (kind === 'rollback') {
      const target = this.#successes.at(-2);
      if (target === undefined) return;
      this.#timeline.plan(at, () => {
        this.#deploy(at, target, 'success', true);
        this.#successes.push(target);
      });
      return;
    }
    const broken = carried[0]?.pullRequest;
    if (kind === 'revert' && !broken) return;
    this.#timeline.plan(at, () => (kind === 'revert' ? this.#revert(at, broken!, team) : this.#hotfix(at, team)));
  }

  #revert(at: Instant, broken: PullRequest, team: DemoTeam): void {
    const folder = this.#folderOf(team);
    const undo = (target: PullRequest, from: Instant, title: string): PullRequest =>
      this.change({
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
    if (broken.number % 3 === 0) {
      const againAt = at + 2 * dayMs;
      this.#timeline.plan(againAt, () => undo(first, againAt, `Reapply "${broken.title}"`));
    } else if (broken.number % 3 === 1) {
      const againAt = at + 2 * dayMs;
      this.#timeline.plan(againAt, () => undo(first, againAt, `Revert "${first.title}"`));
    }
  }

  #hotfix(at: Instant, team: DemoTeam): void {
    const labelled = {
      at,
      team,
      folder: this.#folderOf(team),
      isUrgent: true,
      title: 'Correct a wrong total',
      labels: ['hotfix'],
    };
    const pullRequest = this.change(
      this.#random.chance(0.5) ? labelled : { ...labelled, labels: [], headBranch: 'hotfix/total' },
    );
    if (pullRequest.number % 2 === 0 || pullRequest.mergedAt === null) return this.#releaseAfter(pullRequest);
    const releaseAt = pullRequest.mergedAt + 20 * minuteMs;
    this.#timeline.plan(releaseAt, () => this.#cherryPick(releaseAt, pullRequest.number));
  }

  /** The fix alone goes out, from a release branch; the default branch follows at the next release. */
  #cherryPick(at: Instant, number: number): void {
    const picked = this.#changes[number - 1]!;
    const from = this.#successes.at(-1);
    if (picked.mergeCommit === null || from === undefined) return;
    const message = `${picked.title}\n\n(cherry picked from commit ${picked.mergeCommit})`;
    const commit = this.git.add([from], at - 5 * minuteMs, message, this.git.draw(), picked.mergeCommit);
    this.#deploy(at, commit, 'success', true, { ref: 'hotfix/release' });
    this.#successes.push(commit);
  }

  #releaseAfter({ mergedAt }: PullRequest): void {
    if (mergedAt === null) return;
    const at = mergedAt + 20 * minuteMs;
    this.#timeline.plan(at, () => {
      this.#deploy(at, this.git.head, 'success', true);
      this.#successes.push(this.git.head);
      this.#waiting = [];
    });
  }

  /** Run now, seen while it is under way. */
  deployNow(at: Instant): void {
    this.#deploy(at, this.git.head, 'success', false);
  }

  #codeOwnersFiles(): (CodeOwnersFile & { readonly fromAt: Instant })[] {
    const { services, isMonolith } = this.repository;
    const lines = services.map(({ owner, paths }) => `${paths[0] ? `/${paths[0]}` : '*'} @acme/${owner.id}`);
    const quarterAt = this.#endsAt - 13 * weekMs;
    const versions: readonly (readonly [Instant, readonly string[]])[] = isMonolith
      ? [
          [this.#startsAt, ['* @acme/platform']],
          [quarterAt + 2 * weekMs, ['* @acme/platform', ...lines.slice(0, 2)]],
          [quarterAt + 5 * weekMs, [...lines, `/lib/shared/ @acme/platform @acme/${this.#owner.id}`]],
        ]
      : [[quarterAt, lines]];
    return versions.map(([fromAt, text]) => {
      const content = `# ${this.repository.id}\n${text.join('\n')}\n`;
      const id = createHash('sha1')
        .update(`blob ${Buffer.byteLength(content)}\0${content}`)
        .digest('hex');
      return { kind: 'code_owners', id, text: content, fromAt };
    });
  }

  #codeOwnersAt(at: Instant): string | null {
    return this.codeOwners.findLast(({ fromAt }) => fromAt <= at)?.id ?? null;
  }
}
