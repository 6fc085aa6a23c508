import { UsageError } from '../../exporter/cli/surroundings.ts';
import type { Calendar } from '../../exporter/calendar/calendar.ts';
import type { Instant, Span } from '../../exporter/records/index.ts';

/** A calendar month in the organisation's zone, half-open. */
export interface CalendarMonth extends Span {
  /** `2026-10` */
  readonly id: string;
}

const names = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const partsOf = (id: string): readonly [year: number, month: number] => [Number(id.slice(0, 4)), Number(id.slice(5))];

/** `October 2026` */
export const nameOf = ({ id }: Pick<CalendarMonth, 'id'>): string => `${shortNameOf({ id })} ${id.slice(0, 4)}`;
/** `October` */
export const shortNameOf = ({ id }: Pick<CalendarMonth, 'id'>): string => names[partsOf(id)[1] - 1]!;

/** So many months before one, or after it where negative. */
export function earlier({ id }: CalendarMonth, months: number, calendar: Calendar): CalendarMonth {
  const [year, month] = partsOf(id);
  const count = year * 12 + month - 1 - months;
  return calendarMonth(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`, calendar);
}

const calendarMonth = (id: string, calendar: Calendar): CalendarMonth => ({ id, ...calendar.month(id) });

/** The last month that is over. */
function lastOver(nowAt: Instant, calendar: Calendar): CalendarMonth {
  const month = calendarMonth(new Date(nowAt).toISOString().slice(0, 'YYYY-MM'.length), calendar);
  // In the organisation's zone it may be another month already, or still.
  const [, before] = [month, earlier(month, 1, calendar)];
  if (month.to <= nowAt) return month;
  return before.to <= nowAt ? before : earlier(month, 2, calendar);
}

/**
 * The month that a person names; without a name the last that is over. Throws UsageError for what is no month, and for one that is not
 * over: part of a month beside a whole one would look like a fall.
 */
export function monthOf(text: string | undefined, nowAt: Instant, calendar: Calendar): CalendarMonth {
  const last = lastOver(nowAt, calendar);
  if (text === undefined) return last;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new UsageError('month is written like 2026-10');
  const month = calendarMonth(text, calendar);
  if (month.to > nowAt)
    throw new UsageError(`${nameOf(month)} is not over; the last month that is over is ${last.id} (${nameOf(last)})`);
  return month;
}
