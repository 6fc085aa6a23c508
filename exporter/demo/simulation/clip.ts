import type { Instant, PullRequest } from '../../records/index.ts';

/** What of a pull request had happened before an instant, and how it stood then. */
export const clip = (pullRequest: PullRequest, endsAt: Instant): PullRequest => {
  const before = <T extends { readonly at: Instant }>(list: readonly T[]): T[] => list.filter(({ at }) => at < endsAt);
  const events = before(pullRequest.events);
  const reviews = pullRequest.reviews
    .filter(({ submittedAt }) => submittedAt < endsAt)
    .map((review) =>
      review.dismissedAt !== null && review.dismissedAt >= endsAt
        ? { ...review, state: review.stateBefore ?? 'approved', dismissedAt: null, stateBefore: null }
        : review,
    );
  const isMerged = pullRequest.mergedAt !== null && pullRequest.mergedAt < endsAt;
  const reviewRequests = before(pullRequest.reviewRequests);
  const lastDraft = events.findLast(({ type }) => type === 'ready_for_review' || type === 'convert_to_draft');
  const firstDraft = pullRequest.events.find(({ type }) => type === 'ready_for_review' || type === 'convert_to_draft');
  const isDraft = lastDraft
    ? lastDraft.type === 'convert_to_draft'
    : firstDraft
      ? firstDraft.type === 'ready_for_review'
      : pullRequest.isDraft;
  const closing = events.findLast(({ type }) => type === 'closed' || type === 'reopened');
  const closedAt = isMerged ? pullRequest.mergedAt : closing?.type === 'closed' ? closing.at : null;
  const times = [
    pullRequest.createdAt,
    ...events.map(({ at }) => at),
    ...reviewRequests.map(({ at }) => at),
    ...reviews.flatMap(({ submittedAt, dismissedAt }) => [submittedAt, dismissedAt ?? 0]),
    closedAt ?? 0,
  ];
  return {
    ...pullRequest,
    events,
    reviews,
    reviewRequests,
    isDraft,
    closedAt,
    mergedAt: isMerged ? pullRequest.mergedAt : null,
    mergeCommit: isMerged ? pullRequest.mergeCommit : null,
    mergedBy: isMerged ? (pullRequest.mergedBy ?? null) : null,
    codeOwnersBlob: isMerged ? pullRequest.codeOwnersBlob : null,
    commits: pullRequest.commits.filter(({ authoredAt }) => authoredAt < endsAt),
    updatedAt: Math.max(...times),
  };
};
