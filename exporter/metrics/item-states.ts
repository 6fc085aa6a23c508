import type { WorkItemView } from '../history/history.ts';
import { difference, intersection, union } from '../history/spans.ts';
import type { Span } from '../records/index.ts';

/** What may be said of an item that somebody promised. Those that are open may be overdue, unowned and undated at once. */
export const itemStates = ['open', 'overdue', 'unowned', 'undated', 'done'] as const;

/** When each is the case; sorted, disjoint. */
export const itemStateSpans = ({
  open,
  done,
  owned,
  due,
}: WorkItemView): Readonly<Record<(typeof itemStates)[number], readonly Span[]>> => ({
  open,
  overdue: union(due.flatMap(({ value, span }) => intersection([{ from: value, to: Infinity }], intersection([span], open)))), // prettier-ignore
  unowned: difference(open, owned),
  undated: difference(
    open,
    due.map(({ span }) => span),
  ),
  done,
});
