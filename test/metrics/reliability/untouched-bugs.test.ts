import { describe, expect, it } from 'vitest';
import { oldestUntouchedCustomerBugSeconds } from '../../../exporter/metrics/reliability/oldest-untouched-customer-bug-seconds.ts';
import { at, Organisation } from '../../history/organisation.ts';
import { measured } from '../measured.ts';

const hourSeconds = 3_600;

describe('the most neglected bug of a customer', () => {
  const made = new Organisation();
  const labels = ['customer-bug', 'team:web'];
  made.workItem({ number: 1, labels, events: [{ type: 'commented', at: at(0, 3) }, { type: 'closed', at: at(0, 8) }] }); // prettier-ignore
  made.workItem({ number: 2, labels, createdAt: at(0, 2), events: [{ type: 'closed', at: at(0, 9) }] });
  made.workItem({ number: 3, labels: ['tech-debt', 'team:web'] });
  const hours = (asOf: number, team = 'web') => {
    const seconds = measured(made, oldestUntouchedCustomerBugSeconds, asOf, { team });
    return typeof seconds === 'number' ? seconds / hourSeconds : seconds;
  };
  it('is the open one to which nothing has happened for longest', () => {
    // At 03:00 the first waits since 00:00; then it is touched, and the second waits since 02:00.
    expect([at(0), at(0, 1), at(0, 3), at(0, 4), at(0, 9)].map((asOf) => hours(asOf))).toEqual([
      'no_facts',
      1,
      3,
      2,
      7,
    ]);
    expect(hours(at(0, 9) + 1)).toBe('no_facts');
    expect(hours(at(0, 4), 'core')).toBe('no_facts');
    expect(hours(at(0, 4), 'all')).toBe(2);
  });
});
