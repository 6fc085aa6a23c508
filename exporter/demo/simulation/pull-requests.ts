import type { Actor, ChangedFile, Instant, PullRequest, PullRequestEvent, Review } from '../../records/index.ts';
import { filesOf } from './changed-files.ts';
import { descriptionOf } from './description.ts';
import type { DemoTeam } from './organisation.ts';
import type { Random } from './random.ts';
import type { Conditions } from './story.ts';
import { afterWork, hourMs, minuteMs, nextWorking } from './working-time.ts';

export const person = (login: string): Actor => ({ login, type: 'User' });
export const bot = (login: string): Actor => ({ login: `${login}[bot]`, type: 'Bot' });

const verbs = ['Add', 'Speed up', 'Simplify', 'Correct', 'Extend', 'Test', 'Document', 'Split'] as const;
const things = [
  'the export of reports',
  'the import of events',
  'paging in lists',
  'retries of requests',
  'the cache of permissions',
  'time zones in filters',
  'the billing summary',
  'the audit trail',
  'validation of uploads',
  'the search index',
] as const;

/** Progress from which a change across teams is approved by each of them. */
const asksOthersFrom = 0.6;

/** At first one change in twelve pays debt back, in the end one in five. */
const isImprovement = (number: number, progress: number): boolean => number % (progress < 0.5 ? 12 : 5) === 0;

/** Everything that may differ from an ordinary pull request. */
export interface Change {
  readonly repository: string;
  readonly number: number;
  /** First line of work. */
  readonly at: Instant;
  readonly team: DemoTeam;
  readonly folder: string;
  /** Another that it touches as well. */
  readonly alsoFolder?: string;
  /** Other teams whose code it touches. */
  readonly others?: readonly DemoTeam[];
  readonly author?: Actor | null;
  readonly title?: string;
  readonly body?: string;
  readonly headBranch?: string;
  readonly labels?: readonly string[];
  /** Reviewed and merged without delay. */
  readonly isUrgent?: boolean;
}

