import { atRiskShare } from '../../policy/limits.ts';
import type { History } from '../../history/history.ts';
import type { Instant, RecordOf } from '../../records/index.ts';
import { population } from '../metric.ts';
import type { Fact } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { clipped, deadlineOn, reviewClock } from './review-clock.ts';
import type { ReviewClock } from './review-clock.ts';
import { promisesOf, slas } from './review-slas.ts';
import type { Promised, Sla } from './review-slas.ts';

/** Spans between two instants, while the pull request is open, ready and not answered. */
function* waiting(
  pullRequest: RecordOf<'pull_request'>,
  review: ReviewClock,
  { sla, answeredAt }: Promised,
  from: Instant,
  to: Instant,
): Iterable<Fact<Sla, never>> {
  for (const open of review.open) {
    for (const span of clipped(open, { from, to: Math.min(to, answeredAt) })) {
      yield { type: 'span', ref: refOf(pullRequest), teams: teamsOf(review.team), label: sla, span, values: {} };
    }
  }
}

function missing(id: string, between: (promised: Promised, review: ReviewClock) => readonly [Instant, Instant]) {
  return population({
    id,
    root: 'pull_request',
    labels: slas,
    values: [],
    needs: [{ signal: 'pull_requests' }],
    *factsOf(pullRequest: RecordOf<'pull_request'>, history: History) {
      if (!isCounted(pullRequest, history)) return;
      const review = reviewClock(pullRequest, history);
      for (const promised of promisesOf(review, history))
        yield* waiting(pullRequest, review, promised, ...between(promised, review));
    },
  });
}

/** More than three quarters of the limit used, and not yet all of it. */
export const answersAtRisk = missing('answers_at_risk', ({ clock, limitMs, deadlineAt }, { running }) => [
  deadlineOn(clock, running, atRiskShare * limitMs),
  deadlineAt,
]);

/** More than the limit used. */
export const answersOverdue = missing('answers_overdue', ({ deadlineAt }) => [deadlineAt, Infinity]);
