import { planDestinations } from '../../records/work-item-words.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

/** Each decision stands under every plan that it has reached, and once under this. */
const destinations = [...planDestinations, 'nowhere', 'any'] as const;

const decisions = population({
  id: 'governance_decisions',
  root: 'work_item',
  labels: destinations,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'decision', history, function* ({ createdAt: at, feeds }, common) {
      const labels = feeds.length > 0 ? feeds : (['nowhere'] as const);
      for (const label of [...labels, 'any' as const]) yield { type: 'event', ...common, label, at, values: {} };
    });
  },
});

/** Does what is decided reach a plan? */
export const governanceDecisions = metric({
  name: 'governance_decisions',
  family: 'governance',
  question: 'What do decisions on improvement feed back into?',
  help: 'Issues labelled as a decision that were opened in the window, in the whole organisation, by the plans that they have reached, as they are labelled now: roadmap, budget, staffing, training (several at once if so); nowhere: none of them; any: all decisions, each once. Left out: labels that contradict each other.',
  version: 1,
  unit: 'count',
  population: decisions,
  label: { name: 'destination' },
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
  all: 'only',
});
