import type { History, WorkItemView } from '../history/history.ts';
import type { RecordOf } from '../records/index.ts';
import type { Excluded, Fact, Ref, TeamId } from './metric.ts';

type WorkItem = RecordOf<'work_item'>;

export const refOf = ({ id }: WorkItem): Ref => ({ kind: 'work_item', id });
export const teamsOf = ({ team }: WorkItemView): readonly TeamId[] => (team === null ? [] : [team]);

/** The facts of an issue that its view is asked for. Nobody can say whose it is, or how urgent, where its labels contradict each other. */
export function* factsOfItem<L extends string>(
  item: WorkItem,
  history: History,
  facts: (view: WorkItemView) => Iterable<Fact<L, never>>,
): Iterable<Fact<L, never> | Excluded> {
  const view = history.workItem(item.id);
  if (!view) return;
  const own = [...facts(view)];
  if (own.length > 0 && view.problems.includes('labels_contradict'))
    yield { type: 'excluded', ref: refOf(item), at: item.createdAt, teams: teamsOf(view), reason: 'labels_contradict' };
  else yield* own;
}
