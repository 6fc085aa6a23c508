import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levels } from '../../exporter/maturity/dimensions.ts';
import type { Level } from '../../exporter/maturity/dimensions.ts';
import { observedOf, rawLevel } from '../../exporter/maturity/level.ts';

const holding = (...at: readonly Level[]) => at.map((level) => ({ level, holds: true }));
const failing = (...at: readonly Level[]) => at.map((level) => ({ level, holds: false }));
const observedLevel = (readings: readonly Level[]): Level => observedOf(readings).levels.at(-1) ?? 1;
const days = (count: number, level: Level): readonly Level[] => Array.from({ length: count }, () => level);

describe('the raw level', () => {
  it('is the highest whose criteria, and those below, all hold', () => {
    expect(rawLevel([])).toBe(1);
    expect(rawLevel(holding(2))).toBe(2);
    expect(rawLevel(holding(2, 2, 3, 4, 5))).toBe(5);
    expect(rawLevel([...holding(2, 3, 3), ...failing(3)])).toBe(2);
    expect(rawLevel([...holding(2, 3, 4), ...failing(5)])).toBe(4);
  });
  it('skips no level, whatever holds above', () => {
    expect(rawLevel([...failing(2), ...holding(3, 4, 5)])).toBe(1);
    expect(rawLevel([...holding(2, 4, 5), ...failing(3)])).toBe(2);
  });
  it('is not gained by a level that asks for nothing', () => {
    expect(rawLevel(holding(2, 3, 5))).toBe(3);
  });
});

describe('the observed level', () => {
  it('starts at 1, and nothing is concluded from fewer than 14 readings', () => {
    expect(observedLevel([])).toBe(1);
    expect(observedLevel(days(13, 4))).toBe(1);
    expect(observedLevel(days(14, 4))).toBe(4);
  });
  it('rises to the lowest of the last 14', () => {
    expect(observedLevel([...days(13, 4), 2])).toBe(2);
    // The 2 is the 15th from the end: 14 days of 4 or more stand after it.
    expect(observedLevel([2, ...days(13, 4), 5])).toBe(4);
    expect(observedLevel([2, ...days(12, 4), 5])).toBe(2);
  });
  it('falls to the highest of the last 14', () => {
    // 13 days at 2 after the last 4: it stays. The 14th: it falls.
    expect(observedLevel([...days(14, 4), ...days(13, 2)])).toBe(4);
    expect(observedLevel([...days(14, 4), ...days(14, 2)])).toBe(2);
    expect(observedLevel([...days(14, 4), ...days(13, 2), 3])).toBe(3);
  });
  it('stays while readings swing around it', () => {
    const swinging = Array.from({ length: 60 }, (_, day): Level => (day % 2 === 0 ? 2 : 4));
    expect(observedLevel([...days(14, 3), ...swinging])).toBe(3);
  });
});

const level = fc.constantFrom(...levels);
const upper = fc.constantFrom(2, 3, 4, 5) as fc.Arbitrary<Level>;
const judged = fc.array(fc.record({ level: upper, holds: fc.boolean() }), { maxLength: 20 });

describe('as laws', () => {
  it('no level is skipped', () => {
    fc.assert(
      fc.property(judged, (criteria) => {
        const reached = rawLevel(criteria);
        expect(criteria.every((one) => one.level > reached || one.holds)).toBe(true);
      }),
    );
  });
  it('more that holds never lowers a level', () => {
    fc.assert(
      fc.property(judged, fc.nat(19), (criteria, index) => {
        const more = criteria.map((one, place) => (place === index ? { ...one, holds: true } : one));
        expect(rawLevel(more)).toBeGreaterThanOrEqual(rawLevel(criteria));
      }),
    );
  });
  it('higher readings never lower what is observed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(level, level), { maxLength: 60 }), (pairs) => {
        const lower = observedLevel(pairs.map(([a, b]) => Math.min(a, b) as Level));
        const higher = observedLevel(pairs.map(([a, b]) => Math.max(a, b) as Level));
        expect(higher).toBeGreaterThanOrEqual(lower);
      }),
    );
  });
  it('what is observed lies between the lowest and the highest of the last 14', () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 14, maxLength: 60 }), (readings) => {
        const last = readings.slice(-14);
        const observed = observedLevel(readings);
        expect(observed).toBeGreaterThanOrEqual(Math.min(...last));
        expect(observed).toBeLessThanOrEqual(Math.max(...last));
      }),
    );
  });
});
