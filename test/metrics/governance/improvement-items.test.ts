import { describe, expect, it } from 'vitest';
import { improvementItems } from '../../../exporter/metrics/governance/improvement-items.ts';
import { improvementTimestampSeconds } from '../../../exporter/metrics/governance/improvement-timestamp-seconds.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { at, Organisation, user } from '../../history/organisation.ts';
import { leftOut, measured } from '../measured.ts';

const labels = ['improvement', 'team:web', 'domain:security', 'P2'];
/** Due on Monday, day 7: the end of the day is day 8 at 00:00. */
const due = 'Due: 2026-01-12';
const assigned = (when: number): WorkItemEvent => ({ type: 'assigned', at: when, assignee: user('ann') });
const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const labelled = (when: number, label: string): WorkItemEvent => ({ type: 'labeled', at: when, label });
const unlabelled = (when: number, label: string): WorkItemEvent => ({ type: 'unlabeled', at: when, label });

/** Improvements of web in security with a priority, opened on day 0 at 00:00. */
function organisation(...given: readonly Partial<WorkItemOf>[]): Organisation {
  const made = new Organisation();
  given.forEach((one, index) => made.workItem({ number: index + 1, labels, ...one }));
  return made;
}
const states = ['open', 'overdue', 'unowned', 'undated', 'done', 'unprioritised', 'deferred'];
const counts = (made: Organisation, asOf: number, domain = 'any', team = 'web') =>
  states.map((state) => measured(made, improvementItems, asOf, { label: `${domain}/${state}`, team }));

describe('improvements', () => {
  it('are undated where their date is none, which is told', () => {
    const made = organisation({ body: 'Due: next Friday' });
    const asked = { label: 'any/undated' };
    expect(measured(made, improvementItems, at(9), asked)).toBe(1);
    expect(leftOut(made, improvementItems, at(9), asked)).toEqual(['acme/app#1: due_is_no_date']);
    expect(leftOut(organisation({ body: due }), improvementItems, at(9), asked)).toEqual([]);
  });
  it('stand under their domain and under any, and 0 stands under the others', () => {
    const made = organisation({ body: due, events: [assigned(at(0)), closed(at(3))] });
    expect([at(0), at(0) + 1, at(3), at(3) + 1].map((asOf) => counts(made, asOf, 'security'))).toEqual([
      [0, 0, 0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 1, 0, 0],
    ]);
    expect(counts(made, at(1))).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(counts(made, at(1), 'performance')).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(counts(made, at(1), 'any', 'all')).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(counts(made, at(1), 'any', 'core')).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
  it('are overdue, unowned, undated and unprioritised at once if so, while they are open', () => {
    const bare = { labels: ['improvement', 'team:web', 'domain:security'] };
    const made = organisation({ ...bare, body: due }, bare, { ...bare, events: [closed(at(1))] });
    // The first is late after day 8; the second has no date; none has an owner or a priority; the third is done.
    expect(counts(made, at(8), 'security')).toEqual([2, 0, 2, 1, 1, 2, 0]);
    expect(counts(made, at(8) + 1, 'security')).toEqual([2, 1, 2, 1, 1, 2, 0]);
  });
  it('have a priority from when a label gives one until it is taken away', () => {
    const made = organisation({
      labels: ['improvement', 'team:web'],
      events: [labelled(at(2), 'P3'), unlabelled(at(4), 'P3')],
    });
    const lacking = [at(2), at(2) + 1, at(4), at(4) + 1].map((asOf) => counts(made, asOf)[5]);
    expect(lacking).toEqual([1, 0, 0, 1]);
  });
  it('are deferred from the second time that their date is moved to a later one, until they are closed', () => {
    const dues = [
      { at: at(0), on: '2026-01-12' },
      { at: at(1), on: '2026-01-19' },
      { at: at(2), on: '2026-01-14' }, // to an earlier one: no deferral
      { at: at(3), on: '2026-01-26' },
    ];
    const made = organisation({ dues, events: [closed(at(5))] }, { dues: dues.slice(0, 3) });
    expect([at(3), at(3) + 1, at(5), at(5) + 1].map((asOf) => counts(made, asOf)[6])).toEqual([0, 1, 1, 0]);
  });
  it('without a domain stand under any alone, and move when the label of their domain does', () => {
    const made = organisation({
      labels: ['improvement', 'team:web'],
      events: [
        labelled(at(2), 'domain:security'),
        unlabelled(at(4), 'domain:security'),
        labelled(at(4), 'domain:performance'),
      ],
    });
    const open = (domain: string) => [at(2), at(2) + 1, at(4), at(4) + 1].map((asOf) => counts(made, asOf, domain)[0]);
    expect(open('any')).toEqual([1, 1, 1, 1]);
    expect(open('security')).toEqual([0, 1, 1, 0]);
    expect(open('performance')).toEqual([0, 0, 0, 1]);
  });
  it('are left out, and said so, where two domains contradict each other', () => {
    const made = organisation({ labels: [...labels, 'domain:performance'] });
    expect(counts(made, at(9))).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(leftOut(made, improvementItems, at(9), { label: 'any/open' })).toEqual(['acme/app#1: labels_contradict']);
  });
  it('are of no other kind', () => {
    expect(counts(organisation({ labels: ['tech-debt', 'team:web'] }), at(9))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('when a domain was last worked on', () => {
  const touched = (made: Organisation, asOf: number, label = 'security') =>
    measured(made, improvementTimestampSeconds, asOf, { team: '', label });
  it('is the last time that anything happened to an improvement of it, of whatever team', () => {
    const made = organisation({ events: [{ type: 'commented', at: at(3) }, closed(at(5))] }, { labels: ['improvement', 'team:core', 'domain:security'], createdAt: at(4) }); // prettier-ignore
    expect([at(0), at(0) + 1, at(3), at(3) + 1, at(4) + 1, at(5) + 1].map((asOf) => touched(made, asOf))).toEqual([
      'no_facts',
      at(0) / 1000,
      at(0) / 1000,
      at(3) / 1000,
      at(4) / 1000,
      at(5) / 1000,
    ]);
    expect(touched(made, at(9), 'performance')).toBe('no_facts');
  });
  it('belongs to the domain that it had then', () => {
    const made = organisation({
      labels: ['improvement'],
      events: [
        labelled(at(2), 'domain:security'),
        { type: 'commented', at: at(3) },
        unlabelled(at(4), 'domain:security'),
        labelled(at(5), 'domain:performance'),
        { type: 'commented', at: at(6) },
      ],
    });
    expect(touched(made, at(2))).toBe('no_facts');
    expect(touched(made, at(9))).toBe(at(4) / 1000);
    expect([at(5), at(6), at(9)].map((asOf) => touched(made, asOf, 'performance'))).toEqual([
      'no_facts',
      at(5) / 1000,
      at(6) / 1000,
    ]);
  });
});