/** A pull request as it goes from the first line to the merge, wherever the simulation's end is. Its merge commit is made by the merge. */
export function pullRequestOf(change: Change, now: Conditions, random: Random): PullRequest {
  const { repository, number, team } = change;
  const isUrgent = change.isUrgent ?? false;
  const id = `${repository}#${number}`;
  const { offsetHours } = team;
  const work = (from: Instant, workMs: number): Instant =>
    afterWork(from, isUrgent ? Math.min(workMs, 10 * minuteMs) : workMs, offsetHours);
  const startedAt = isUrgent ? change.at : nextWorking(change.at, offsetHours);
  const commits = Array.from({ length: isUrgent ? 1 : random.whole(1, 7) }, (_, index) => ({
    oid: '',
    authoredAt: startedAt + index * 17 * minuteMs,
    isMerge: index === 4,
  }));
  const createdAt = isUrgent
    ? startedAt + 5 * minuteMs
    : work(commits.at(-1)!.authoredAt, random.around((9 - 6 * now.progress) * hourMs));
  const isEarlyDraft = !isUrgent && random.chance(0.2);
  const readyAt = isEarlyDraft ? work(createdAt, random.around(3 * hourMs)) : createdAt;
  const events: PullRequestEvent[] = isEarlyDraft ? [{ type: 'ready_for_review', at: readyAt }] : [];
  const author = change.author === undefined ? person(random.pick(team.logins)) : change.author;
  const others = team.logins.filter((login) => login !== author?.login);
  const reviews: Review[] = [];
  const review = (
    login: string | null,
    submittedAt: Instant,
    state: Review['state'],
    more: Partial<Review> = {},
  ): void => {
    const reviewer = login === null ? null : login.endsWith('[bot]') ? bot(login.slice(0, -5)) : person(login);
    reviews.push({
      id: `${id}/review-${reviews.length + 1}`,
      author: reviewer,
      submittedAt,
      state,
      dismissedAt: null,
      stateBefore: null,
      ...more,
    });
  };
  if (random.chance(0.3)) review('review-bot[bot]', readyAt + minuteMs, 'commented');
  const firstAt = isUrgent ? readyAt + 10 * minuteMs : work(readyAt, random.around(now.reviewMs));
  const reviewer = others.length > 0 ? random.pick(others) : 'eng-guest-01';
  let answeredAt = firstAt;
  if (!isUrgent && random.chance(0.35)) {
    review(reviewer, firstAt, random.chance(0.5) ? 'changes_requested' : 'commented');
    if (author && random.chance(0.5)) review(author.login, firstAt + 20 * minuteMs, 'commented');
    answeredAt = work(firstAt, random.around(0.6 * now.reviewMs) + 30 * minuteMs);
    if (random.chance(0.15)) {
      const backAt = firstAt + 30 * minuteMs;
      events.push(
        { type: 'convert_to_draft', at: backAt },
        { type: 'ready_for_review', at: Math.max(backAt + minuteMs, answeredAt - 10 * minuteMs) },
      );
      answeredAt = Math.max(answeredAt, backAt + 12 * minuteMs);
    }
  }
  const isUnapproved = random.chance(0.06 * (1 - now.progress));
  if (!isUnapproved) {
    if (random.chance(0.04)) {
      review(others.at(-1) ?? reviewer, answeredAt, 'dismissed', {
        dismissedAt: answeredAt + 5 * minuteMs,
        stateBefore: 'approved',
      });
      answeredAt += 20 * minuteMs;
    }
    review(random.chance(0.01) ? null : reviewer, answeredAt, 'approved');
    // At first nobody asks the others whose code it is, too.
    if (now.progress > asksOthersFrom)
      for (const { logins } of change.others ?? []) review(logins[0]!, answeredAt + 3 * minuteMs, 'approved');
    if (random.chance(0.05)) review(`pm-${team.id}-01`, answeredAt + 2 * minuteMs, 'approved');
  }
  const mergedAt = isUrgent
    ? answeredAt + 10 * minuteMs
    : work(answeredAt + 5 * minuteMs, random.around((5 - 4.2 * now.progress) * hourMs));
  const isClosed = !isUrgent && random.chance(0.04);
  if (!isUrgent && random.chance(0.03))
    events.push({ type: 'closed', at: answeredAt + 2 * minuteMs }, { type: 'reopened', at: answeredAt + 4 * minuteMs });
  events.push({ type: 'closed', at: mergedAt });
  events.sort((a, b) => a.at - b.at);
  const lines = random.around(isUrgent ? 12 : now.linesChanged);
  const files = filesOf(lines, change, now.progress, random);
  const sum = (of: (file: ChangedFile) => number): number => files.reduce((total, file) => total + of(file), 0);
  const isLinked = random.chance(0.5 + 0.47 * now.progress);
  const isClosing = isLinked && random.chance(0.4);
  const ticket = `CLK-${random.whole(100, 999)}`;
  const labels = [
    ...(change.labels ?? []),
    ...(random.chance(0.1 + 0.4 * now.progress) ? ['feature-flag'] : []),
    ...(isImprovement(number, now.progress) ? ['tech-debt'] : []),
  ];
  return {
    kind: 'pull_request',
    id,
    repository,
    number,
    url: `https://github.com/${repository}/pull/${number}`,
    title: change.title ?? `${random.pick(verbs)} ${random.pick(things)}`,
    body:
      change.body ??
      descriptionOf(isLinked && !isClosing ? `For ${ticket}.` : 'Small step of a larger plan.', number, now.progress),
    author,
    assignees: [],
    createdAt,
    updatedAt: createdAt,
    mergedAt: isClosed ? null : mergedAt,
    closedAt: mergedAt,
    isDraft: false,
    baseBranch: 'main',
    headBranch: change.headBranch ?? `change-${number}`,
    mergeCommit: null,
    additions: sum(({ additions }) => additions),
    deletions: sum(({ deletions }) => deletions),
    labels,
    commits,
    files,
    reviews: reviews.filter(({ submittedAt }) => submittedAt <= mergedAt),
    events,
    reviewRequests: random.chance(0.3 + 0.6 * now.progress)
      ? [{ at: readyAt + 10_000 }]
      : [{ at: readyAt + 2 * hourMs }].filter(({ at }) => at < mergedAt),
    closes: isClosing ? [`${repository}#${900_000 + number}`] : [],
    mergedBy: isClosed ? null : person(reviewer),
    agentsInCommits: [],
    requiredChecks: [],
    codeOwnersBlob: null,
  };
}
