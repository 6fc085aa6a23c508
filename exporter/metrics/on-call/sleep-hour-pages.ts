import { metric } from '../metric.ts';
import { pagedResponders } from './paged-responders.ts';

/** How many nights were broken? */
export const sleepHourPages = metric({
  name: 'sleep_hour_pages',
  family: 'on_call',
  question: 'How many pages came at night?',
  help: "Pages in the window that came from 22:00 up to 08:00 in the team's zone, on any day.",
  version: 1,
  unit: 'count',
  population: pagedResponders,
  aggregate: { count: { flag: 'sleepHours' } },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
