import { metric } from '../metric.ts';
import { pagedResponders } from './paged-responders.ts';

/** How much of it comes outside work? */
export const offHourPagesRatio = metric({
  name: 'off_hour_pages_ratio',
  family: 'on_call',
  question: 'What share of pages came outside working hours?',
  help: "Share of the team's pages in the window that came outside its working intervals, weekends and holidays included.",
  version: 1,
  unit: 'ratio',
  population: pagedResponders,
  aggregate: { ratio: [{ count: { flag: 'offHours' } }, { count: 'all' }] },
  windows: ['28d', '90d'],
});
