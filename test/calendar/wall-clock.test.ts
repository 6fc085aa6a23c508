import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../exporter/calendar/business-time.ts';
import type { WorkingTime } from '../../exporter/config/config.ts';

// A second way to the same numbers: every minute is asked for its wall clock by Intl, which shares no code with the calendar.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString();
const everyDay = (...intervals: { from: number; to: number }[]): WorkingTime['hours'] => ({
  ...{ 1: intervals, 2: intervals, 3: intervals, 4: intervals, 5: intervals, 6: intervals, 7: intervals },
});

interface WallClock {
  readonly date: string;
  readonly minute: number;
}
function wallClockOf(zone: string): (instant: number) => WallClock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => {
    const [date, time] = format.format(instant).split(' ') as [string, string];
    return { date, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) };
  };
}
function isWorkingMinute({ hours, holidays }: WorkingTime, { date, minute }: WallClock): boolean {
  const weekday = (((new Date(date).getUTCDay() + 6) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
  return !holidays.includes(date) && (hours[weekday] ?? []).some(({ from, to }) => from <= minute && minute < to);
}

/** Working times of zones whose clocks change at different hours, by different amounts, and one that changes never. */
const workingTimes: readonly WorkingTime[] = [
  { zone: 'Europe/Berlin', hours: everyDay({ from: 0, to: 60 }, { from: 90, to: 300 }), holidays: ['2026-03-30'] },
  { zone: 'America/New_York', hours: { 7: [{ from: 0, to: 1_440 }], 1: [{ from: 540, to: 1_020 }] }, holidays: [] },
  { zone: 'Australia/Lord_Howe', hours: everyDay({ from: 60, to: 240 }), holidays: ['2026-04-06'] }, // half an hour
  { zone: 'America/Santiago', hours: everyDay({ from: 60, to: 1_380 }), holidays: [] }, // changes at midnight
  { zone: 'Asia/Kolkata', hours: { 1: [{ from: 600, to: 1_110 }], 3: [{ from: 0, to: 1_440 }] }, holidays: [] },
];
/** Two weeks around each change of 2026, in which every minute is asked once. */
const periods = [
  ['2026-03-01T00:00Z', '2026-04-14T00:00Z'],
  ['2026-08-30T00:00Z', '2026-09-13T00:00Z'],
  ['2026-09-27T00:00Z', '2026-11-08T00:00Z'],
] as const;

describe.each(workingTimes.map((working) => [working.zone, working] as const))('in %s', (zone, working) => {
  const calendar = createCalendar(working);
  const clock = wallClockOf(zone);

  it.each(periods)('business time from %s to %s is what a count of wall-clock minutes gives', (from, to) => {
    let counted = 0;
    const wrong: string[] = [];
    for (let minute = at(from); minute < at(to); minute += minuteMs) {
      const isWorking = isWorkingMinute(working, clock(minute));
      if (calendar.isOffHours(minute) === isWorking) wrong.push(iso(minute));
      if (calendar.businessMs(at(from), minute) !== counted) wrong.push(iso(minute));
      if (isWorking) counted += minuteMs;
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
  it.each(periods)('people sleep from 22:00 up to 08:00 by the wall clock from %s to %s', (from, to) => {
    const wrong: string[] = [];
    for (let instant = at(from); instant < at(to); instant += 30 * minuteMs) {
      const { minute } = clock(instant);
      if (calendar.isSleepHours(instant) !== (minute < 480 || minute >= 1_320)) wrong.push(iso(instant));
    }
    expect(wrong).toEqual([]);
  });
});

describe('a clock that changes', () => {
  it('takes its lost hour out of the interval around it, and gives the gained one', () => {
    const berlin = createCalendar({ zone: 'Europe/Berlin', hours: everyDay({ from: 60, to: 240 }), holidays: [] });
    const hoursOf = (day: string) => berlin.businessMs(at(`${day}T00:00+01:00`), at(`${day}T23:00+01:00`)) / hourMs;
    // 01:00–04:00 is 3 h; on 29 March 2026 02:00 becomes 03:00, on 25 October 03:00 becomes 02:00.
    expect([hoursOf('2026-03-28'), hoursOf('2026-03-29'), hoursOf('2026-10-25')]).toEqual([3, 2, 4]);
  });
  it('swallows an interval that lies in its lost hour: such a date is no working date', () => {
    const sunday = { zone: 'Europe/Berlin', hours: { 7: [{ from: 120, to: 180 }] }, holidays: [] };
    const berlin = createCalendar(sunday);
    const [saturday, monday] = [at('2026-03-28T12:00Z'), at('2026-03-30T12:00Z')];
    expect(berlin.businessMs(saturday, monday)).toBe(0);
    expect(berlin.workingDayMs(saturday, monday)).toBe(0);
    expect(berlin.businessDays(saturday, monday)).toBe(0);
    // The next Sunday, 02:00–03:00 at UTC+2.
    expect(iso(berlin.businessDeadline(saturday, 0))).toBe('2026-04-05T00:00:00.000Z');
  });
  it('makes a working day of 23 or 25 hours', () => {
    const berlin = createCalendar({ zone: 'Europe/Berlin', hours: everyDay({ from: 540, to: 1_020 }), holidays: [] });
    expect(berlin.workingDayMs(at('2026-03-28T23:00Z'), at('2026-03-29T22:00Z'))).toBe(23 * hourMs);
    // 24 h from Saturday 28 March 12:00 (UTC+1) are Sunday 13:00 (UTC+2): the clock ran 24 h, the wall 25.
    expect(iso(berlin.workingDayDeadline(at('2026-03-28T11:00Z'), 24 * hourMs))).toBe('2026-03-29T11:00:00.000Z');
    expect(berlin.businessDays(at('2026-03-28T23:00Z'), at('2026-03-30T22:00Z'))).toBe(2);
  });
  it('may skip a whole date', () => {
    // Samoa went from the end of 29 December 2011 to 31 December, a Saturday.
    const apia = createCalendar({ zone: 'Pacific/Apia', hours: everyDay({ from: 540, to: 600 }), holidays: [] });
    const [from, to] = [at('2011-12-29T00:00-10:00'), at('2012-01-02T00:00+14:00')];
    expect(apia.businessMs(from, to)).toBe(3 * hourMs); // the 29th, the 31st and the 1st
    expect(apia.businessDays(from, to)).toBe(3);
    expect(iso(apia.businessDayDeadline(at('2011-12-29T09:30-10:00'), 1))).toBe(iso(at('2011-12-31T09:30+14:00')));
  });
});

describe('a calendar', () => {
  const utc = (): ReturnType<typeof createCalendar> =>
    createCalendar({ zone: 'UTC', hours: { 2: [{ from: 600, to: 660 }] }, holidays: [] });

  it('answers the same in whatever order it is asked, from 2000 to 2100', () => {
    // Tuesdays 10:00–11:00. Its table grows to both sides, by what is asked.
    const questions = [
      at('2026-01-01T00:00Z'),
      at('2099-06-01T00:00Z'),
      at('2000-03-01T00:00Z'),
      at('2050-01-01T00:00Z'),
    ];
    const shared = utc();
    for (const from of questions) {
      expect(shared.businessMs(from, from + 7 * 24 * hourMs)).toBe(hourMs);
      expect(shared.businessDeadline(from, 2 * hourMs)).toBe(utc().businessDeadline(from, 2 * hourMs));
    }
  });
  it('finds a deadline years ahead', () => {
    // 53 Tuesdays from Thu 1 January 2026: the first is the 6th, the 53rd is 5 January 2027; used up at its 11:00, the last such
    // instant is the start of the next.
    expect(iso(utc().businessDeadline(at('2026-01-01T00:00Z'), 53 * hourMs))).toBe('2027-01-12T10:00:00.000Z');
    // A year has 52.18 Tuesdays: 200 of them end in 2029.
    expect(iso(utc().businessDeadline(at('2026-01-01T00:00Z'), 200 * hourMs)).slice(0, 4)).toBe('2029');
  });
  it('refuses what is no instant, and does not search for ever where nobody works', () => {
    expect(() => utc().businessMs(Number.NaN, 0)).toThrow(RangeError);
    expect(() => utc().isOffHours(Infinity)).toThrow(RangeError);
    const nobody = createCalendar({ zone: 'UTC', hours: {}, holidays: [] });
    expect(() => nobody.businessDeadline(at('2026-01-01T00:00Z'), 0)).toThrow(RangeError);
    expect(nobody.businessMs(at('2026-01-01T00:00Z'), at('2026-02-01T00:00Z'))).toBe(0);
  });
  it('measures never less of a longer span', () => {
    const calendars = workingTimes.map(createCalendar);
    const instant = fc.integer({ min: at('2025-01-01T00:00Z'), max: at('2027-12-31T00:00Z') });
    fc.assert(
      fc.property(
        fc.constantFrom(...calendars),
        instant,
        fc.nat(40 * 24 * hourMs),
        fc.nat(5 * 24 * hourMs),
        (c, from, ms, more) => {
          const [to, later] = [from + ms, from + ms + more];
          expect(c.businessMs(from, later)).toBeGreaterThanOrEqual(c.businessMs(from, to));
          expect(c.workingDayMs(from, later)).toBeGreaterThanOrEqual(c.workingDayMs(from, to));
          expect(c.businessDays(from, later)).toBeGreaterThanOrEqual(c.businessDays(from, to) - 1e-9);
          expect(c.businessMs(from, to)).toBeLessThanOrEqual(c.workingDayMs(from, to));
          expect(c.workingDayMs(from, to)).toBeLessThanOrEqual(ms);
        },
      ),
    );
  });
});
