import { describe, expect, it } from 'vitest';
import { retroActionItemsDoneRatio } from '../../../exporter/metrics/learning/retro-action-items-done-ratio.ts';
import { retroActionItems } from '../../../exporter/metrics/learning/retro-action-items.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { at, bot, Organisation, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

type Given = Partial<WorkItemOf>;
const labels = ['retro-action', 'team:web'];
/** Due on Monday, day 7: the end of the day is day 8 at 00:00. */
const due = 'Due: 2026-01-12';
const assigned = (when: number): WorkItemEvent => ({ type: 'assigned', at: when, assignee: user('ann') });
const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const reopened = (when: number): WorkItemEvent => ({ type: 'reopened', at: when });

/** Action items of web, opened on day 0 at 00:00. */
function organisation(...given: readonly Given[]): Organisation {
  const made = new Organisation();
  given.forEach((one, index) => made.workItem({ number: index + 1, labels, ...one }));
  return made;
}
const states = ['open', 'overdue', 'unowned', 'undated', 'done'];
const counts = (made: Organisation, asOf: number, team = 'web') =>
  states.map((label) => measured(made, retroActionItems, asOf, { label, team }));

describe('action items of retros', () => {
  it('are open from when they are written, and done from when they are closed', () => {
    const made = organisation({ body: due, events: [assigned(at(0)), closed(at(3)), reopened(at(4)), closed(at(5))] });
    expect([at(0), at(0) + 1, at(3), at(3) + 1, at(4), at(4) + 1, at(5) + 1].map((asOf) => counts(made, asOf))).toEqual(
      [
        [0, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 1],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
      ],
    );
  });
  it('are overdue strictly after the end of the due date, as long as they are open', () => {
    const made = organisation({ body: due, events: [assigned(at(0)), closed(at(10))] });
    const overdue = (asOf: number) => counts(made, asOf)[1];
    expect([overdue(at(8)), overdue(at(8) + 1), overdue(at(10)), overdue(at(10) + 1)]).toEqual([0, 1, 1, 0]);
  });
  it('are not overdue any more when their date is moved, until the new one is past', () => {
    const dues = [
      { at: at(0), on: '2026-01-12' },
      { at: at(9), on: '2026-01-15' },
    ];
    const made = organisation({ dues });
    // 15 January is day 10: its end is day 11.
    expect([at(9), at(9) + 1, at(11), at(11) + 1].map((asOf) => counts(made, asOf)[1])).toEqual([1, 0, 0, 1]);
  });
  it('are unowned while no person is assigned, and undated while there is no date; all at once if so', () => {
    const made = organisation(
      { events: [assigned(at(2)), { type: 'unassigned', at: at(4), assignee: user('ann') }] },
      { body: due, events: [{ type: 'assigned', at: at(0), assignee: bot('helper') }] },
    );
    expect([at(2), at(2) + 1, at(4) + 1, at(8) + 1].map((asOf) => counts(made, asOf))).toEqual([
      [2, 0, 2, 1, 0],
      [2, 0, 1, 1, 0],
      [2, 0, 2, 1, 0],
      [2, 1, 2, 1, 0],
    ]);
  });
  it('are undated where the date is none, of no other kind, and 0 where there are none', () => {
    expect(counts(organisation({ body: 'Due: soon' }), at(9))).toEqual([1, 0, 1, 1, 0]);
    expect(leftOut(organisation({ body: 'Due: soon' }), retroActionItems, at(9), { label: 'undated' })).toEqual(['acme/app#1: due_is_no_date']); // prettier-ignore
    expect(leftOut(organisation({}), retroActionItems, at(9), { label: 'undated' })).toEqual([]);
    expect(counts(organisation({ labels: ['improvement', 'team:web'] }), at(9))).toEqual([0, 0, 0, 0, 0]);
    const made = organisation({ labels: ['retro-action'] });
    expect([counts(made, at(9)), counts(made, at(9), 'all'), counts(made, at(9), 'unattributed')]).toEqual([
      [0, 0, 0, 0, 0],
      [1, 0, 1, 1, 0],
      [1, 'no_facts', 1, 1, 'no_facts'],
    ]);
  });
  it('are left out, and said so, where their labels contradict each other', () => {
    const made = organisation({ labels: [...labels, 'team:core'] });
    expect(counts(made, at(9))).toEqual([0, 0, 0, 0, 0]);
    expect(leftOut(made, retroActionItems, at(9), { label: 'open' })).toEqual(['acme/app#1: labels_contradict']);
  });
});

