import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { clipped, deadlineOn, reviewClock, workingDayClock } from './review-clock.ts';

const longUnreviewed = population({
  id: 'long_unreviewed',
  root: 'pull_request',
  labels: [''],
  values: [],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const review = reviewClock(pullRequest, history);
    const from = deadlineOn(
      workingDayClock(review.team, history),
      review.running,
      history.config.limits.unreviewedWorkingDayMs,
    );
    for (const open of review.open)
      for (const span of clipped(open, { from, to: review.firstReviewAt ?? Infinity }))
        yield { type: 'span', ref: refOf(pullRequest), teams: teamsOf(review.team), label: '', span, values: {} };
  },
});

/** What has leadership to know? */
export const pullRequestsUnreviewed48h = metric({
  name: 'pull_requests_unreviewed_48h',
  family: 'review',
  question: 'How many pull requests has nobody looked at for two days?',
  help: 'Open pull requests, now, that have been ready for longer than the limit (48 h by default) on working days, outside draft, without a human review.',
  version: 1,
  unit: 'count',
  population: longUnreviewed,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
