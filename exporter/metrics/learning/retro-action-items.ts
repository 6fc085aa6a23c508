import { itemStates, itemStateSpans } from '../item-states.ts';
import { dueThatIsNone, factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

const actionItemStates = population({
  id: 'retro_action_item_states',
  root: 'work_item',
  labels: itemStates,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'retro_action', history, function* (view, common) {
      yield* givenUpItem(view, common);
      yield* dueThatIsNone(view, common);
      const spans = itemStateSpans(view);
      for (const label of itemStates)
        for (const span of spans[label]) yield { type: 'span', ...common, label, span, values: {} };
    });
  },
});

/** What came of it? */
export const retroActionItems = metric({
  name: 'retro_action_items',
  family: 'learning',
  question: 'How many action items of retros are there?',
  help: 'Issues labelled as action items of retros, now, by state, as far back as issues were read: open; of these overdue (the end of the due date is past), unowned (no person is assigned), undated (no milestone with a date, and no date after `Due:`), all three at once if so; done (closed as completed). Left out: what was closed as not planned or as a duplicate, labels that contradict each other.',
  version: 2,
  unit: 'count',
  population: actionItemStates,
  label: { name: 'state' },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
