import type { Instant } from '../../records/index.ts';
import type { Changes } from './changes.ts';
import type { Git } from './git.ts';
import type { DemoRepository, DemoTeam } from './organisation.ts';
import type { Production } from './production.ts';
import type { Random } from './random.ts';
import type { Remedies } from './remedies.ts';
import { conditions, progressOf } from './story.ts';
import type { Timeline } from './timeline.ts';
import { dayMs, dayOf, hourMs, isWeekday, minuteMs, weekdayOf } from './working-time.ts';

/** An incident that a deployment causes. */
export interface Cause {
  readonly at: Instant;
  readonly team: DemoTeam;
  readonly priority: 'P1' | 'P2';
}

/** When the default branch goes out, and what comes of it. */
export class Releases {
  readonly causes: Cause[] = [];
  readonly #repository: DemoRepository;
  readonly #endsAt: Instant;
  readonly #git: Git;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #changes: Changes;
  readonly #production: Production;
  readonly #remedies: Remedies;
  readonly #causing: Instant[];

  /** `causing`: from when on the next deployment causes a P1. */
  constructor(
    repository: DemoRepository,
    span: { readonly endsAt: Instant; readonly causing: readonly Instant[] },
    git: Git,
    timeline: Timeline,
    random: Random,
    parts: { readonly changes: Changes; readonly production: Production; readonly remedies: Remedies },
  ) {
    this.#repository = repository;
    this.#endsAt = span.endsAt;
    this.#causing = [...span.causing];
    this.#git = git;
    this.#timeline = timeline;
    this.#random = random;
    this.#changes = parts.changes;
    this.#production = parts.production;
    this.#remedies = parts.remedies;
  }

  /** Trains on Tuesday and Thursday at first, then once, then twice a day. */
  plan(startsAt: Instant): void {
    for (let day = dayOf(startsAt) + dayMs; day < this.#endsAt; day += dayMs) {
      if (!isWeekday(day)) continue;
      const progress = progressOf(day, this.#endsAt, this.#repository.isMonolith ? 1 : this.#owner.pace);
      const isTrain = progress < 0.12;
      const hours = isTrain ? ([2, 4].includes(weekdayOf(day)) ? [14] : []) : progress < 0.5 ? [11] : [10, 15];
      for (const hour of hours) {
        const at = day + hour * hourMs + this.#random.whole(0, 40) * minuteMs;
        this.#timeline.plan(at, () => this.#release(at, isTrain));
      }
    }
  }

  get #owner(): DemoTeam {
    return this.#repository.services[0]!.owner;
  }

  /** The head of the default branch goes out: to staging, then to production; a run that fails is run again. */
  #release(at: Instant, isTrain: boolean): void {
    const { head } = this.#git;
    const production = this.#production;
    if (head === production.successes.at(-1)) return;
    if (this.#repository.from !== 'github_actions')
      production.deploy(at - 30 * minuteMs, head, 'success', isTrain, { environment: 'staging' });
    const drawn = this.#random.next();
    const state = drawn < 0.04 ? 'failure' : drawn < 0.06 ? 'cancelled' : drawn < 0.07 ? 'error' : 'success';
    const run = production.deploy(at, head, state, isTrain);
    if (state === 'success') this.#succeed(at, head);
    else if (state === 'failure') {
      const againAt = at + 40 * minuteMs;
      this.#timeline.plan(againAt, () => {
        production.deploy(againAt, head, 'success', isTrain, { run, attempt: 2 });
        this.#succeed(againAt, head);
      });
    }
  }

  #succeed(at: Instant, commit: string): void {
    const carried = this.#changes.takeWaiting();
    this.#production.successes.push(commit);
    const owner = carried.find(({ team }) => this.#repository.teams.includes(team))?.team ?? this.#owner;
    if (this.#causing.length > 0 && at >= this.#causing[0]!) {
      this.#causing.shift();
      this.causes.push({ at: at + 2 * hourMs + 13 * minuteMs, team: owner, priority: 'P1' });
      this.#remedies.plan(at + 3 * hourMs, 'hotfix', carried, owner);
      return;
    }
    if (!this.#random.chance(conditions(at, this.#endsAt, owner.pace).failing)) return;
    const kind = this.#random.pick(['rollback', 'revert', 'hotfix', 'incident', 'incident'] as const);
    if (kind === 'incident')
      this.causes.push({ at: at + this.#random.whole(40, 900) * minuteMs, team: owner, priority: 'P2' });
    else this.#remedies.plan(at + hourMs, kind, carried, owner);
  }
}
