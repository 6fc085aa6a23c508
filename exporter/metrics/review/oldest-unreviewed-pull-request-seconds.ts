import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { calendarClock, clipped, elapsedOn, reviewClock } from './review-clock.ts';

const unreviewed = population({
  id: 'unreviewed_pull_requests',
  root: 'pull_request',
  labels: [''],
  values: [],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const review = reviewClock(pullRequest, history);
    for (const open of review.open)
      for (const span of clipped(open, { from: -Infinity, to: review.firstReviewAt ?? Infinity })) {
        const elapsedBefore = elapsedOn(calendarClock, review.running, span.from);
        yield {
          type: 'span',
          ref: refOf(pullRequest),
          teams: teamsOf(review.team),
          label: '',
          span,
          elapsedBefore,
          values: {},
        };
      }
  },
});

/** What has been forgotten? */
export const oldestUnreviewedPullRequestSeconds = metric({
  name: 'oldest_unreviewed_pull_request_seconds',
  family: 'review',
  question: 'How long has the oldest unreviewed pull request waited?',
  help: 'Seconds by the calendar, outside draft, since the oldest open pull request without a human review became ready; all: the largest of the teams. Absent when none waits.',
  version: 1,
  unit: 'seconds',
  population: unreviewed,
  aggregate: { oldest: 'calendar' },
  windows: 'instant',
  all: 'max',
});
