import { describe, expect, it } from 'vitest';
import { directionOf, gotBetter } from '../../exporter/governance/direction.ts';
import type { Outcome } from '../../exporter/governance/outcome-names.ts';
import type { Change } from '../../exporter/governance/outcomes.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import { at, Organisation } from '../history/organisation.ts';
import { numbersOf } from './numbers-of.ts';

const count = (value: number): Value => ({ value });
const share = (numerator: number, denominator: number): Value => ({ value: numerator / denominator, numerator, denominator }); // prettier-ignore
const mean = (value: number, samples: number): Value => ({ value, samples });
const change = (outcome: Outcome, now: Value, before: Value): Change => ({ outcome, now, before, change: count(0) });
const direction = (outcome: Outcome, now: Value, before: Value) => directionOf(change(outcome, now, before));

describe('the direction of a count', () => {
  it.each([
    // 12 − 4 = 8 = 2·√16; 13 − 4 = 9 > 2·√17 = 8.25.
    [12, 4, 'unclear'],
    [13, 4, 'worse'],
    [4, 12, 'unclear'],
    [4, 13, 'better'],
    // 4 − 0 = 2·√4; 5 − 0 > 2·√5 = 4.47.
    [0, 4, 'unclear'],
    [0, 5, 'better'],
    [1, 2, 'unclear'],
    [7, 7, 'same'],
    [0, 0, 'same'],
  ] as const)('that is %i after %i is %s', (now, before, expected) => {
    expect(direction('incidents', count(now), count(before))).toBe(expected);
    expect(direction('customer_trust', count(now), count(before))).toBe(expected);
  });
});

describe('the direction of a share', () => {
  it.each([
    // 0.05 against 2·√(0.075·0.925·(1/20 + 1/20)) = 0.167
    [share(1, 20), share(2, 20), 'unclear'],
    // 0.08 against 2·√(0.06·0.94 ÷ 50) = 0.0672; 0.07 against 2·√(0.075·0.925 ÷ 50) = 0.0745
    [share(2, 100), share(10, 100), 'better'],
    [share(4, 100), share(11, 100), 'unclear'],
    [share(10, 100), share(2, 100), 'worse'],
  ] as const)('%j after %j is %s', (now, before, expected) => {
    expect(direction('change_failure', now, before)).toBe(expected);
  });
  it('of pages minds how many share them', () => {
    // 4 after 5 an engineer: 1 against 2·√(40 ÷ 100 + 40 ÷ 64) = 2.02. 4 after 8: 4 against 2·√(40 + 80) ÷ 10 = 2.19.
    expect(direction('on_call_load', share(40, 10), share(40, 8))).toBe('unclear');
    expect(direction('on_call_load', share(40, 10), share(80, 10))).toBe('better');
    expect(direction('on_call_load', share(40, 10), share(80, 20))).toBe('same');
  });
});

describe('the direction of a time to restore', () => {
  it('is clear from a fifth on, of ten incidents or more in both', () => {
    // 6,000 s · 1.2 = 7,200 s
    expect(direction('mttr', mean(6_000, 10), mean(7_200, 10))).toBe('unclear');
    expect(direction('mttr', mean(5_999, 10), mean(7_200, 10))).toBe('better');
    expect(direction('mttr', mean(7_201, 10), mean(6_000, 10))).toBe('worse');
    expect(direction('mttr', mean(5_999, 9), mean(7_200, 10))).toBe('unclear');
    expect(direction('mttr', mean(5_999, 10), mean(7_200, 9))).toBe('unclear');
  });
});

describe('a direction', () => {
  it('is not known where one of both is not', () => {
    expect(direction('incidents', { absent: 'stale' }, count(4))).toBeNull();
    expect(direction('incidents', count(4), { absent: 'no_facts' })).toBeNull();
  });
  it('of a domain is that of the outcomes that it is held against', () => {
    const better = change('incidents', count(4), count(13));
    expect([gotBetter('reliability', [better]), gotBetter('developer_productivity', [better])]).toEqual([true, false]);
    expect(gotBetter('reliability', [change('incidents', count(4), count(12))])).toBe(false);
  });
  it('changes no number: what is less by chance is less', () => {
    const made = new Organisation();
    const closed = { type: 'closed', at: at(40) } as const;
    made.workItem({ number: 1, labels: ['improvement', 'domain:customer-trust'], events: [closed] });
    // Two bugs before, one now.
    for (const day of [1, 2, 30]) made.workItem({ number: 100 + day, labels: ['customer-bug'], createdAt: at(day) });
    const { effects } = numbersOf(made).governance.report(at(56));
    const { done, noise, isBetter } = effects[0]!.domains.find(({ domain }) => domain === 'customer_trust')!;
    expect([done, noise, isBetter]).toMatchObject([{ value: 1 }, { value: 0 }, false]);
  });
});
