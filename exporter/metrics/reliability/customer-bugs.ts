import { metric, population } from '../metric.ts';
import { factsOfItem, refOf, teamsOf } from '../work-item-facts.ts';

const reportedBugs = population({
  id: 'customer_bugs',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfItem(item, history, function* (view) {
      if (!view.kinds.includes('customer_bug')) return;
      yield { type: 'event', ref: refOf(item), teams: teamsOf(view), label: '', at: view.createdAt, values: {} };
    });
  },
});

/** What do customers notice? */
export const customerBugs = metric({
  name: 'customer_bugs',
  family: 'reliability',
  question: 'How many bugs did customers report?',
  help: 'GitHub issues opened in the window that are labelled as a bug of a customer now, of the team of their team label, else of the first assigned person. Issues whose labels contradict each other are left out.',
  version: 1,
  unit: 'count',
  population: reportedBugs,
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
