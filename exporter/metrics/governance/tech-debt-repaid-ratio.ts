import { difference } from '../../history/spans.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

/** When debt was written down, and when it was paid back, for as long as that stood. Given up, it is debt no more, and was never repaid. */
const debtMoves = population({
  id: 'tech_debt_moves',
  root: 'work_item',
  labels: [''],
  values: ['opened', 'closed'],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'tech_debt', history, function* (view, common) {
      const { createdAt: at, done, givenUp } = view;
      yield* givenUpItem(view, common);
      const gone = givenUp.map(({ span }) => span);
      for (const known of difference([{ from: at, to: Infinity }], gone))
        yield { type: 'event', ...common, label: '', at, known, values: { opened: 1, closed: 0 } };
      for (const known of done)
        yield { type: 'event', ...common, label: '', at: known.from, known, values: { opened: 0, closed: 1 } };
    });
  },
});

/** Does debt grow? */
export const techDebtRepaidRatio = metric({
  name: 'tech_debt_repaid_ratio',
  family: 'governance',
  question: 'How much tech debt is paid back for what is written down?',
  help: 'Issues labelled as tech debt that were closed as completed in the window and not reopened, divided by those opened in it; above 1 debt becomes less. Absent where none was opened. Left out: what was closed as not planned or as a duplicate (of those opened, too), labels that contradict each other.',
  version: 2,
  unit: 'ratio',
  population: debtMoves,
  aggregate: { ratio: [{ count: { flag: 'closed' } }, { count: { flag: 'opened' } }] },
  windows: ['90d'],
});
