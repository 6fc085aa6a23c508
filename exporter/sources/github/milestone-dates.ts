import type { Instant, MilestoneDate, WorkItem } from '../../records/index.ts';

type Known = Pick<WorkItem, 'events' | 'milestone' | 'milestoneDates'>;

/** What a record says of a milestone's date; undefined: nothing. */
function dateIn({ events, milestone, milestoneDates }: Known, title: string): string | null | undefined {
  const seen = milestoneDates?.findLast((one) => one.milestone === title);
  if (seen) return seen.dueOn;
  if (milestone?.title === title) return milestone.dueOn;
  // Of a milestone that is gone, or too many newer ones ago, the event says null, too.
  return (
    events.flatMap((event) => ('milestone' in event && event.milestone === title ? [event.dueOn] : []))[0] ?? undefined
  );
}

/**
 * An issue as it was just read, with the dates of its milestones that earlier polls saw and, `at` this one, those that have moved since.
 * `before`: how it is stored.
 */
export function withSeenDates(before: WorkItem | undefined, read: WorkItem, at: Instant): WorkItem {
  if (!before) return read;
  const { events, milestone, createdAt } = read;
  const { milestoneDates = [] } = before;
  const titles = events.flatMap((event) => ('milestone' in event ? [event.milestone] : []));
  const moved = [...new Set([...titles, ...(milestone ? [milestone.title] : [])])].flatMap((title): MilestoneDate[] => {
    const [was, is] = [dateIn(before, title), dateIn({ events, milestone }, title)];
    if (was === undefined || is === undefined || was === is) return [];
    const isFirst = milestoneDates.every((one) => one.milestone !== title);
    const first = isFirst ? [{ at: createdAt, milestone: title, dueOn: was }] : [];
    return [...first, { at, milestone: title, dueOn: is }];
  });
  const dates = [...milestoneDates, ...moved];
  return dates.length === 0 ? read : { ...read, milestoneDates: dates };
}
