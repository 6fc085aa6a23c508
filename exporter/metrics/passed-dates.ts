import type { WorkItemView } from '../history/history.ts';
import { intersection, union } from '../history/spans.ts';
import type { Instant } from '../records/index.ts';

/** An end of a due date that came while that was the date, and since when that is known. */
export interface PassedDate {
  readonly at: Instant;
  readonly knownFromAt: Instant;
}

/**
 * Due dates that were let pass, met or missed, oldest first. Moved before its end, a date was put off and is none of them; moved
 * afterwards, it has been decided and stays. One that passed while the item was given up counts from its reopening.
 */
export function passedDates({ due, open, done }: WorkItemView): readonly PassedDate[] {
  const owed = union([...open, ...done]);
  return due.flatMap(({ value: at, span }) => {
    const [since] = intersection(intersection([span], [{ from: at, to: Infinity }]), owed);
    return since ? [{ at, knownFromAt: since.from }] : [];
  });
}
