import { describe, expect, it } from 'vitest';
import { outcomesOfDomain } from '../../exporter/governance/outcome-names.ts';
import { isNoise } from '../../exporter/governance/without-outcome.ts';
import type { Change } from '../../exporter/governance/outcomes.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import { at, Organisation, team } from '../history/organisation.ts';
import { numbersOf, read } from './numbers-of.ts';

const series = (label: string, window: '28d' | '90d' = '28d') => ({ metric: 'outcome_change_ratio', team: '', label, window }); // prettier-ignore
/** As of day 56 the window is days 28 to 56, the one before days 0 to 28. */
const asOf = at(56);
const bugs = (made: Organisation, ...days: readonly number[]): void =>
  days.forEach((day) => void made.workItem({ number: 100 + day, labels: ['customer-bug'], createdAt: at(day) }));

describe('the change of an outcome', () => {
  it('is what it has become of what it was in the window before: half open, both', () => {
    const made = new Organisation();
    // 4 in [0, 28), 3 in [28, 56): −1/4. Day 56 is the future.
    bugs(made, 0, 1, 2, 27, 28, 29, 55, 56);
    const numbers = numbersOf(made);
    expect(read(numbers, series('customer_trust'), asOf)).toBe(-0.25);
    expect(numbers.at(series('customer_trust'), { from: at(28), to: asOf, asOf })).toMatchObject({ numerator: -1, denominator: 4 }); // prettier-ignore
  });
  it('is absent where there was nothing before, and where nobody read so far back', () => {
    const made = new Organisation();
    bugs(made, 28, 40);
    expect(read(numbersOf(made), series('customer_trust'), asOf)).toBe('no_facts');
    const late = new Organisation();
    bugs(late, 1, 40);
    expect(read(numbersOf(late, at(0, 1)), series('customer_trust'), asOf)).toBe('incomplete');
    expect(read(numbersOf(late, at(0)), series('customer_trust'), asOf)).toBe(0);
  });
  it('is −1 where there is nothing any more: measured, not absent', () => {
    const made = new Organisation();
    bugs(made, 3, 4);
    expect(read(numbersOf(made), series('customer_trust'), asOf)).toBe(-1);
  });
  it('of incidents counts those of every priority; that of the restore their mean', () => {
    const made = new Organisation();
    made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2'] });
    // Before: P1 of 2 h and one without a priority of 4 h: mean 3 h. Now: P2 of 1 h, P1 of 2 h, P2 of 3 h: mean 2 h.
    made.incident({ createdAt: at(1), resolvedAt: at(1, 2) });
    made.incident({ createdAt: at(2), resolvedAt: at(2, 4), priority: null });
    made.incident({ createdAt: at(30), resolvedAt: at(30, 1), priority: 'P2' });
    made.incident({ createdAt: at(31), resolvedAt: at(31, 2) });
    made.incident({ createdAt: at(32), resolvedAt: at(32, 3), priority: 'P2' });
    const numbers = numbersOf(made);
    expect(read(numbers, series('incidents'), asOf)).toBe(0.5);
    expect(read(numbers, series('mttr'), asOf)).toBe((2 - 3) / 3);
  });
  it('of incidents needs no priorities', () => {
    const made = new Organisation();
    made.put({ kind: 'priorities', id: 'account', names: [] });
    made.incident({ createdAt: at(1), resolvedAt: at(1, 2), priority: null });
    expect(read(numbersOf(made), series('incidents'), asOf)).toBe(-1);
  });
  it('of on-call load divides pages by the engineers at the end of each window, each person once', () => {
    // Ann is in both teams: two engineers up to day 28; eve joins at day 40: three.
    const members = (...more: readonly object[]) => [{ github: 'ann', pagerduty: 'PD-ANN' }, ...more] as never;
    const teams = [
      team('web', { members: members({ github: 'bob', pagerduty: 'PD-BOB' }) }),
      team('core', { members: members({ github: 'eve', fromAt: at(40) }) }),
    ];
    const made = new Organisation({ teams });
    const page = (id: string, day: number) => {
      const notify = { id: `${id}n`, type: 'notify', at: at(day, 1), user: 'PD-ANN', channel: 'push' } as const;
      const trigger = { id: `${id}t`, type: 'trigger', at: at(day), user: null, channel: null } as const;
      made.incident({ id, createdAt: at(day), entries: [trigger, notify] });
    };
    for (const [id, day] of [['A', 1], ['B', 2], ['C', 30], ['D', 31], ['E', 32]] as const) page(id, day); // prettier-ignore
    // 2 pages ÷ 2 engineers = 1 before; 3 ÷ 3 = 1 now.
    expect(read(numbersOf(made), series('on_call_load'), asOf)).toBe(0);
    // As of day 40 at 00:00 eve has not joined: the windows end on days 40 and 12. 3 ÷ 2 against 2 ÷ 2.
    expect(read(numbersOf(made), series('on_call_load'), at(40))).toBe(0.5);
  });
  it('leads to what stands behind both windows', () => {
    const made = new Organisation();
    bugs(made, 1, 30, 31);
    const behind = numbersOf(made).explainDerived(series('customer_trust'), { from: at(28), to: asOf, asOf });
    expect(behind?.facts.map(({ title, value, at: when }) => [title, value, when])).toEqual([
      ['Bugs that customers reported, in the window', 2, asOf],
      ['Bugs that customers reported, in the window before', 1, at(28)],
    ]);
    expect(behind?.facts[1]?.url).toBe(
      'http://clockspeed.example/explain?metric=customer_bugs&team=all&window=28d&asOf=2026-02-02T00:00:00.000Z',
    );
  });
});

