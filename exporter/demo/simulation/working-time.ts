import type { Instant } from '../../records/index.ts';

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;

const [opensAtHour, closesAtHour] = [9, 17];

/** Start of the UTC day. */
export const dayOf = (at: Instant): Instant => Math.floor(at / dayMs) * dayMs;

/** Monday is 1; day 0 of the epoch was a Thursday. */
export const weekdayOf = (at: Instant): number => ((((Math.floor(at / dayMs) + 3) % 7) + 7) % 7) + 1;

export const isWeekday = (at: Instant): boolean => weekdayOf(at) <= 5;

/** The next instant at which a team works: people here keep office hours of a fixed offset, unlike the calendars that judge them. */
export function nextWorking(at: Instant, offsetHours: number): Instant {
  let local = at + offsetHours * hourMs;
  if (local - dayOf(local) >= closesAtHour * hourMs) local = dayOf(local) + dayMs;
  while (!isWeekday(local)) local = dayOf(local) + dayMs;
  return Math.max(local, dayOf(local) + opensAtHour * hourMs) - offsetHours * hourMs;
}

/** When `workMs` of office time have passed. */
export function afterWork(at: Instant, workMs: number, offsetHours: number): Instant {
  let from = nextWorking(at, offsetHours);
  for (let rest = workMs; ;) {
    const local = from + offsetHours * hourMs;
    const left = dayOf(local) + closesAtHour * hourMs - local;
    if (rest < left) return from + rest;
    rest -= left;
    from = nextWorking(from + left, offsetHours);
  }
}
