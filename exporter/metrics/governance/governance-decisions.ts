import { difference, union } from '../../history/spans.ts';
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
      const nowhere = difference([{ from: at, to: Infinity }], union(feeds.flatMap(({ spans }) => spans)));
      yield { type: 'event', ...common, label: 'any', at, values: {} };
      for (const known of nowhere) yield { type: 'event', ...common, label: 'nowhere', at, known, values: {} };
      for (const { plan: label, spans } of feeds)
        for (const known of spans) yield { type: 'event', ...common, label, at, known, values: {} };
    });
  },
});

/** Does what is decided reach a plan? */
export const governanceDecisions = metric({
  name: 'governance_decisions',
  family: 'governance',
  question: 'What do decisions on improvement feed back into?',
  help: 'Issues labelled as a decision that were opened in the window, in the whole organisation, by the plans whose labels were on them then: roadmap, budget, staffing, training (several at once if so); nowhere: none of them; any: all decisions, each once. Left out: labels that contradict each other.',
  version: 2,
  unit: 'count',
  population: decisions,
  label: { name: 'destination' },
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
  all: 'only',
});
