import { openTooLongMs } from '../../policy/limits.ts';
import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { clipped, reviewClock, without } from './review-clock.ts';

const openTooLong = population({
  id: 'open_too_long',
  root: 'pull_request',
  labels: [''],
  values: [],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const { team, endedAt, closed } = reviewClock(pullRequest, history);
    const old = clipped(
      { from: pullRequest.createdAt + openTooLongMs, to: Infinity },
      { from: -Infinity, to: endedAt },
    );
    for (const span of without(old, closed))
      yield { type: 'span', ref: refOf(pullRequest), teams: teamsOf(team), label: '', span, values: {} };
  },
});

/** What gathers scope instead of being finished? */
export const pullRequestsOpenOver7d = metric({
  name: 'pull_requests_open_over_7d',
  family: 'review',
  question: 'How many pull requests have been open for more than a week?',
  help: 'Open pull requests, now, drafts included, that were opened more than 7 days (of 24 h, by the calendar) ago. Those that are closed are not open, however often they were reopened before. Bots are left out.',
  version: 1,
  unit: 'count',
  population: openTooLong,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
