import { describe, expect, it } from 'vitest';
import { coverage } from '../../exporter/evaluation/coverage.ts';
import type { WorkItemOf } from '../history/organisation.ts';
import { at, Organisation } from '../history/organisation.ts';

/** The share that a link has, of these issues, 100 days after Monday: the 90 days before begin on day 10. */
function shares(...given: readonly Partial<WorkItemOf>[]) {
  const made = new Organisation();
  given.forEach((one, index) => made.workItem({ number: index + 1, createdAt: at(10), labels: ['improvement'], ...one })); // prettier-ignore
  const all = coverage(made.history(), at(100));
  return [all.get('work_item_labels'), all.get('work_item_due')];
}

describe('the coverage of issues', () => {
  it('tells of how many the labels agree, each once, whatever it is', () => {
    const contradicting = { labels: ['retro', 'improvement', 'team:web', 'team:core'] };
    expect(shares({}, {}, { labels: ['improvement', 'tech-debt'] }, contradicting)[0]).toBe(0.75);
  });
  it('tells of how many that say when they are due it is a date', () => {
    expect(shares({ body: 'Due: 2026-02-01' }, { body: 'Due: soon' }, {})[1]).toBe(0.5);
    expect(shares({ milestone: { title: 'M', dueOn: '2026-02-01' } })[1]).toBe(1);
    expect(shares({}, { labels: [], body: 'Due: soon' })).toEqual([1, undefined]);
  });
  it('is of the 90 days before, and absent over nothing', () => {
    const wrong = { labels: ['improvement', 'P1', 'P2'] };
    expect(shares({ ...wrong, createdAt: at(10) })[0]).toBe(0);
    expect(shares({ ...wrong, createdAt: at(10) - 1 })).toEqual([undefined, undefined]);
    expect(shares({ ...wrong, createdAt: at(100) - 1 })[0]).toBe(0);
    expect(shares({ ...wrong, createdAt: at(100) })).toEqual([undefined, undefined]);
  });
});
