import { Temporal } from 'temporal-polyfill';
import type { Instant, Span } from '../records/index.ts';

const startOf = (date: Temporal.PlainDate, zone: string): Instant => date.toZonedDateTime(zone).epochMilliseconds;

/** The last quarter of each zone that was asked for: who judges hour by hour asks for the same one again and again. */
const lastAsked = new Map<string, Span>();

/** The calendar quarter of a zone that holds an instant, half-open. */
export function quarterOf(at: Instant, zone: string): Span {
  const last = lastAsked.get(zone);
  if (last && last.from <= at && at < last.to) return last;
  const quarter = quarterAt(at, zone);
  lastAsked.set(zone, quarter);
  return quarter;
}

function quarterAt(at: Instant, zone: string): Span {
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const first = Temporal.PlainDate.from({ year, month: month - ((month - 1) % 3), day: 1 });
  return { from: startOf(first, zone), to: startOf(first.add({ months: 3 }), zone) };
}

/** `2026-Q4`: the quarter of a zone that holds an instant. */
export function quarterName(at: Instant, zone: string): string {
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** The quarter of a zone that is called `2026-Q4`; undefined: it is no such name. */
export function quarterNamed(name: string, zone: string): Span | undefined {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const first = Temporal.PlainDate.from({ year: Number(year), month: 3 * Number(quarter) - 2, day: 1 });
  return { from: startOf(first, zone), to: startOf(first.add({ months: 3 }), zone) };
}

/** Whether a text is a date of the calendar, `YYYY-MM-DD`: 30 February is none. */
export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** The instant at which a local date `YYYY-MM-DD` begins, or the one so many days later. */
export const startOfDate = (date: string, zone: string, daysLater = 0): Instant =>
  startOf(Temporal.PlainDate.from(date).add({ days: daysLater }), zone);

/** The end of the day that is so many days after the one that begins at an instant: 13, of the first of a month, is its 14th. */
export const endOfDayAfter = (startAt: Instant, days: number, zone: string): Instant =>
  Temporal.Instant.fromEpochMilliseconds(startAt)
    .toZonedDateTimeISO(zone)
    .startOfDay()
    .add({ days: days + 1 }).epochMilliseconds;

/** The instant at which a local date `YYYY-MM-DD` is over. */
export const endOfDate = (date: string, zone: string): Instant => startOfDate(date, zone, 1);

/** ISO weekday of an instant in a zone: 1 Monday … 7 Sunday. */
export const weekdayOf = (at: Instant, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).dayOfWeek;

/** The local date of an instant, `YYYY-MM-DD`. */
export const dateOf = (at: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
