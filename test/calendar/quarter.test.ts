import { describe, expect, it } from 'vitest';
import {
  endOfDate,
  endOfDayAfter,
  quarterName,
  quarterNamed,
  quarterOf,
  weekdayOf,
} from '../../exporter/calendar/quarter.ts';

const at = (text: string): number => Date.parse(text);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('a quarter', () => {
  // Berlin: an hour ahead in winter, two in summer.
  const first = span('2025-12-31T23:00Z', '2026-03-31T22:00Z');
  const second = span('2026-03-31T22:00Z', '2026-06-30T22:00Z');
  const fourth = span('2026-09-30T22:00Z', '2026-12-31T23:00Z');
  it.each([
    ['2025-12-31T23:00Z', first],
    ['2026-02-14T12:00Z', first],
    ['2026-03-31T21:59:59.999Z', first],
    ['2026-03-31T22:00Z', second],
    ['2026-06-30T21:59:59.999Z', second],
    ['2026-09-30T22:00Z', fourth],
    ['2026-12-31T22:59:59.999Z', fourth],
  ])('of Berlin that holds %s is known to the millisecond', (text, quarter) => {
    expect(quarterOf(at(text), 'Europe/Berlin')).toEqual(quarter);
  });
  it('of the third kind has July, August and September', () => {
    for (const month of ['07-01', '08-15', '09-30'])
      expect(quarterOf(at(`2026-${month}T12:00Z`), 'UTC')).toEqual(span('2026-07-01T00:00Z', '2026-10-01T00:00Z'));
  });
  it('begins elsewhere at another instant', () => {
    const instant = at('2026-04-01T03:00Z');
    expect(quarterOf(instant, 'America/New_York')).toEqual(span('2026-01-01T05:00Z', '2026-04-01T04:00Z'));
    expect(quarterOf(instant, 'Asia/Kolkata')).toEqual(span('2026-03-31T18:30Z', '2026-06-30T18:30Z'));
  });
  it('begins with its first day, even where that has no midnight', () => {
    // Asunción put its clocks forward on 2017-10-01 from 00:00 to 01:00, which is 04:00 UTC.
    expect(quarterOf(at('2017-10-01T04:00Z'), 'America/Asuncion').from).toBe(at('2017-10-01T04:00Z'));
    expect(quarterOf(at('2017-10-01T04:00Z') - 1, 'America/Asuncion').to).toBe(at('2017-10-01T04:00Z'));
  });
});

describe('a date', () => {
  it('is over when the next one begins in the zone', () => {
    expect(endOfDate('2026-12-31', 'UTC')).toBe(at('2027-01-01T00:00Z'));
    expect(endOfDate('2026-12-31', 'America/New_York')).toBe(at('2027-01-01T05:00Z'));
    // The day before clocks go forward in Berlin, and the day on which they do: 23 hours.
    expect(endOfDate('2026-03-28', 'Europe/Berlin')).toBe(at('2026-03-28T23:00Z'));
    expect(endOfDate('2026-03-29', 'Europe/Berlin')).toBe(at('2026-03-29T22:00Z'));
  });
});

describe('a weekday', () => {
  it('is counted from Monday 1 to Sunday 7', () => {
    // 2026-04-06 is a Monday.
    const days = [6, 7, 8, 9, 10, 11, 12].map((day) => weekdayOf(Date.UTC(2026, 3, day), 'UTC'));
    expect(days).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it('is the one of the zone', () => {
    const midnight = at('2026-04-09T14:00Z'); // Friday begins in Sydney, 10 hours ahead by then
    expect([weekdayOf(midnight - 1, 'Australia/Sydney'), weekdayOf(midnight, 'Australia/Sydney')]).toEqual([4, 5]);
    expect(weekdayOf(midnight, 'UTC')).toBe(4);
  });
});

describe('the name of a quarter', () => {
  it('is its year and number where it is asked for', () => {
    const newYear = at('2025-12-31T23:00Z');
    expect([quarterName(newYear - 1, 'Europe/Berlin'), quarterName(newYear, 'Europe/Berlin')]).toEqual(['2025-Q4', '2026-Q1']); // prettier-ignore
    expect(quarterName(newYear, 'UTC')).toBe('2025-Q4');
    expect(['03-31', '04-01', '09-30', '10-01'].map((day) => quarterName(at(`2026-${day}T12:00Z`), 'UTC'))).toEqual([
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
      '2026-Q4',
    ]);
  });
  it('stands for its span, and nothing else does', () => {
    expect(quarterNamed('2026-Q1', 'Europe/Berlin')).toEqual(span('2025-12-31T23:00Z', '2026-03-31T22:00Z'));
    expect(quarterNamed('2026-Q4', 'UTC')).toEqual(span('2026-10-01T00:00Z', '2027-01-01T00:00Z'));
    for (const name of ['2026-Q5', '2026-Q0', '26-Q1', '2026Q1', ' 2026-Q1', ''])
      expect(quarterNamed(name, 'UTC')).toBe(undefined);
  });
});

describe('the end of a day so many days later', () => {
  it('is a local midnight, also over a change of clocks', () => {
    // 1 April, 00:00 in Berlin is 22:00 UTC; the 14th ends at 22:00 UTC of the 14th. In March an hour is lost in between.
    expect(endOfDayAfter(at('2026-03-31T22:00Z'), 13, 'Europe/Berlin')).toBe(at('2026-04-14T22:00Z'));
    expect(endOfDayAfter(at('2026-03-25T23:00Z'), 13, 'Europe/Berlin')).toBe(at('2026-04-08T22:00Z'));
    expect(endOfDayAfter(at('2026-01-01T00:00Z'), 13, 'UTC')).toBe(at('2026-01-15T00:00Z'));
  });
});
