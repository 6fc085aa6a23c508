import { describe, expect, it } from 'vitest';
import { sparkline } from '../../exporter/exposition/sparkline.ts';

const say = (value: number): string => `${value} h`;
const weeks = (...values: readonly (number | null)[]): readonly (number | null)[] => [
  ...Array<null>(13 - values.length).fill(null),
  ...values,
];

describe('a sparkline', () => {
  it('says in words what it draws', () => {
    const svg = sparkline(Array<number>(13).fill(4), 2, null, say);
    expect(svg).toContain('role="img" aria-label="13 weeks: from 4 h to 2 h, lowest 2 h, highest 4 h"');
    // 13 ends of weeks and now: one line of 14 points.
    expect(svg.match(/[ML]\d/g)).toHaveLength(14);
  });
  it('leaves a gap where there was no number, and says at how many instants', () => {
    const svg = sparkline(weeks(3, null, 5), 6, null, say);
    expect(svg).toContain('; no number at 11 of 14 instants');
    // The 3 stands alone as a dot, 5 and 6 are a line.
    expect(svg).toMatch(/d="M[\d.]+ [\d.]+h0M[\d.]+ [\d.]+L[\d.]+ [\d.]+"/);
  });
  it('draws a measured zero', () => {
    expect(sparkline(weeks(0), 0, null, say)).toContain('from 0 h to 0 h');
  });
  it('draws nothing of nothing', () => {
    expect(sparkline(weeks(), null, 4, say)).toBe('<span class="fine">no number in 13 weeks</span>');
  });
  it('has what is asked as a dashed line, at its place between the numbers', () => {
    // From 2.5 at the top (10) to 19.5 at the bottom (0): 5 is in the middle, at 11.
    expect(sparkline(weeks(0), 10, 5, say)).toContain('<path class="limit" d="M0 11.0H84"/>');
    expect(sparkline(weeks(0), 10, null, say)).not.toContain('limit');
  });
  it('ends in a dot only where there is a number now', () => {
    expect(sparkline(weeks(1, 2), null, null, say)).not.toContain('<circle');
  });
});
