import { responderShareMinMembers, responderShareMinPages } from '../../policy/limits.ts';
import { metric } from '../metric.ts';
import { levelOneOnCall } from './level-one-on-call.ts';
import { pagedResponders } from './paged-responders.ts';

/** Does one person carry the pager for everybody? Nobody can tell who. */
export const responderPageShareRatio = metric({
  name: 'responder_page_share_ratio',
  family: 'on_call',
  question: 'What is the largest share of pages that one responder got?',
  help: "The largest share of the team's pages in the window that went to one responder. Absent under 10 pages, or where fewer than 4 members had level-1 time in the window: it would point at a person.",
  version: 1,
  unit: 'ratio',
  population: pagedResponders,
  aggregate: {
    ratio: [{ largestCarrier: { count: 'all' }, minCarriers: 1, minFacts: responderShareMinPages }, { count: 'all' }],
  },
  onlyWhere: { population: levelOneOnCall, term: { covered: 'all' }, atLeast: responderShareMinMembers },
  windows: ['28d', '90d'],
  all: 'none',
});
