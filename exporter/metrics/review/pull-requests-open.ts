import type { Instant, RecordOf, Span } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { clipped, reviewClock, without } from './review-clock.ts';
import type { ReviewClock } from './review-clock.ts';

const states = ['draft', 'awaiting_review', 'in_review', 'approved'] as const;
type State = (typeof states)[number];

/** In which state it was when; the four exclude each other. */
function statesOf(
  pullRequest: RecordOf<'pull_request'>,
  review: ReviewClock,
): Readonly<Record<State, readonly Span[]>> {
  const life = { from: pullRequest.createdAt, to: review.endedAt };
  const reviewedAt: Instant = review.firstReviewAt ?? Infinity;
  const reviewed = review.open.flatMap((span) => clipped(span, { from: reviewedAt, to: Infinity }));
  return {
    draft: without([life], [...review.running, ...review.closed]),
    awaiting_review: review.open.flatMap((span) => clipped(span, { from: -Infinity, to: reviewedAt })),
    in_review: without(reviewed, review.approvals.standing),
    approved: review.approvals.standing.flatMap((standing) => reviewed.flatMap((span) => clipped(span, standing))),
  };
}

const openPullRequests = population({
  id: 'open_pull_requests',
  root: 'pull_request',
  labels: states,
  values: [],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const review = reviewClock(pullRequest, history);
    const spans = statesOf(pullRequest, review);
    for (const label of states)
      for (const span of spans[label])
        yield { type: 'span', ref: refOf(pullRequest), teams: teamsOf(review.team), label, span, values: {} };
  },
});

/** Where is the work? */
export const pullRequestsOpen = metric({
  name: 'pull_requests_open',
  family: 'review',
  question: 'How many pull requests are open, in which state?',
  help: 'Open pull requests, now: draft; awaiting_review: ready, no human review; in_review: reviewed, not approved; approved: an approval stands and nobody asks for changes. Each is in one state.',
  version: 1,
  unit: 'count',
  population: openPullRequests,
  label: { name: 'state' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
