import { describe, expect, it } from 'vitest';
import { Guardrails } from '../../exporter/guardrails/guardrails.ts';
import { isAsked } from '../../exporter/guardrails/targets.ts';
import { numbersOf, read } from '../governance/numbers-of.ts';
import { at, Organisation } from '../history/organisation.ts';

const target = { metric: 'platform_requests_target', team: '', label: '' };
/** Day 0 is 5 January 2026: the second quarter begins on day 86, 1 April, and ends with 30 June, day 176. */
const [begins, ends] = [Date.parse('2026-04-01T00:00:00Z'), Date.parse('2026-07-01T00:00:00Z')];

/** So many requests open since day 0, of which some are closed an hour after the quarter began; `late` come then. */
function organisation(
  { open, closed = 0, late = 0 }: { open: number; closed?: number; late?: number },
  dueAt: number | null = null,
) {
  const made = new Organisation({ targets: { dueAt, baselines: {} } });
  const labels = ['platform-request'];
  for (let number = 1; number <= open; number += 1) {
    const closedAt = number <= closed ? begins + 3_600_000 : null;
    const events = closedAt === null ? [] : [{ type: 'closed' as const, at: closedAt }];
    made.workItem({ number, createdAt: at(0), labels, closedAt, events });
  }
  for (let number = 1; number <= late; number += 1) made.workItem({ number: 100 + number, createdAt: begins, labels });
  return made;
}

describe('the target of the queue', () => {
  it('is half of what was open when the quarter began, whatever came and went since', () => {
    // 7 are open; the two that come at the very start come after it.
    const numbers = numbersOf(organisation({ open: 7, closed: 5, late: 2 }));
    expect(read(numbers, target, begins)).toBe(3.5);
    expect(read(numbers, target, ends - 1)).toBe(3.5);
    // The next quarter begins with 7 − 5 + 2 = 4.
    expect(read(numbers, target, ends)).toBe(2);
    // Before day 0 there was none.
    expect(read(numbers, target, begins - 1)).toBe(0);
  });
  it('is nobody’s to say where issues were not read so far back', () => {
    const numbers = numbersOf(organisation({ open: 7 }), begins + 1);
    expect(read(numbers, target, ends - 1)).toBe('incomplete');
  });
  it('is that of the quarter of a date of its own, after the date as well', () => {
    const numbers = numbersOf(organisation({ open: 6, closed: 5 }, ends));
    expect(read(numbers, target, ends + 86_400_000)).toBe(3);
  });
  it('says what it is half of', () => {
    const numbers = numbersOf(organisation({ open: 5 }));
    const { facts } = numbers.explainDerived(target, { from: ends - 1, to: ends - 1, asOf: ends - 1 })!;
    expect(facts.map(({ title, at, value }) => [title, at, value])).toEqual([
      ['Open when the quarter began', begins, 5],
    ]);
  });
});

describe('the promise of the queue', () => {
  const standing = (given: Parameters<typeof organisation>[0], asOf: number) => {
    const made = organisation(given, ends);
    const guardrails = new Guardrails(made.config, numbersOf(made));
    const one = guardrails.standings(asOf).find(({ line }) => line.id === 'platform_requests')!;
    return { state: one.verdict.state, isAsked: isAsked(one, made.config) };
  };
  it('is kept by half, and broken by one more', () => {
    // 8 at the start: 4 are half.
    expect(standing({ open: 8, closed: 4 }, ends).state).toBe('within');
    expect(standing({ open: 8, closed: 3 }, ends).state).toBe('breached');
    // 7 at the start: 3 are less than half, 4 are more.
    expect(standing({ open: 7, closed: 4 }, ends).state).toBe('within');
    expect(standing({ open: 7, closed: 3 }, ends).state).toBe('breached');
  });
  it('is asked from its date on', () => {
    expect(standing({ open: 8 }, ends - 1).isAsked).toBe(false);
    expect(standing({ open: 8 }, ends).isAsked).toBe(true);
  });
});
