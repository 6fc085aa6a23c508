import { decisionPlannedWithinMs } from '../../policy/limits.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const days = decisionPlannedWithinMs / 86_400_000;

const unplannedDecisions = population({
  id: 'unplanned_governance_decisions',
  root: 'work_item',
  labels: [''],
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'decision', history, function* ({ createdAt, feeds }, common) {
      // Closing it brings it into no plan.
      const span = { from: createdAt + decisionPlannedWithinMs, to: Infinity };
      if (feeds.length === 0) yield { type: 'span', ...common, label: '', span, values: {} };
    });
  },
});

/** What was decided, and then forgotten? */
export const governanceDecisionsUnplanned = metric({
  name: 'governance_decisions_unplanned',
  family: 'governance',
  question: 'Which decisions on improvement have reached no plan?',
  help: `Issues labelled as a decision, now, in the whole organisation, that were opened more than ${days} days ago and have reached no plan: none of the labels of roadmap, budget, staffing or training is on them, as they are labelled now. Open or closed: closing brings a decision into no plan. Left out: labels that contradict each other.`,
  version: 1,
  unit: 'count',
  population: unplannedDecisions,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
