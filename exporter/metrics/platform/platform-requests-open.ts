import { metric } from '../metric.ts';
import { openRequests } from './requests.ts';

/** How long is the queue? */
export const platformRequestsOpen = metric({
  name: 'platform_requests_open',
  family: 'platform',
  question: 'How many requests to the platform team are open?',
  help: 'Issues labelled as requests to the platform that are open now, of the organisation. Left out: labels that contradict each other.',
  version: 1,
  unit: 'count',
  population: openRequests,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
