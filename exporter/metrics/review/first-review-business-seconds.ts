import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { businessClock, elapsedOn, reviewClock } from './review-clock.ts';

const firstReviews = population({
  id: 'first_reviews',
  root: 'pull_request',
  labels: [''],
  values: ['waitMs'],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const review = reviewClock(pullRequest, history);
    const at = review.firstReviewAt;
    if (at === null) return;
    const waitMs = elapsedOn(businessClock(review.team, history), review.running, at);
    yield { type: 'event', ref: refOf(pullRequest), teams: teamsOf(review.team), label: '', at, values: { waitMs } };
  },
});

/** How long does a change wait for a person? */
export const firstReviewBusinessSeconds = metric({
  name: 'first_review_business_seconds',
  family: 'review',
  question: 'How long until somebody looks?',
  help: "Business seconds of the team's calendar, outside draft, from ready for review to the first human review by another than the author, of pull requests first reviewed in the window. Bots and configured non-engineers answer for nobody.",
  version: 1,
  unit: 'seconds',
  population: firstReviews,
  aggregate: { stats: 'waitMs' },
  windows: ['7d', '28d', '90d'],
});
