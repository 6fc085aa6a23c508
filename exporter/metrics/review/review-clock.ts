import type { History } from '../../history/history.ts';
import { readyAtOf, readySpans } from '../../history/readiness.ts';
import { union } from '../../history/spans.ts';
import type { Actor, Instant, RecordOf, Review, Span } from '../../records/index.ts';
import type { TeamId } from '../metric.ts';
import { once } from '../once.ts';
import { approvalsOf } from './approvals.ts';
import type { Approvals } from './approvals.ts';

type PullRequest = RecordOf<'pull_request'>;

/** Time on one clock: what it measures between two instants, and the last instant at which so much has passed. */
export interface Clock {
  elapsedMs(from: Instant, to: Instant): number;
  deadline(from: Instant, ms: number): Instant;
}

/** What the review of one pull request took, its clocks running outside draft only. */
export interface ReviewClock {
  readonly team: TeamId | null;
  /** Null: it was never ready and is not merged. */
  readonly readyAt: Instant | null;
  /** Merged, or closed and not reopened; Infinity while open. */
  readonly endedAt: Instant;
  /** Spans outside draft from readyAt to the end. */
  readonly running: readonly Span[];
  /** From each close to the reopening that followed it. */
  readonly closed: readonly Span[];
  /** `running` without `closed`. */
  readonly open: readonly Span[];
  readonly firstReviewAt: Instant | null;
  readonly approvals: Approvals;
}

/** People who answer for the change: nobody reviews his own. A coding agent's is its assigning human's, too. */
function authorsOf({ author, assignees }: PullRequest, history: History): readonly (Actor | null)[] {
  return history.isAgent(author) ? [author, ...assignees] : [author];
}

/** Human reviews by others than the author, before the end, in the order of submission. */
export function reviewsThatCount(pullRequest: PullRequest, history: History, endedAt: Instant): readonly Review[] {
  const authors = authorsOf(pullRequest, history).map((author) => author?.login.toLowerCase());
  return pullRequest.reviews
    .filter(({ author, submittedAt }) => {
      if (submittedAt >= endedAt || !history.isHuman(author) || history.isNonEngineer(author)) return false;
      // A deleted account is equal to no other; where both are deleted nobody can say that they were two.
      return author === null ? pullRequest.author !== null : !authors.includes(author.login.toLowerCase());
    })
    .sort((a, b) => a.submittedAt - b.submittedAt || (a.id < b.id ? -1 : 1));
}

export const reviewClock = once((pullRequest: PullRequest, history: History): ReviewClock => {
  const endedAt = pullRequest.mergedAt ?? pullRequest.closedAt ?? Infinity;
  const readyAt = readyAtOf(pullRequest);
  const running = readySpans(pullRequest).flatMap((span) =>
    clipped(span, { from: pullRequest.createdAt, to: endedAt }),
  );
  const closed = closedSpans(pullRequest);
  const reviews = reviewsThatCount(pullRequest, history, endedAt);
  return {
    team: history.teamOf(pullRequest),
    readyAt,
    endedAt,
    running,
    closed,
    open: without(running, closed),
    firstReviewAt: firstReviewAt(reviews, running),
    approvals: approvalsOf(reviews, readyAt ?? Infinity, endedAt),
  };
});

/** A review in draft counts at the next start outside draft. */
function firstReviewAt(reviews: readonly Review[], running: readonly Span[]): Instant | null {
  const first = reviews[0]?.submittedAt;
  if (first === undefined) return null;
  const span = running.find(({ to }) => first < to);
  return span ? Math.max(first, span.from) : null;
}

/** From each close to the reopening that follows it; the last close ends everything and is not among them. */
function closedSpans({ events }: PullRequest): readonly Span[] {
  const spans: Span[] = [];
  let closedAt: Instant | null = null;
  for (const { type, at } of events) {
    if (type === 'closed') closedAt ??= at;
    else if (type === 'reopened' && closedAt !== null) {
      spans.push({ from: closedAt, to: at });
      closedAt = null;
    }
  }
  return spans;
}

/** The part of a span inside another; [] where there is none. */
export function clipped(span: Span, { from, to }: Span): readonly Span[] {
  const part = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
  return part.from < part.to ? [part] : [];
}

export function without(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  return union(holes).reduce<readonly Span[]>(
    (left, hole) =>
      left.flatMap((span) => [
        ...clipped(span, { from: -Infinity, to: hole.from }),
        ...clipped(span, { from: hole.to, to: Infinity }),
      ]),
    spans,
  );
}

/** What a clock shows at an instant, having run during the spans only. */
export function elapsedOn(clock: Clock, running: readonly Span[], until: Instant): number {
  return running
    .flatMap((span) => clipped(span, { from: -Infinity, to: until }))
    .reduce((sum, { from, to }) => sum + clock.elapsedMs(from, to), 0);
}

/** The last instant at which the clock shows `ms`; Infinity where it never shows more. */
export function deadlineOn(clock: Clock, running: readonly Span[], ms: number): Instant {
  let left = ms;
  for (const { from, to } of running) {
    const elapsed = to === Infinity ? Infinity : clock.elapsedMs(from, to);
    if (elapsed > left) return clock.deadline(from, left);
    left -= elapsed;
  }
  return Infinity;
}

export const calendarClock: Clock = { elapsedMs: (from, to) => to - from, deadline: (from, ms) => from + ms };

export function businessClock(team: TeamId | null, history: History): Clock {
  const calendar = history.calendar(team);
  return {
    elapsedMs: (from, to) => calendar.businessMs(from, to),
    deadline: (from, ms) => calendar.businessDeadline(from, ms),
  };
}

export function workingDayClock(team: TeamId | null, history: History): Clock {
  const calendar = history.calendar(team);
  return {
    elapsedMs: (from, to) => calendar.workingDayMs(from, to),
    deadline: (from, ms) => calendar.workingDayDeadline(from, ms),
  };
}
