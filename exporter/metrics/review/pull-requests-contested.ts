import { contestedComments } from '../../policy/limits.ts';
import { metric, population } from '../metric.ts';
import { isCounted, refOf, teamsOf } from './human-pull-requests.ts';
import { clipped, reviewClock, without } from './review-clock.ts';

const contested = population({
  id: 'contested',
  root: 'pull_request',
  labels: [''],
  values: [],
  needs: [{ signal: 'pull_requests' }, { signal: 'review_threads' }],
  *factsOf(pullRequest, history) {
    if (!isCounted(pullRequest, history)) return;
    const { team, endedAt, closed } = reviewClock(pullRequest, history);
    const seen = pullRequest.threadsSeen ?? [];
    for (const [index, { at, comments, isUnresolved }] of seen.entries()) {
      if (comments < contestedComments || !isUnresolved) continue;
      const held = clipped({ from: at, to: seen[index + 1]?.at ?? Infinity }, { from: -Infinity, to: endedAt });
      for (const span of without(held, closed))
        yield { type: 'span', ref: refOf(pullRequest), teams: teamsOf(team), label: '', span, values: {} };
    }
  },
});

/** Which reviews have become debates? */
export const pullRequestsContested = metric({
  name: 'pull_requests_contested',
  family: 'review',
  question: 'How many pull requests are argued about without an end?',
  help: 'Open pull requests, now, drafts included, with 15 comments or more (of conversation and reviews) and a review thread that is not resolved, as last seen. GitHub has no history of threads: absent before the first poll that looked at them. Bots are left out.',
  version: 1,
  unit: 'count',
  population: contested,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
