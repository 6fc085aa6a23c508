import { metric, population } from '../metric.ts';
import type { FactValue } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { reviewClock } from './review-clock.ts';
import { promisesOf, slas } from './review-slas.ts';

const decidedPromises = population({
  id: 'decided_review_promises',
  root: 'pull_request',
  labels: slas,
  values: ['met'],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const review = reviewClock(pullRequest, history);
    if (review.readyAt === null) return;
    for (const { sla, answeredAt, deadlineAt } of promisesOf(review, history)) {
      // The clock stops at the end: a deadline after it, or at it (late is strictly after), is none and decides nothing.
      const decidedAt = Math.min(answeredAt, deadlineAt);
      const at = Math.min(decidedAt, review.endedAt);
      if (at === Infinity) continue;
      const met: FactValue =
        decidedAt === Infinity ? { leftOut: 'ended_before_deadline' } : answeredAt <= deadlineAt ? 1 : 0;
      yield { type: 'event', ref: refOf(pullRequest), teams: teamsOf(review.team), label: sla, at, values: { met } };
    }
  },
});

/** Do we keep the promise? */
export const reviewSlaMetRatio = metric({
  name: 'review_sla_met_ratio',
  family: 'review',
  question: 'What share of review promises was kept?',
  help: 'Share of pull requests answered in time, of those decided in the window: answered in time, or the deadline passed. Limits by default: first_review 4 business hours; first_review_lead 8; approval 24 h on working days. Ended unanswered before the deadline: left out.',
  version: 1,
  unit: 'ratio',
  population: decidedPromises,
  label: { name: 'sla' },
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] },
  windows: ['7d', '28d', '90d'],
});
