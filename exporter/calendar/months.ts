import { Temporal } from 'temporal-polyfill';
import type { Instant, Span } from '../records/index.ts';

const startOf = (date: Temporal.PlainDate, zone: string): Instant => date.toZonedDateTime(zone).epochMilliseconds;

/** What was last answered for each zone, and how long it holds: who judges day by day asks for the same months again and again. */
const lastAsked = new Map<string, { readonly holds: Span; readonly months: readonly Span[] }>();

/** The last so many calendar months of a zone that are over at an instant, oldest first, each half-open. */
export function monthsOver(at: Instant, zone: string, count: number): readonly Span[] {
  const key = `${zone} ${count}`;
  const last = lastAsked.get(key);
  if (last && last.holds.from <= at && at < last.holds.to) return last.months;
  const { year, month } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const current = Temporal.PlainDate.from({ year, month, day: 1 });
  const starts = Array.from({ length: count + 2 }, (_, index) => startOf(current.add({ months: index - count }), zone));
  const spans = starts.slice(1).map((to, index) => ({ from: starts[index]!, to }));
  const answer = { holds: spans.at(-1)!, months: spans.slice(0, -1) };
  lastAsked.set(key, answer);
  return answer.months;
}

/** `October 2026`: the month of a zone that holds an instant. */
export const monthName = (at: Instant, zone: string): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: zone }).format(at);
