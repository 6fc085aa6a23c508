import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../exporter/calendar/business-time.ts';
import type { WorkingTime } from '../../exporter/config/config.ts';

const nineToFive = [{ from: 540, to: 1_020 }];
const weekdays = { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive };
const working = (zone: string, more: Partial<WorkingTime> = {}): WorkingTime => ({
  zone,
  hours: weekdays,
  holidays: [],
  ...more,
});
const at = (text: string): number => Date.parse(text);
const hourMs = 3_600_000;
const utc = createCalendar(working('UTC'));
const berlin = createCalendar(working('Europe/Berlin', { holidays: ['2026-12-25'] }));

describe('business time', () => {
  it('starts on Monday at nine for what was ready on Friday at six in the evening', () => {
    // 2026-11-20 is a Friday.
    expect(utc.businessMs(at('2026-11-20T18:00Z'), at('2026-11-23T09:00Z'))).toBe(0);
    expect(utc.businessMs(at('2026-11-20T18:00Z'), at('2026-11-23T10:30Z'))).toBe(1.5 * hourMs);
  });
  it('gives a review on Saturday 0 s', () => {
    expect(utc.businessMs(at('2026-11-20T17:00Z'), at('2026-11-21T11:00Z'))).toBe(0);
  });
  it('is half-open: 09:00 is inside, 17:00 is not', () => {
    expect(utc.isOffHours(at('2026-11-20T08:59:59.999Z'))).toBe(true);
    expect(utc.isOffHours(at('2026-11-20T09:00Z'))).toBe(false);
    expect(utc.isOffHours(at('2026-11-20T16:59:59.999Z'))).toBe(false);
    expect(utc.isOffHours(at('2026-11-20T17:00Z'))).toBe(true);
  });
  it('leaves holidays and weekends out', () => {
    // Thu 24 Dec 16:00 Berlin → Mon 28 Dec 10:00 Berlin: 1 h on Thursday, none on the 25th (holiday) and the weekend, 1 h on Monday.
    expect(berlin.businessMs(at('2026-12-24T15:00Z'), at('2026-12-28T09:00Z'))).toBe(2 * hourMs);
    expect(berlin.isOffHours(at('2026-12-25T10:00Z'))).toBe(true);
  });
  it('follows the wall clock across the change to summer time', () => {
    // Berlin goes from UTC+1 to UTC+2 on Sunday 29 March 2026: Friday works 08–16 UTC, Monday 07–15 UTC.
    expect(berlin.businessMs(at('2026-03-27T15:00Z'), at('2026-03-30T08:00Z'))).toBe(1 * hourMs + 1 * hourMs);
  });
  it('lasts on a changed day what it really lasts', () => {
    const sunday = { hours: { 7: [{ from: 0, to: 1_440 }] } };
    const spring = createCalendar(working('Europe/Berlin', sunday));
    // 29 March has 23 hours, 25 October has 25.
    expect(spring.businessMs(at('2026-03-28T12:00Z'), at('2026-03-30T12:00Z'))).toBe(23 * hourMs);
    expect(spring.businessMs(at('2026-10-24T12:00Z'), at('2026-10-26T12:00Z'))).toBe(25 * hourMs);
  });
  it('knows zones east and west', () => {
    const [auckland, losAngeles] = [
      createCalendar(working('Pacific/Auckland')),
      createCalendar(working('America/Los_Angeles')),
    ];
    // Fri 20 Nov 2026 20:30Z is Sat 09:30 in Auckland (UTC+13) and Fri 12:30 in Los Angeles (UTC−8).
    expect([auckland.isOffHours(at('2026-11-20T20:30Z')), losAngeles.isOffHours(at('2026-11-20T20:30Z'))]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a deadline', () => {
  it('is the last instant at which the time is not used up', () => {
    // 4 h from Friday 13:00 are used up at 17:00 and still at Monday 09:00, the last such instant.
    const deadline = utc.businessDeadline(at('2026-11-20T13:00Z'), 4 * hourMs);
    expect(deadline).toBe(at('2026-11-23T09:00Z'));
    expect(utc.businessMs(at('2026-11-20T13:00Z'), deadline)).toBe(4 * hourMs);
    expect(utc.businessMs(at('2026-11-20T13:00Z'), deadline + 1)).toBe(4 * hourMs + 1);
  });
  it('lies inside the day where the time ends there', () => {
    expect(utc.businessDeadline(at('2026-11-20T09:30Z'), 4 * hourMs)).toBe(at('2026-11-20T13:30Z'));
  });
  it('counts whole working days of 24 h, weekends standing still', () => {
    // Fri 18:00 + 24 h on working days = Mon 18:00; ready on Saturday the clock starts with Monday: end of Monday, which is Tuesday 00:00.
    expect(utc.workingDayDeadline(at('2026-11-20T18:00Z'), 24 * hourMs)).toBe(at('2026-11-23T18:00Z'));
    expect(utc.workingDayDeadline(at('2026-11-21T12:00Z'), 24 * hourMs)).toBe(at('2026-11-24T00:00Z'));
    expect(utc.workingDayMs(at('2026-11-20T18:00Z'), at('2026-11-23T18:00Z'))).toBe(24 * hourMs);
    // Thursday 24:00 is reached on Friday at 00:00; Friday 24:00 stands still until Monday 00:00.
    expect(utc.workingDayDeadline(at('2026-11-20T00:00Z'), 24 * hourMs)).toBe(at('2026-11-23T00:00Z'));
  });
  it('of one business day ends at the same hour of the next working date', () => {
    expect(utc.businessDayDeadline(at('2026-11-19T15:20Z'), 1)).toBe(at('2026-11-20T15:20Z'));
    expect(utc.businessDayDeadline(at('2026-11-20T15:20Z'), 1)).toBe(at('2026-11-23T15:20Z'));
    // Merged on Saturday, or on Friday after hours: due when Monday is over; that lasts until Tuesday 09:00.
    expect(utc.businessDayDeadline(at('2026-11-21T12:00Z'), 1)).toBe(at('2026-11-24T09:00Z'));
    expect(utc.businessDayDeadline(at('2026-11-20T20:00Z'), 1)).toBe(at('2026-11-24T09:00Z'));
  });
});

describe('business days', () => {
  it('are 20 in four weeks', () => {
    expect(utc.businessDays(at('2026-11-02T00:00Z'), at('2026-11-30T00:00Z'))).toBe(20);
    expect(utc.businessDays(at('2026-11-02T12:00Z'), at('2026-11-30T12:00Z'))).toBe(20); // 5/8 of a day missing, 3/8 … of another there
  });
  it('take a started date by its share', () => {
    // Friday 09–13 is 4 of 8 hours.
    expect(utc.businessDays(at('2026-11-20T00:00Z'), at('2026-11-20T13:00Z'))).toBe(0.5);
    expect(utc.businessDays(at('2026-11-20T13:00Z'), at('2026-11-23T11:00Z'))).toBe(0.5 + 0.25);
  });
  it('weigh a short Friday like any other date', () => {
    const short = createCalendar(working('UTC', { hours: { ...weekdays, 5: [{ from: 540, to: 780 }] } }));
    expect(short.businessDays(at('2026-11-20T09:00Z'), at('2026-11-20T11:00Z'))).toBe(0.5); // 2 of 4 hours
  });
});

describe('sleep hours', () => {
  it('are from 22:00 up to 08:00 local, every day', () => {
    const sleeps = (text: string) => berlin.isSleepHours(at(text));
    expect([sleeps('2026-11-20T20:59:59.999Z'), sleeps('2026-11-20T21:00Z')]).toEqual([false, true]);
    expect([sleeps('2026-11-21T06:59:59.999Z'), sleeps('2026-11-21T07:00Z')]).toEqual([true, false]);
  });
});

describe('a month', () => {
  it('starts and ends by the wall clock of the zone', () => {
    // Berlin: March 2026 starts at UTC+1 and ends at UTC+2.
    expect(berlin.month('2026-03')).toEqual({ from: at('2026-02-28T23:00Z'), to: at('2026-03-31T22:00Z') });
  });
});

describe('laws of the calendar', () => {
  const lunch = { from: 540, to: 720 };
  const calendars = [
    utc,
    berlin,
    createCalendar(
      working('America/Los_Angeles', {
        hours: { ...weekdays, 3: [lunch, { from: 780, to: 1_080 }], 6: [{ from: 60, to: 180 }] },
      }),
    ),
  ];
  const instant = fc
    .integer({ min: at('2025-01-01T00:00Z') / 1_000, max: at('2027-12-31T00:00Z') / 1_000 })
    .map((s) => s * 1_000);
  const three = fc.tuple(instant, instant, instant).map((all) => all.sort((a, b) => a - b) as [number, number, number]);
  const calendar = fc.constantFrom(...calendars);

  it('every measure adds up over any split', () => {
    fc.assert(
      fc.property(calendar, three, (c, [a, b, d]) => {
        expect(c.businessMs(a, b) + c.businessMs(b, d)).toBe(c.businessMs(a, d));
        expect(c.workingDayMs(a, b) + c.workingDayMs(b, d)).toBe(c.workingDayMs(a, d));
        expect(c.businessDays(a, b) + c.businessDays(b, d)).toBeCloseTo(c.businessDays(a, d), 9);
      }),
    );
  });
  it('a deadline is the last instant with exactly that much time', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 0, max: 60 * 3_600 }), (c, from, seconds) => {
        const due = c.businessDeadline(from, seconds * 1_000);
        expect(c.businessMs(from, due)).toBe(seconds * 1_000);
        expect(c.businessMs(from, due + 1)).toBe(seconds * 1_000 + 1);
        const dueDay = c.workingDayDeadline(from, seconds * 1_000);
        expect(c.workingDayMs(from, dueDay)).toBe(seconds * 1_000);
        expect(c.workingDayMs(from, dueDay + 1)).toBe(seconds * 1_000 + 1);
        const oneDay = c.businessDayDeadline(from, 1);
        expect(c.businessDays(from, oneDay)).toBeLessThanOrEqual(1 + 1e-9);
        expect(c.businessDays(from, oneDay + 1)).toBeGreaterThan(1);
      }),
    );
  });
  it('business time equals a count of the minutes that are not off hours', () => {
    const minute = 60_000;
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 0, max: 6_000 }), (c, start, minutes) => {
        const from = start - (start % minute);
        let counted = 0;
        for (let m = 0; m < minutes; m += 1) if (!c.isOffHours(from + m * minute)) counted += 1;
        expect(c.businessMs(from, from + minutes * minute)).toBe(counted * minute);
      }),
      { numRuns: 40 },
    );
  });
});
