import type { History } from '../../history/history.ts';
import { firstCommitLookbackMs } from '../../policy/limits.ts';
import type { Instant, RecordOf } from '../../records/index.ts';
import type { FactValue } from '../metric.ts';
import { calendarClock, elapsedOn, reviewClock } from '../review/review-clock.ts';

type PullRequest = RecordOf<'pull_request'>;

export type StageValue = 'leadMs' | 'codingMs' | 'pickupMs' | 'reviewMs' | 'mergeMs' | 'deployMs';

/**
 * Start of the work: the earliest authored date among its own commits, merge commits left out, that lies in the 90 days before it
 * was opened or up to readiness; where there is none, its opening.
 */
export function firstCommitAt({ commits, createdAt }: PullRequest, readyAt: number): number {
  const authored = commits
    .filter(
      ({ isMerge, authoredAt }) => !isMerge && authoredAt >= createdAt - firstCommitLookbackMs && authoredAt <= readyAt,
    )
    .map(({ authoredAt }) => authoredAt);
  return authored.length > 0 ? Math.min(...authored) : createdAt;
}

/**
 * The lead time and its stages, in milliseconds: coding to ready (plus later draft time), pickup to the first review, review to approval, merge
 * to merge, deploy to the end of the deployment. Each boundary is clamped between the one before and the end, so the stages are
 * never negative and add up; a stage whose end is missing takes no time and is left out of its own statistics.
 */
export function stagesOf(
  pullRequest: PullRequest,
  finishedAt: Instant,
  history: History,
): Readonly<Record<StageValue, FactValue>> {
  const review = reviewClock(pullRequest, history);
  const mergedAt = pullRequest.mergedAt!;
  const readyAt = review.readyAt ?? mergedAt;
  const lastApproval = review.approvals.standing.at(-1);
  const approvedAt = lastApproval?.to === Infinity ? lastApproval.from : null;
  const startedAt = Math.min(firstCommitAt(pullRequest, readyAt), finishedAt);
  const ends = clampedEnds(startedAt, [readyAt, review.firstReviewAt, approvedAt, mergedAt], finishedAt);
  const [ready, reviewed, approved, merged] = ends as [Instant, Instant, Instant, Instant];
  const outsideDraft = (from: Instant, to: Instant): number =>
    elapsedOn(calendarClock, review.running, to) - elapsedOn(calendarClock, review.running, from);
  const [pickupMs, reviewMs, mergeMs] = [
    outsideDraft(ready, reviewed),
    outsideDraft(reviewed, approved),
    outsideDraft(approved, merged),
  ];
  return {
    leadMs: finishedAt - startedAt,
    // Whatever of ready-to-merged was spent in draft was coding.
    codingMs: merged - startedAt - pickupMs - reviewMs - mergeMs,
    pickupMs: review.firstReviewAt === null ? { leftOut: 'stage_not_reached' } : pickupMs,
    reviewMs: approvedAt !== null ? reviewMs : { leftOut: 'stage_not_reached' },
    mergeMs,
    deployMs: finishedAt - merged,
  };
}

/** Each end between the one before and the last; a missing one is where the one before is. */
function clampedEnds(startedAt: Instant, ends: readonly (Instant | null)[], lastAt: Instant): readonly Instant[] {
  let before = startedAt;
  return ends.map((end) => (before = Math.min(lastAt, Math.max(before, end ?? before))));
}
