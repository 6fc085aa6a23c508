import { describe, expect, it } from 'vitest';
import { actionItems } from '../../exporter/assessment/action-items.ts';
import type { WorkItemOf } from '../history/organisation.ts';
import { at, hour, Organisation, team, user } from '../history/organisation.ts';

const labels = ['improvement', 'team:web'];
const web = team('web');
const describeItem = (id: string) => ({ title: id, url: null });
/** Number of the issue, whether somebody has it, and its due date, as of an instant. */
function items(asOf: number, ...given: readonly Partial<WorkItemOf>[]) {
  const made = new Organisation();
  given.forEach((one, index) => made.workItem({ number: index + 1, labels, ...one }));
  return actionItems(made.history(), web, asOf, describeItem)?.map(({ title, isOwned, dueOn }) => [title.split('#')[1], isOwned, dueOn]); // prettier-ignore
}

describe('the action items of an assessment', () => {
  it('are the open improvements of the team, by their dates, and say what each lacks', () => {
    expect(
      items(
        at(3),
        { body: 'Due: 2026-02-20', events: [{ type: 'assigned', at: at(0), assignee: user('ann') }] },
        {},
        { body: 'Due: 2026-02-10' },
        { labels: ['improvement', 'team:core'] },
        { labels: ['tech-debt', 'team:web'] },
        { body: 'Due: next week' },
      ),
    ).toEqual([
      ['3', false, '2026-02-10'],
      ['1', true, '2026-02-20'],
      ['2', false, null],
      ['6', false, null],
    ]);
  });
  it('are as they were: opened strictly before, not closed strictly before', () => {
    const closed = { events: [{ type: 'closed', at: at(2) }] } as const;
    expect([at(0), at(0) + 1, at(2), at(2) + 1].map((asOf) => items(asOf, closed)!.length)).toEqual([0, 1, 1, 0]);
    const owned = (asOf: number) =>
      items(asOf, { events: [{ type: 'assigned', at: at(1, 9), assignee: user('ann') }] })![0]![1];
    expect([owned(at(1, 9)), owned(at(1, 9) + 1)]).toEqual([false, true]);
  });
  it('leave out what nobody can say whose it is', () => {
    expect(items(at(3), { labels: ['improvement', 'team:web', 'team:core'] })).toEqual([]);
  });
  it('have the last day on which they are in time, where the team works', () => {
    // 10 February ends in Berlin at 23:00 UTC of the same day.
    const made = new Organisation({ teams: [{ ...web, workingTime: { ...web.workingTime, zone: 'Europe/Berlin' } }] });
    made.workItem({ number: 1, labels, body: 'Due: 2026-02-10' });
    const berlin = made.config.teams[0]!;
    expect(actionItems(made.history(), berlin, at(0, 1), describeItem)![0]!.dueOn).toBe('2026-02-10');
  });
  it('are not known where no issues are read', () => {
    const made = new Organisation({ workItems: null });
    expect(actionItems(made.history(), web, at(0) + hour, describeItem)).toBe(null);
  });
});
