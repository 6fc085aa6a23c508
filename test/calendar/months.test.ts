import { describe, expect, it } from 'vitest';
import { monthName, monthsOver } from '../../exporter/calendar/months.ts';

const at = (text: string): number => Date.parse(text);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('the months that are over', () => {
  // Berlin: an hour ahead in winter, two from 29 March on.
  const february = span('2026-01-31T23:00Z', '2026-02-28T23:00Z');
  const march = span('2026-02-28T23:00Z', '2026-03-31T22:00Z');
  const april = span('2026-03-31T22:00Z', '2026-04-30T22:00Z');
  it('are known to the millisecond, in the zone', () => {
    expect(monthsOver(at('2026-04-30T21:59:59.999Z'), 'Europe/Berlin', 2)).toEqual([february, march]);
    expect(monthsOver(at('2026-04-30T22:00Z'), 'Europe/Berlin', 2)).toEqual([march, april]);
  });
  it('are the same whatever was asked before, for each zone and number of months', () => {
    const asked = [at('2026-04-30T21:59:59.999Z'), at('2026-04-30T22:00Z'), at('2026-04-30T21:59:59.999Z')];
    expect(asked.map((one) => monthsOver(one, 'Europe/Berlin', 1))).toEqual([[march], [april], [march]]);
    expect(monthsOver(asked[1]!, 'UTC', 1)).toEqual([span('2026-03-01T00:00Z', '2026-04-01T00:00Z')]);
    expect(monthsOver(asked[1]!, 'Europe/Berlin', 3)).toEqual([february, march, april]);
  });
  it('reach over the turn of the year, the one ending where the next begins', () => {
    const months = monthsOver(at('2026-03-15T00:00Z'), 'UTC', 6);
    expect(months.map(({ from }) => monthName(from, 'UTC'))).toEqual([
      'September 2025',
      'October 2025',
      'November 2025',
      'December 2025',
      'January 2026',
      'February 2026',
    ]);
    expect(months.slice(1).map(({ from }) => from)).toEqual(months.slice(0, -1).map(({ to }) => to));
  });
  it('are named as they are called there', () => {
    expect([monthName(march.from, 'Europe/Berlin'), monthName(march.from, 'UTC')]).toEqual([
      'March 2026',
      'February 2026',
    ]);
  });
});
