import { metric } from '../metric.ts';
import { closedRequests } from './requests.ts';

/** How long does the platform take? */
export const platformRequestSeconds = metric({
  name: 'platform_request_seconds',
  family: 'platform',
  question: 'How long does a request to the platform team take?',
  help: 'From the opening to the close of issues labelled as requests to the platform, by the calendar, of those closed as completed in the window, of the organisation. Reopened, a request is not closed, and its clock has never stopped. Left out: what was closed as not planned or as a duplicate, labels that contradict each other.',
  version: 2,
  unit: 'seconds',
  population: closedRequests,
  aggregate: { stats: 'duration' },
  windows: ['28d', '90d'],
  all: 'only',
});
