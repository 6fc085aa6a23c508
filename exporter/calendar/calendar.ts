import type { Instant, Span } from '../records/index.ts';

/**
 * Working time of one team (or the organisation). All durations are whole milliseconds.
 * *Business* time: inside working intervals. *Working days* time: whole local days that are working days (24 h clock; weekends
 * and holidays stand still).
 */
export interface Calendar {
  readonly zone: string;
  /** Business milliseconds in [from, to). */
  businessMs(from: Instant, to: Instant): number;
  /** Milliseconds in [from, to) on local dates that have working hours (a date's whole day counts). */
  workingDayMs(from: Instant, to: Instant): number;
  /** The LAST instant at which the business time since `from` equals `ms`. */
  businessDeadline(from: Instant, ms: number): Instant;
  /** The LAST instant at which the working-day time since `from` equals `ms`. */
  workingDayDeadline(from: Instant, ms: number): Instant;
  /** Σ over local dates of (business time of the date inside [from, to) ÷ business time of the date). */
  businessDays(from: Instant, to: Instant): number;
  /** The LAST instant at which `businessDays(from, t)` equals `days`. */
  businessDayDeadline(from: Instant, days: number): Instant;
  /** Outside working intervals. */
  isOffHours(at: Instant): boolean;
  /** 22:00–08:00 local, half-open, every day. */
  isSleepHours(at: Instant): boolean;
  /** Start and end of a calendar month in this zone. `month` is `YYYY-MM`. */
  month(month: string): Span;
}
