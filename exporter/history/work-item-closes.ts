import type { GivenUp, Span, WorkItem, WorkItemEvent } from '../records/index.ts';
import type { Held } from './history.ts';
import { difference, intersection, spansOn } from './spans.ts';

type Turn = Extract<WorkItemEvent, { readonly type: 'closed' | 'reopened' }>;

const turnsOf = ({ events }: WorkItem): readonly Turn[] =>
  events.filter((event): event is Turn => event.type === 'closed' || event.type === 'reopened');

/** From creation or a reopening to the next close. */
export function openSpans(item: WorkItem): readonly Span[] {
  const { closedAt, createdAt, updatedAt } = item;
  const turns = turnsOf(item).map(({ type, at }) => ({ at, on: type === 'reopened' }));
  // An event that is missing stands where the record says that it was closed.
  const all = turns.length === 0 && closedAt !== null ? [{ at: closedAt, on: false }] : turns;
  return spansOn(all, closedAt === null, { startAt: createdAt, endAt: closedAt ?? updatedAt });
}

/**
 * While it was closed: as done, or given up and why. Either ends when it is reopened, and when somebody closes it once more for another
 * reason, which GitHub allows.
 */
export function closedSpans(
  item: WorkItem,
  open: readonly Span[],
): { readonly done: readonly Span[]; readonly givenUp: readonly Held<GivenUp>[] } {
  const closed = difference([{ from: item.createdAt, to: Infinity }], open);
  const turns = turnsOf(item);
  const givenUp = turns.flatMap((turn, index) => {
    const value = turn.type === 'closed' ? turn.givenUp : undefined;
    if (value === undefined) return [];
    const untilNext = { from: turn.at, to: turns[index + 1]?.at ?? Infinity };
    return intersection([untilNext], closed).map((span) => ({ value, span }));
  });
  const spans = givenUp.map(({ span }) => span);
  return { done: difference(closed, spans), givenUp };
}