describe('the share of action items that were done', () => {
  const done = (made: Organisation, asOf: number, window: '28d' | '90d' = '28d') =>
    share(made, retroActionItemsDoneRatio, asOf, { window });
  it('asks from when one is due on, and counts it done whenever it is closed', () => {
    const made = organisation({ body: due, events: [closed(at(10))] });
    expect([at(8), at(8) + 1, at(10), at(10) + 1].map((asOf) => done(made, asOf))).toEqual([
      'no_facts',
      '0/1',
      '0/1',
      '1/1',
    ]);
    // Due at day 8, done at day 10: in 28 days up to day 38, for it was done in them.
    expect([done(made, at(36) + 1), done(made, at(38)), done(made, at(38) + 1)]).toEqual(['1/1', '1/1', 'no_facts']);
  });
  it('counts one once that was done before it was due, as long as either is in the window', () => {
    const made = organisation({ body: due, events: [closed(at(2))] });
    expect([at(2), at(2) + 1, at(8) + 1, at(30) + 1, at(36), at(36) + 1].map((asOf) => done(made, asOf))).toEqual([
      'no_facts',
      '1/1',
      '1/1',
      '1/1',
      '1/1',
      'no_facts',
    ]);
  });
  it('takes a done one back when it is reopened', () => {
    const made = organisation({ body: due, events: [closed(at(2)), reopened(at(4)), closed(at(12))] });
    expect([at(4), at(4) + 1, at(8) + 1, at(12) + 1].map((asOf) => done(made, asOf))).toEqual([
      '1/1',
      'no_facts',
      '0/1',
      '1/1',
    ]);
  });
  it('asks by the date that holds: put off before its end it is not due, moved afterwards it was', () => {
    // Due at day 8; 12 February is day 38: its end is day 39.
    const movedAt = (when: number): Organisation =>
      organisation({ body: 'Due: 2026-02-12', dues: [{ at: at(0), on: '2026-01-12' }, { at: when, on: '2026-02-12' }], events: [closed(at(30))] }); // prettier-ignore
    const asked = [at(8) + 1, at(9), at(30), at(30) + 1, at(39) + 1];
    expect(asked.map((asOf) => done(movedAt(at(8)), asOf))).toEqual(['no_facts', 'no_facts', 'no_facts', '1/1', '1/1']);
    expect(asked.map((asOf) => done(movedAt(at(8) + 1), asOf))).toEqual(['0/1', '0/1', '0/1', '1/1', '1/1']);
    // 28 days from day 8 on it has left the window, as it did where the date stood.
    const open = organisation({ dues: [{ at: at(0), on: '2026-01-12' }, { at: at(9), on: null }] }); // prettier-ignore
    expect([done(open, at(36)), done(open, at(36) + 1)]).toEqual(['0/1', 'no_facts']);
  });
  it('leaves out what was given up by its date, with the reason, and not what was given up afterwards', () => {
    const givenUp = (when: number): Organisation =>
      organisation({ body: due, events: [{ type: 'closed', at: when, givenUp: 'duplicate' }] });
    expect([done(givenUp(at(8)), at(9)), done(givenUp(at(8) + 1), at(9))]).toEqual(['no_facts', '0/1']);
    expect(leftOut(givenUp(at(8)), retroActionItemsDoneRatio, at(9))).toEqual(['acme/app#1: duplicate']);
    expect(leftOut(givenUp(at(8) + 1), retroActionItemsDoneRatio, at(9))).toEqual([]);
  });
  it('asks nothing of one without a date that is open; done, it counts', () => {
    const made = organisation({}, { events: [closed(at(3))] });
    expect(done(made, at(20))).toBe('1/1');
  });
  it('leaves out what is no date, done or not, and says so', () => {
    const made = organisation({ body: 'Due: 2026-02-30', events: [closed(at(3))] });
    expect(done(made, at(20))).toBe('no_facts');
    expect(leftOut(made, retroActionItemsDoneRatio, at(20))).toEqual(['acme/app#1: due_is_no_date']);
  });
  it('is 4 of 5 where one of five is late', () => {
    const four = [1, 2, 3, 4].map((day) => ({ body: due, events: [closed(at(day))] }));
    expect(done(organisation(...four, { body: due }), at(9))).toBe('4/5');
  });
});
