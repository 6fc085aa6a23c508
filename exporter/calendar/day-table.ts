import { Temporal } from 'temporal-polyfill';
import type { WorkingTime } from '../config/config.ts';
import { sleepFromHour, sleepUntilHour } from '../policy/limits.ts';
import type { Instant } from '../records/index.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** A run of consecutive local dates, resolved to instants once, so that no question needs a zone again. */
export interface DayTable {
  /** Start of each date, and one more: the end of the last. */
  readonly dayStarts: readonly Instant[];
  /** Whether the date has working hours. */
  readonly isWorking: readonly boolean[];
  /** Working dates before date i. */
  readonly workingBefore: readonly number[];
  /** Milliseconds of working dates before date i. */
  readonly workingMsBefore: readonly number[];
  /** Business milliseconds before date i. */
  readonly businessBefore: readonly number[];
  /** Date number of the n-th working date. */
  readonly workingDates: readonly number[];
  /** 08:00 and 22:00 of date i. */
  readonly sleepUntil: readonly Instant[];
  readonly sleepFrom: readonly Instant[];
  /** Working intervals of all dates, and the business milliseconds before each. */
  readonly intervalFrom: readonly Instant[];
  readonly intervalTo: readonly Instant[];
  readonly intervalBefore: readonly number[];
}

/** The table of the local dates that cover [from, to). */
export function dayTable(working: WorkingTime, from: Instant, to: Instant): DayTable {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(working.zone).toPlainDate();
  const holidays = new Set(working.holidays);
  const table = emptyTable();
  let businessMs = 0;
  let workingMs = 0;
  let startAt = startOf(first, working.zone);
  for (let date = first; startAt < to; date = date.add({ days: 1 })) {
    const endAt = startOf(date.add({ days: 1 }), working.zone);
    if (endAt === startAt) continue; // a date that the zone skipped (Samoa, 30 December 2011)
    const instantOf = wallClock(date, working.zone, startAt, endAt);
    const weekday = date.dayOfWeek as 1 | 2 | 3 | 4 | 5 | 6 | 7;
    const hours = holidays.has(date.toString()) ? [] : (working.hours[weekday] ?? []);
    table.dayStarts.push(startAt);
    table.workingBefore.push(table.workingDates.length);
    table.workingMsBefore.push(workingMs);
    table.businessBefore.push(businessMs);
    table.sleepUntil.push(instantOf(sleepUntilHour * 60));
    table.sleepFrom.push(instantOf(sleepFromHour * 60));
    const businessOfDayBefore = businessMs;
    for (const { from: fromMinute, to: toMinute } of hours) {
      const [intervalFrom, intervalTo] = [instantOf(fromMinute), instantOf(toMinute)];
      if (intervalTo <= intervalFrom) continue; // an interval that the clock change swallows whole
      table.intervalFrom.push(intervalFrom);
      table.intervalTo.push(intervalTo);
      table.intervalBefore.push(businessMs);
      businessMs += intervalTo - intervalFrom;
    }
    const isWorking = businessMs > businessOfDayBefore;
    table.isWorking.push(isWorking);
    if (isWorking) {
      table.workingDates.push(table.dayStarts.length - 1);
      workingMs += endAt - startAt;
    }
    startAt = endAt;
  }
  table.dayStarts.push(startAt);
  table.workingBefore.push(table.workingDates.length);
  table.workingMsBefore.push(workingMs);
  table.businessBefore.push(businessMs);
  return table;
}

const emptyTable = () => ({
  dayStarts: [] as Instant[],
  isWorking: [] as boolean[],
  workingBefore: [] as number[],
  workingMsBefore: [] as number[],
  businessBefore: [] as number[],
  workingDates: [] as number[],
  sleepUntil: [] as Instant[],
  sleepFrom: [] as Instant[],
  intervalFrom: [] as Instant[],
  intervalTo: [] as Instant[],
  intervalBefore: [] as number[],
});

const startOf = (date: Temporal.PlainDate, zone: string): Instant => date.toZonedDateTime(zone).epochMilliseconds;

/** Minute of the local day → instant. Only a day of other than 24 hours needs the zone for it. */
function wallClock(
  date: Temporal.PlainDate,
  zone: string,
  startAt: Instant,
  endAt: Instant,
): (minute: number) => Instant {
  if (endAt - startAt === dayMs) return (minute) => startAt + minute * minuteMs;
  return (minute) =>
    minute === 1_440
      ? endAt
      : date.toZonedDateTime({
          timeZone: zone,
          plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }),
        }).epochMilliseconds;
}
