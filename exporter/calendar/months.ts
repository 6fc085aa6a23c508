import { Temporal } from 'temporal-polyfill';
import type { Instant, Span } from '../records/index.ts';

const startOf = (date: Temporal.PlainDate, zone: string): Instant => date.toZonedDateTime(zone).epochMilliseconds;

/** The last so many calendar months of a zone that are over at an instant, oldest first, each half-open. */
export function monthsOver(at: Instant, zone: string, count: number): readonly Span[] {
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const current = Temporal.PlainDate.from({ year, month, day: 1 });
  const starts = Array.from({ length: count + 1 }, (_, index) =>
    startOf(current.subtract({ months: count - index }), zone),
  );
  return starts.slice(1).map((to, index) => ({ from: starts[index]!, to }));
}

/** `October 2026`: the month of a zone that holds an instant. */
export const monthName = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: zone }).format(at);
