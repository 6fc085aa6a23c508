import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../exporter/calendar/business-time.ts';
import { earlier, monthOf, nameOf } from '../../report/month/calendar-month.ts';
import { utcOfficeHours } from '../history/organisation.ts';

const berlin = createCalendar({ ...utcOfficeHours, zone: 'Europe/Berlin' });
const auckland = createCalendar({ ...utcOfficeHours, zone: 'Pacific/Auckland' });
const instant = (text: string): number => Date.parse(text);

describe('the month of a deck', () => {
  it('ends and begins at midnight of the organisation, on both sides of a clock change', () => {
    const october = monthOf('2026-10', instant('2026-11-10T00:00:00Z'), berlin);
    // Summer time ended on 25 October: it began at 22:00 UTC and ended at 23:00.
    expect(october).toEqual({
      id: '2026-10',
      from: instant('2026-09-30T22:00:00Z'),
      to: instant('2026-10-31T23:00:00Z'),
    });
    expect(nameOf(october)).toBe('October 2026');
  });

  it('is the last that is over where none is named: from the very instant of its end', () => {
    const id = (now: string, calendar = berlin): string => monthOf(undefined, instant(now), calendar).id;
    expect(id('2026-10-31T22:59:59Z')).toBe('2026-09');
    expect(id('2026-10-31T23:00:00Z')).toBe('2026-10');
    expect(id('2026-11-01T00:00:00Z')).toBe('2026-10');
    // In Auckland October was over at 11:00 UTC of its 31st.
    expect(id('2026-10-31T10:59:59Z', auckland)).toBe('2026-09');
    expect(id('2026-10-31T11:00:00Z', auckland)).toBe('2026-10');
    expect(id('2027-01-15T00:00:00Z')).toBe('2026-12');
  });

  it('is refused while it is not over, and says which one is', () => {
    const ask = () => monthOf('2026-11', instant('2026-11-30T22:59:59Z'), berlin);
    expect(ask).toThrow('November 2026 is not over; the last month that is over is 2026-10 (October 2026)');
    expect(monthOf('2026-11', instant('2026-11-30T23:00:00Z'), berlin).id).toBe('2026-11');
  });

  it.each(['october', '2026-13', '2026-00', '2026-1', '2026-10-01', ''])(
    'is written like 2026-10, and not %o',
    (text) => {
      expect(() => monthOf(text, instant('2026-11-10T00:00:00Z'), berlin)).toThrow('written like 2026-10');
    },
  );

  it('knows the months before it, over the end of a year', () => {
    const february = monthOf('2026-02', instant('2026-11-10T00:00:00Z'), berlin);
    expect([0, 1, 2, 14].map((months) => earlier(february, months, berlin).id)).toEqual([
      '2026-02',
      '2026-01',
      '2025-12',
      '2024-12',
    ]);
  });
});
