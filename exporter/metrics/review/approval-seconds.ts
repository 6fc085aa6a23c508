import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { elapsedOn, reviewClock, workingDayClock } from './review-clock.ts';

const approvedPullRequests = population({
  id: 'approved_pull_requests',
  root: 'pull_request',
  labels: [''],
  values: ['waitMs'],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const review = reviewClock(pullRequest, history);
    const clock = workingDayClock(review.team, history);
    // An approval that was taken back counted until then; a later one counts from then.
    for (const { from: at, to } of review.approvals.standing) {
      const waitMs = elapsedOn(clock, review.running, at);
      const known = { from: at, to };
      yield {
        type: 'event',
        ref: refOf(pullRequest),
        teams: teamsOf(review.team),
        label: '',
        at,
        known,
        values: { waitMs },
      };
    }
  },
});

/** How long until a change may be merged? */
export const approvalSeconds = metric({
  name: 'approval_seconds',
  family: 'review',
  question: 'How long until a change is approved?',
  help: 'Seconds on working days (24 h each; weekends and holidays stand still), outside draft, from ready for review to the instant since which a human approval stands and nobody asks for changes, of pull requests approved in the window.',
  version: 1,
  unit: 'seconds',
  population: approvedPullRequests,
  aggregate: { stats: 'waitMs' },
  windows: ['28d', '90d'],
});
