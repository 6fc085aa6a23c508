import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../exporter/records/index.ts';

const local = (at: Instant, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** `Q4 2026` */
export function quarterName(at: Instant, zone: string): string {
  const { year, month } = local(at, zone);
  return `Q${Math.ceil(month / 3)} ${year}`;
}

/** The local date of an instant, `2026-10-31`. */
export const dateOf = (at: Instant, zone: string): string => local(at, zone).toPlainDate().toString();

/** The last local date before an instant: what ends at midnight ends the day before. */
export const endDateOf = (at: Instant, zone: string): string => dateOf(at - 1, zone);
