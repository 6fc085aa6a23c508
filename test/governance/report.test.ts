import { describe, expect, it } from 'vitest';
import { at, hour, Organisation } from '../history/organisation.ts';
import { numbersOf, read } from './numbers-of.ts';

describe('the report of governance', () => {
  const made = new Organisation();
  made.put({ kind: 'priorities', id: 'account', names: ['P1'] });
  made.workItem({ number: 1, labels: ['improvement', 'domain:security', 'team:web'], events: [{ type: 'closed', at: at(3) }] }); // prettier-ignore
  made.workItem({ number: 2, labels: ['improvement', 'team:core'], createdAt: at(4) });
  made.workItem({ number: 3, labels: ['governance-review', 'review:weekly-delivery', 'team:web'], events: [{ type: 'closed', at: at(2) }] }); // prettier-ignore
  made.pullRequest({ number: 9, mergedAt: at(5), labels: ['tech-debt'] });
  const numbers = numbersOf(made);
  const report = numbers.governance.report(at(6) + hour / 2);

  it('is of the whole hour, as the numbers are', () => {
    expect(report.asOf).toBe(at(6));
  });
  it('has teams in the order of the alphabet, with their weekly review', () => {
    expect(report.teams.map(({ name, review }) => [name, review.heldAt, review.skipped])).toEqual([
      ['core', null, { value: 1 }],
      ['web', at(2), { value: 0 }],
    ]);
  });
  it('has the backlog of each domain and of all', () => {
    const of = (domain: string) => report.backlog.find((one) => one.domain === domain)!;
    expect(of('security').items).toMatchObject({ open: { value: 0 }, unowned: { value: 0 } });
    expect(of('security').touched).toEqual({ value: at(3) / 1_000 });
    // The one without a domain: open, without owner, date or priority.
    expect(of('any').items).toMatchObject({ open: { value: 1 }, unowned: { value: 1 }, undated: { value: 1 }, unprioritised: { value: 1 }, deferred: { value: 0 } }); // prettier-ignore
  });
  it('says the very numbers that are exported', () => {
    const [month] = report.effects;
    expect(month?.capacity).toMatchObject({ numerator: 1, denominator: 1 });
    for (const { domain, done, noise } of month!.domains) {
      const told = (value: typeof done) => ('value' in value ? value.value : value.absent);
      expect(told(done)).toBe(read(numbers, { metric: 'improvements_done', team: '', label: domain, window: '28d' }, at(6))); // prettier-ignore
      expect(told(noise)).toBe(read(numbers, { metric: 'improvement_without_outcome', team: '', label: domain, window: '28d' }, at(6))); // prettier-ignore
    }
    expect(report.reviews.map(({ review }) => review)).not.toContain('weekly_delivery');
    const skipped = report.reviews.reduce((sum, one) => sum + ('value' in one.skipped ? one.skipped.value : 0), 0);
    expect(skipped).toBe(read(numbers, { metric: 'governance_review_overdue', team: 'all', label: 'any' }, at(6)));
  });
});
