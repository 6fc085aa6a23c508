import type { History, WorkItemView } from '../history/history.ts';
import { intersection } from '../history/spans.ts';
import type { Instant, RecordOf, WorkItemKind } from '../records/index.ts';
import type { Excluded, Fact, Ref, TeamId } from './metric.ts';

type WorkItem = RecordOf<'work_item'>;

/** What its facts have in common. */
export interface OfItem {
  readonly ref: Ref;
  readonly teams: readonly TeamId[];
}

/** The facts of an item of a kind. One whose labels contradict each other is nobody's: it is left out, and said so. */
export function* factsOfWorkItem<L extends string, V extends string>(
  item: WorkItem,
  kind: WorkItemKind,
  history: History,
  facts: (view: WorkItemView, common: OfItem) => Iterable<Fact<L, V> | Excluded>,
): Iterable<Fact<L, V> | Excluded> {
  const view = history.workItem(item.id);
  if (!view?.kinds.includes(kind)) return;
  const common = { ref: { kind: 'work_item', id: item.id }, teams: view.team === null ? [] : [view.team] } as const;
  if (view.problems.includes('labels_contradict')) yield excludedItem(view, common, 'labels_contradict');
  else yield* facts(view, common);
}

/** While it was given up: it is neither done then, nor does anybody owe it. `untilAt`: from when on it counts nevertheless. */
export function* givenUpItem(
  { givenUp }: WorkItemView,
  common: OfItem,
  untilAt: Instant = Infinity,
): Iterable<Excluded> {
  for (const { value: reason, span } of givenUp)
    for (const known of intersection([span], [{ from: -Infinity, to: untilAt }]))
      yield { type: 'excluded', ...common, at: known.from, known, reason };
}

/** Its due date, where what is written for one is none: the item itself counts, as one without a date. */
export function* dueThatIsNone(view: WorkItemView, common: OfItem): Iterable<Excluded> {
  if (view.problems.includes('due_is_no_date')) yield excludedItem(view, common, 'due_is_no_date');
}

export const excludedItem = ({ createdAt }: WorkItemView, common: OfItem, reason: Excluded['reason']): Excluded => ({
  type: 'excluded',
  ...common,
  at: createdAt,
  reason,
});