describe('activity without outcome', () => {
  const change = (value: Value): Change => ({ outcome: 'mttr', now: value, before: value, change: value }); // prettier-ignore
  const [better, same, worse] = [-0.001, 0, 0.2].map((value) => change({ value })) as [Change, Change, Change];
  const [none, stale, off] = (['no_facts', 'stale', 'not_configured'] as const).map((absent) => change({ absent })) as [Change, Change, Change]; // prettier-ignore
  it.each([
    ['nothing got better', [same, worse], 1],
    ['one got better', [worse, better], 0],
    ['one got better, and another is unknown', [stale, better], 0],
    ['none that is known got better, and another is unknown', [worse, stale], 'stale'],
    ['there was nothing before in one, and another got worse', [none, off, worse], 1],
    ['there was nothing before in any', [none, off], 'no_facts'],
  ])('where something was done and %s: %s', (_, changes, expected) => {
    const value = isNoise({ value: 2 }, changes);
    expect('value' in value ? value.value : value.absent).toBe(expected);
  });
  it('is not where nothing was done, nor known where nobody knows what was', () => {
    expect(isNoise({ value: 0 }, [worse])).toEqual({ value: 0 });
    expect(isNoise({ absent: 'incomplete' }, [better])).toEqual({ absent: 'incomplete' });
  });
  it('is told of a domain by its own outcomes', () => {
    const made = new Organisation();
    const done = (number: number, domain: string) =>
      made.workItem({ number, labels: ['improvement', `domain:${domain}`], events: [{ type: 'closed', at: at(40) }] });
    done(1, 'customer-trust');
    done(2, 'operational-excellence');
    bugs(made, 1, 30, 31); // 1 before, 2 now: worse
    const numbers = numbersOf(made);
    const noise = (label: string, when = asOf) =>
      read(numbers, { metric: 'improvement_without_outcome', team: '', label, window: '28d' }, when);
    expect(noise('customer_trust')).toBe(1);
    expect(noise('operational_excellence')).toBe('no_facts'); // it is not held against bugs, and nothing else happened
    expect(noise('security')).toBe(0); // nothing was done
    expect(noise('customer_trust', at(40))).toBe(0); // closed at that very instant
  });
  it('is judged of each domain by two outcomes or three, each with a reason', () => {
    for (const { outcomes, reason } of Object.values(outcomesOfDomain)) {
      expect(new Set(outcomes).size).toBe(outcomes.length);
      expect([2, 3]).toContain(outcomes.length);
      expect(reason).toMatch(/^[A-Z].*\.$/);
    }
  });
});
