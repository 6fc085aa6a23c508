import { endOfDate, isDate } from '../calendar/quarter.ts';
import type { Instant, WorkItem, WorkItemEvent } from '../records/index.ts';
import type { Held } from './history.ts';
import { steps } from './spans.ts';

type MilestoneEvent = Extract<WorkItemEvent, { readonly dueOn: string | null }>;

/** What the milestones say from each turn on. The one that it has now has the date that is known now. */
function milestoneTurns({ events, milestone, createdAt }: WorkItem): readonly { at: Instant; on: string | null }[] {
  const turns = events.filter((event): event is MilestoneEvent => 'milestone' in event);
  if (turns.length === 0) return milestone ? [{ at: createdAt, on: milestone.dueOn }] : [];
  const now = milestone?.title;
  return turns.map(({ type, at, milestone: title, dueOn }) => ({
    at,
    on: type === 'demilestoned' ? null : title === now ? milestone!.dueOn : dueOn,
  }));
}

/** The end of the due date, as of when it was so. The milestone's date goes before what the body says; what is no date is none. */
export function dueOf(item: WorkItem, zone: string): readonly Held<Instant>[] {
  const byMilestone = milestoneTurns(item);
  const last = (turns: readonly { at: Instant; on: string | null }[], asOf: Instant): string | null =>
    turns.findLast(({ at }) => at < asOf)?.on ?? null;
  const edges = [...item.dues, ...byMilestone].map(({ at }) => at);
  const dates = steps(edges, (asOf) => {
    const written = last(item.dues, asOf);
    return last(byMilestone, asOf) ?? (written !== null && isDate(written) ? written : null);
  });
  return dates.map(({ value, span }) => ({ value: endOfDate(value, zone), span }));
}

/** When it was moved to a later date, whether or not it had none in between. */
export const deferralsOf = (due: readonly Held<Instant>[]): readonly Instant[] =>
  due.filter(({ value }, index) => index > 0 && value > due[index - 1]!.value).map(({ span }) => span.from);

/** What is written now, where that is no date and no milestone says better. */
export const isDueNoDate = ({ dues, milestone }: WorkItem): boolean => {
  const written = dues.at(-1)?.on ?? null;
  return (milestone?.dueOn ?? null) === null && written !== null && !isDate(written);
};
