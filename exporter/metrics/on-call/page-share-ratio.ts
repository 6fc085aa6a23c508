import { metric } from '../metric.ts';
import { pagedResponders } from './paged-responders.ts';

/** Is the load spread? */
export const pageShareRatio = metric({
  name: 'page_share_ratio',
  family: 'on_call',
  question: 'What share of all pages does the team get?',
  help: 'Pages of the team in the window, divided by the pages of everybody.',
  version: 1,
  unit: 'ratio',
  population: pagedResponders,
  aggregate: { ratio: [{ count: 'all' }, { acrossTeams: { count: 'all' } }] },
  windows: ['7d', '28d', '90d'],
  all: 'none',
});
