import type { WorkItemView } from '../../history/history.ts';
import { difference, intersection } from '../../history/spans.ts';
import type { Span } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import type { EventFact } from '../metric.ts';
import { excludedItem, factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { passedDates } from '../passed-dates.ts';
import type { PassedDate } from '../passed-dates.ts';

type Moment = Pick<EventFact<'', never>, 'at'> & { readonly known: Span; readonly isDone: boolean };

/** When it was done, for as long as that stood; when a date of it was let pass, whatever became of the date, and while it was done then. */
function* momentsOf({ done }: WorkItemView, passed: readonly PassedDate[]): Iterable<Moment> {
  for (const known of done) yield { at: known.from, known, isDone: true };
  for (const { at, knownFromAt } of passed) {
    const since = [{ from: knownFromAt, to: Infinity }];
    for (const known of difference(since, done)) yield { at, known, isDone: false };
    for (const known of intersection(since, done)) yield { at, known, isDone: true };
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
      const passed = passedDates(view);
      const isNoDate = passed.length === 0 && view.problems.includes('due_is_no_date');
      if (isNoDate) return yield excludedItem(view, common, 'due_is_no_date');
      yield* givenUpItem(view, common, passed[0]?.knownFromAt);
      const item = history.numberOf(record.id);
      for (const { at, known, isDone } of momentsOf(view, passed)) {
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
  help: "Share of action items of retros that are done (closed as completed), of those that were due or done in the window, each once. Due: the end of the milestone's date, else of the date after `Due:`. A date that is moved before its end is put off; one that was let pass was due, whatever becomes of the date. One without a date counts once it is done. Left out: a due date that is no date, what was closed as not planned or as a duplicate before its date, labels that contradict each other.",
  version: 2,
  unit: 'ratio',
  population: promisedItems,
  aggregate: { ratio: [{ distinct: 'doneItem' }, { distinct: 'item' }] },
  windows: ['28d', '90d'],
});
