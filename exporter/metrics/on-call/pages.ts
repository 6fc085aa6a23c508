import { metric } from '../metric.ts';
import { pagedResponders } from './paged-responders.ts';

/** How often are we called? */
export const pages = metric({
  name: 'pages',
  family: 'on_call',
  question: 'How many pages did responders get?',
  help: 'Push, text and phone notifications of PagerDuty incidents in the window, by the team of the responder at that moment; the same responder is counted again for the same incident only after 30 minutes.',
  version: 1,
  unit: 'count',
  population: pagedResponders,
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
