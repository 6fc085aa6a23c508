import { metric } from '../metric.ts';
import { oldRequests } from './requests.ts';

/** Who is still waiting? */
export const platformRequestsOverdue = metric({
  name: 'platform_requests_overdue',
  family: 'platform',
  question: 'How many requests to the platform team are older than a sprint?',
  help: 'Issues labelled as requests to the platform that are open now and were opened more than 14 days ago, of the organisation. One that was closed and reopened is as old as when it was first opened. Left out: labels that contradict each other.',
  version: 1,
  unit: 'count',
  population: oldRequests,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
