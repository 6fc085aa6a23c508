import { metric, population } from '../metric.ts';
import { excluded, isCounted, refOf, teamsOf } from './human-pull-requests.ts';
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
      const at = Math.min(answeredAt, deadlineAt);
      if (at === Infinity && review.endedAt === Infinity) continue;
      // A deadline that the end forestalled decides nothing; nor does one at the very end: overdue is strictly after.
      if (answeredAt > deadlineAt ? deadlineAt >= review.endedAt : answeredAt === Infinity) {
        if (sla === 'first_review') yield excluded(pullRequest, review.team, review.endedAt, 'ended_before_deadline');
        continue;
      }
      const met = answeredAt <= deadlineAt ? 1 : 0;
      yield { type: 'event', ref: refOf(pullRequest), teams: teamsOf(review.team), label: sla, at, values: { met } };
    }
  },
});

/** Do we keep the promise? */
export const reviewSlaMetRatio = metric({
  name: 'review_sla_met_ratio',
  family: 'review',
  question: 'What share of review promises was kept?',
  help: 'Share of pull requests answered in time, of those decided in the window: answered in time, or the deadline passed. first_review: 4 business hours; first_review_lead: 8; approval: 24 h on working days. Ended unanswered before the deadline: left out.',
  version: 1,
  unit: 'ratio',
  population: decidedPromises,
  label: { name: 'sla' },
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: 'all' }] },
  windows: ['7d', '28d', '90d'],
});
