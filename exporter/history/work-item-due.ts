import { endOfDate, isDate } from '../calendar/quarter.ts';
import type { Instant, WorkItem, WorkItemEvent } from '../records/index.ts';
import type { Held } from './history.ts';
import { steps } from './spans.ts';

type MilestoneEvent = Extract<WorkItemEvent, { readonly dueOn: string | null }>;

const turnsOf = ({ events }: WorkItem): readonly MilestoneEvent[] =>
  events.filter((event): event is MilestoneEvent => 'milestone' in event);

/** What a milestone's date was as of an instant, as polls saw it; where none saw it move, what is known now. */
function dateOf({ milestoneDates = [] }: WorkItem, asOf: Instant, title: string, now: string | null): string | null {
  const seen = milestoneDates.filter(({ milestone }) => milestone === title);
  const then = seen.findLast(({ at }) => at < asOf) ?? seen[0];
  return then ? then.dueOn : now;
}

/** The date of the milestone that it had. The one that it has now has the date that is known now, unless it was seen to move. */
function milestoneDate(item: WorkItem, turns: readonly MilestoneEvent[], asOf: Instant): string | null {
  const { milestone: now } = item;
  if (turns.length === 0) return now && dateOf(item, asOf, now.title, now.dueOn);
  const turn = turns.findLast(({ at }) => at < asOf);
  if (!turn || turn.type === 'demilestoned') return null;
  return dateOf(item, asOf, turn.milestone, turn.milestone === now?.title ? now.dueOn : turn.dueOn);
}

/** The end of the due date, as of when it was so. The milestone's date goes before what the body says; what is no date is none. */
export function dueOf(item: WorkItem, zone: string): readonly Held<Instant>[] {
  const turns = turnsOf(item);
  const edges = [...item.dues, ...turns, ...(item.milestoneDates ?? [])].map(({ at }) => at);
  const dates = steps(edges, (asOf) => {
    const written = item.dues.findLast(({ at }) => at < asOf)?.on ?? null;
    return milestoneDate(item, turns, asOf) ?? (written !== null && isDate(written) ? written : null);
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
