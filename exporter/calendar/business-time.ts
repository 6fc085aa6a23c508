import { Temporal } from 'temporal-polyfill';
import type { WorkingTime } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { Calendar } from './calendar.ts';
import { dayTable } from './day-table.ts';
import type { DayTable } from './day-table.ts';

/** The table grows by more than a year, and by no less than it has: it is made a few times in the life of a process. */
const leastGrowthMs = 400 * 86_400_000;
const earliestAt = Date.parse('1970-01-02T00:00:00Z');
const latestAt = Date.parse('2200-01-01T00:00:00Z');

/**
 * The calendar of a working time. Questions cost a binary search; zones are asked once a date. Throws RangeError for an instant before
 * 1970 or after 2199, and where no date ever has working hours.
 */
export function createCalendar(working: WorkingTime): Calendar {
  let [fromAt, toAt] = [0, 0];
  let table: DayTable | undefined;

  /** The table that covers the instant, with some room after it. */
  function covering(at: Instant): DayTable {
    if (table && at >= fromAt && at < toAt) return table;
    if (!(at >= earliestAt && at < latestAt))
      throw new RangeError(`${at} is not an instant that a calendar knows (1970 to 2199)`);
    if (!table) [fromAt, toAt] = [at, at];
    const growthMs = Math.max(leastGrowthMs, toAt - fromAt);
    fromAt = Math.max(earliestAt, Math.min(fromAt, at - growthMs));
    toAt = Math.min(latestAt, Math.max(toAt, at + growthMs));
    return (table = dayTable(working, fromAt, toAt));
  }
  /** One table for both: their sums must have the same origin. */
  function spanning(from: Instant, to: Instant): DayTable {
    covering(from);
    return covering(to);
  }

  function businessDeadline(from: Instant, ms: number): Instant {
    let days = spanning(from, from);
    for (;;) {
      const target = businessBefore(days, from) + ms;
      if (target < days.businessBefore.at(-1)!) return instantOfBusiness(days, target);
      days = spanning(from, toAt);
    }
  }

  return {
    zone: working.zone,
    businessMs(from, to) {
      const days = spanning(from, to);
      return businessBefore(days, to) - businessBefore(days, from);
    },
    workingDayMs(from, to) {
      const days = spanning(from, to);
      return workingMsBefore(days, to) - workingMsBefore(days, from);
    },
    businessDeadline,
    workingDayDeadline(from, ms) {
      let days = spanning(from, from);
      for (;;) {
        const target = workingMsBefore(days, from) + ms;
        if (target < days.workingMsBefore.at(-1)!) {
          const date = days.workingDates[lastAtMost(days.workingDates, target, (day) => days.workingMsBefore[day]!)]!;
          return days.dayStarts[date]! + (target - days.workingMsBefore[date]!);
        }
        days = spanning(from, toAt);
      }
    },
    businessDays(from, to) {
      const days = spanning(from, to);
      const [start, end] = [positionOf(days, from), positionOf(days, to)];
      return end.date - start.date + (end.done / end.whole - start.done / start.whole);
    },
    businessDayDeadline(from, businessDays) {
      let days = spanning(from, from);
      for (;;) {
        const { date, done, whole } = positionOf(days, from);
        const passed = done / whole + businessDays;
        const target = days.workingDates[date + Math.floor(passed)];
        if (target !== undefined) {
          const wholeOfTarget = days.businessBefore[target + 1]! - days.businessBefore[target]!;
          // 1e-6 ms: the division above must not lose a millisecond that is exact.
          return instantOfBusiness(
            days,
            days.businessBefore[target]! + Math.floor((passed % 1) * wholeOfTarget + 1e-6),
          );
        }
        days = spanning(from, toAt);
      }
    },
    isOffHours(at) {
      const days = covering(at);
      const interval = lastAtMost(days.intervalFrom, at);
      return interval < 0 || at >= days.intervalTo[interval]!;
    },
    isSleepHours(at) {
      const days = covering(at);
      const day = lastAtMost(days.dayStarts, at);
      return at < days.sleepUntil[day]! || at >= days.sleepFrom[day]!;
    },
    month(month) {
      const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
      const startOf = (date: Temporal.PlainDate): Instant => date.toZonedDateTime(working.zone).epochMilliseconds;
      return { from: startOf(first), to: startOf(first.add({ months: 1 })) };
    },
  };
}

/** Index of the last element that is at most the value; -1 if none. Elements ascend, by `of` where it is given. */
function lastAtMost(
  sorted: readonly number[],
  value: number,
  of: (element: number) => number = (element) => element,
): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (of(sorted[middle]!) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function businessBefore(days: DayTable, at: Instant): number {
  const interval = lastAtMost(days.intervalFrom, at);
  if (interval < 0) return 0;
  return days.intervalBefore[interval]! + Math.min(at, days.intervalTo[interval]!) - days.intervalFrom[interval]!;
}

/** The last instant with so many business milliseconds before it: between two intervals, the start of the later. */
function instantOfBusiness(days: DayTable, ms: number): Instant {
  const interval = lastAtMost(days.intervalBefore, ms);
  return days.intervalFrom[interval]! + ms - days.intervalBefore[interval]!;
}

function workingMsBefore(days: DayTable, at: Instant): number {
  const day = lastAtMost(days.dayStarts, at);
  return days.workingMsBefore[day]! + (days.isWorking[day] ? at - days.dayStarts[day]! : 0);
}

/** How many working dates are over, and how much of the present one; between two, nothing of the later. */
function positionOf(
  days: DayTable,
  at: Instant,
): { readonly date: number; readonly done: number; readonly whole: number } {
  const day = lastAtMost(days.dayStarts, at);
  const date = days.workingBefore[day]!;
  if (!days.isWorking[day]) return { date, done: 0, whole: 1 };
  const whole = days.businessBefore[day + 1]! - days.businessBefore[day]!;
  return { date, done: businessBefore(days, at) - days.businessBefore[day]!, whole };
}
