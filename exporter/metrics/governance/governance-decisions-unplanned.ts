import { difference, union } from '../../history/spans.ts';
import { decisionPlannedWithinMs } from '../../policy/limits.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const days = decisionPlannedWithinMs / 86_400_000;

const unplannedDecisions = population({
  id: 'unplanned_governance_decisions',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'decision', history, function* (view, common) {
      // Closing it as done brings it into no plan; what is given up needs none.
      const late = { from: view.createdAt + decisionPlannedWithinMs, to: Infinity };
      const excused = union([...view.givenUp.map(({ span }) => span), ...view.feeds.flatMap(({ spans }) => spans)]);
      for (const span of difference([late], excused)) yield { type: 'span', ...common, label: '', span, values: {} };
      yield* givenUpItem(view, common);
    });
  },
});

/** What was decided, and then forgotten? */
export const governanceDecisionsUnplanned = metric({
  name: 'governance_decisions_unplanned',
  family: 'governance',
  question: 'Which decisions on improvement have reached no plan?',
  help: `Issues labelled as a decision, now, in the whole organisation, that were opened more than ${days} days ago and are in no plan: none of the labels of roadmap, budget, staffing or training was on them then. Open or closed: closing brings a decision into no plan. Left out: closed as not planned or as a duplicate; labels that contradict each other.`,
  version: 2,
  unit: 'count',
  population: unplannedDecisions,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
