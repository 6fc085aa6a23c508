import type { WorkItemView } from '../../history/history.ts';
import { difference, intersection } from '../../history/spans.ts';
import type { Span } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import type { EventFact } from '../metric.ts';
import { excludedItem, factsOfWorkItem } from '../items-of-kind.ts';

type Moment = Pick<EventFact<'', never>, 'at'> & { readonly known: Span; readonly isDone: boolean };

/** When it was done, for as long as that stood; when it was due, for as long as that was its date, and whether it was done then. */
function* momentsOf({ createdAt, open, due }: WorkItemView): Iterable<Moment> {
  const done = difference([{ from: createdAt, to: Infinity }], open);
  for (const known of done) yield { at: known.from, known, isDone: true };
  for (const { value, span } of due) {
    const past = intersection([span], [{ from: value, to: Infinity }]);
    for (const known of intersection(past, open)) yield { at: value, known, isDone: false };
    for (const known of intersection(past, done)) yield { at: value, known, isDone: true };
  }
}

/** An item counts once in a window, whether it was due in it, done in it, or both: `item` is its number. */
const promisedItems = population({
  id: 'promised_retro_action_items',
  root: 'work_item',
  labels: [''],
  values: ['item', 'doneItem'],
  needs: [{ signal: 'work_items' }],
  *factsOf(record, history) {
    yield* factsOfWorkItem(record, 'retro_action', history, function* (view, common) {
      if (view.problems.includes('due_is_no_date')) return yield excludedItem(view, common, 'due_is_no_date');
      const item = history.numberOf(record.id);
      for (const { at, known, isDone } of momentsOf(view)) {
        const doneItem = isDone ? item : ({ leftOut: 'not_applicable' } as const);
        yield { type: 'event', ...common, label: '', at, known, values: { item, doneItem } };
      }
    });
  },
});

/** Do we do what we agreed? */
export const retroActionItemsDoneRatio = metric({
  name: 'retro_action_items_done_ratio',
  family: 'learning',
  question: 'What share of action items was done?',
  help: "Share of action items of retros that are done (closed), of those that were due or done in the window, each once. Due: the end of the milestone's date, else of the date after `Due:`. One without a date counts once it is done. Left out: a due date that is no date, labels that contradict each other.",
  version: 1,
  unit: 'ratio',
  population: promisedItems,
  aggregate: { ratio: [{ distinct: 'doneItem' }, { distinct: 'item' }] },
  windows: ['28d', '90d'],
});
