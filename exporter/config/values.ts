import { validate as isCron } from 'node-cron';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { endOfDate, isDate, startOfDate } from '../calendar/quarter.ts';
import type { WorkingTime } from './config.ts';

// The forms in which a person writes durations, dates, zones and working hours. A message says what would be right, after a bar.

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `90m`, `24h`, `14d` → milliseconds, more than 0. */
export const duration = z.string().transform((text, context) => {
  const match = /^(\d+)(m|h|d)$/.exec(text);
  const ms = match ? Number(match[1]) * unitMs[match[2] as keyof typeof unitMs] : 0;
  if (ms > 0) return ms;
  context.addIssue(`"${text}" is no duration|Write a number and m, h or d: "90m", "24h", "14d"`);
  return z.NEVER;
});

/** ISO date or instant with zone → milliseconds. A date is its start in UTC. */
export const instant = z.string().transform((text, context) => {
  const [, date] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  // Date.parse takes 30 February for 2 March.
  const at = date !== undefined && isDate(date) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  context.addIssue(`"${text}" is no instant|Write "2026-05-01" or "2026-05-01T12:00:00Z"`);
  return z.NEVER;
});

/** An instant, or a date `YYYY-MM-DD` that is left as it is, for where its day begins and ends says the zone of the organisation. */
const dateOrInstant = z.string().transform((text, context): number | string => {
  const parsed = instant.safeParse(text);
  if (!parsed.success) {
    context.addIssue(parsed.error.issues[0]!.message);
    return z.NEVER;
  }
  return text.length === 'YYYY-MM-DD'.length ? text : parsed.data;
});
/** What begins with a day, or at an instant. */
export const start = dateOrInstant;
/** What ends with a day, or at an instant. */
export const end = dateOrInstant;
export const startAt = (read: z.output<typeof start>, zone: string): number =>
  typeof read === 'string' ? startOfDate(read, zone) : read;
export const endAt = (read: z.output<typeof end>, zone: string): number =>
  typeof read === 'string' ? endOfDate(read, zone) : read;

export const localDate = z.string().superRefine((text, context) => {
  if (!isDate(text)) context.addIssue(`"${text}" is no date|Write "2026-12-25"`);
});

export const zone = z.string().superRefine((text, context) => {
  try {
    // Temporal also takes "+02:00" and whole dates with a zone; those change no clock and are no zone.
    if (/^[A-Za-z][\w+/-]*$/.test(text)) return void Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
  } catch {
    // falls through to the same message
  }
  context.addIssue(`"${text}" is no time zone|Use a name of the IANA list: "Europe/Berlin"`);
});

export const schedule = z.string().superRefine((text, context) => {
  if (!isCron(text)) context.addIssue(`"${text}" is no cron expression|Write five fields: "*/5 * * * *"`);
});

export const url = z.string().superRefine((text, context) => {
  if (!/^https?:\/\/[^\s/]/.test(text) || !URL.canParse(text))
    context.addIssue(`"${text}" is no http address|Write "https://…"`);
  else if (new URL(text).username || new URL(text).password)
    context.addIssue('has a name or a password in it|Sign in with a token; an address may appear in logs');
});

export const pattern = z.string().superRefine((text, context) => {
  try {
    new RegExp(text);
  } catch {
    context.addIssue(`"${text}" is no regular expression|See MDN, "Regular expressions"`);
  }
});

/** A path or glob of a repository. What could match nothing, or has no meaning, is refused here and not while history is built. */
export const pathGlob = z.string().superRefine((text, context) => {
  if (/^[/\s]*$/.test(text))
    context.addIssue('names no path|Write "app/" or "**/*.lock"; leave the list empty for everything');
  else if (text.includes('***')) context.addIssue(`"${text}" has no meaning|Write ** for any folders, * within one`);
  else if (text.startsWith('!')) context.addIssue(`"${text}" takes something out|List what belongs to it instead`);
});

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
type Hours = WorkingTime['hours'];
type Interval = { readonly from: number; readonly to: number };

/** `{ mon-fri: "09:00-17:00", sat: "10:00-12:00, 13:00-14:00" }` → minutes by ISO weekday. */
export const workingHours = z.record(z.string(), z.string()).transform((text, context): Hours => {
  const hours: Partial<Record<number, readonly Interval[]>> = {};
  for (const [days, intervals] of Object.entries(text)) {
    const [numbers, parsed] = [daysOf(days), intervalsOf(intervals)];
    if (!numbers)
      context.addIssue({
        code: 'custom',
        path: [days],
        message: `"${days}" is no weekday or range of them|Write "mon-fri" or "sat"`,
      });
    else if (!parsed)
      context.addIssue({
        code: 'custom',
        path: [days],
        message: `"${intervals}" are no hours in ascending order|Write "09:00-17:00", several with a comma`,
      });
    else
      for (const day of numbers) {
        if (hours[day])
          context.addIssue({
            code: 'custom',
            path: [days],
            message: `${weekdays[day - 1]} is given twice|Name each weekday once`,
          });
        hours[day] = parsed;
      }
  }
  if (Object.keys(text).length === 0) context.addIssue('no day has working hours|Name at least one: "mon-fri"');
  return hours as Hours;
});

function daysOf(text: string): readonly number[] | undefined {
  const [from, to] = text.split('-').map((day) => weekdays.indexOf(day) + 1);
  if (!from || to === 0 || text.split('-').length > 2) return undefined;
  const last = to ?? from;
  return last < from ? undefined : Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

function intervalsOf(text: string): readonly Interval[] | undefined {
  const intervals: Interval[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)\s*$/.exec(part);
    if (!match) return undefined;
    const [from, to] = [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])];
    if (to <= from || to > 1_440 || from < (intervals.at(-1)?.to ?? 0)) return undefined;
    intervals.push({ from, to });
  }
  return intervals;
}
