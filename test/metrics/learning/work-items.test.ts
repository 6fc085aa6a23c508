import { describe, expect, it } from 'vitest';
import { blockedWorkItems } from '../../../exporter/metrics/learning/blocked-work-items.ts';
import { staleWorkItems } from '../../../exporter/metrics/learning/stale-work-items.ts';
import { weeklyUpdateTimestampSeconds } from '../../../exporter/metrics/learning/weekly-update-timestamp-seconds.ts';
import { customerBugs } from '../../../exporter/metrics/reliability/customer-bugs.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import { Organisation, at, user } from '../../history/organisation.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { leftOut, measured } from '../measured.ts';

const organisation = (...items: readonly Partial<WorkItemOf>[]): Organisation => {
  const made = new Organisation();
  items.forEach((item, index) => made.workItem({ number: index + 1, ...item }));
  return made;
};
const labeled = (label: string, instant: number): WorkItemEvent => ({ type: 'labeled', at: instant, label });
const unlabeled = (label: string, instant: number): WorkItemEvent => ({ type: 'unlabeled', at: instant, label });

describe('customer bugs', () => {
  const bug = (createdAt: number, ...labels: string[]) => ({ createdAt, labels: ['customer-bug', ...labels] });
  it('count where they were opened: from the beginning of the window, to before its end', () => {
    const made = organisation(bug(at(2), 'team:web'), bug(at(10), 'team:web'), bug(at(10), 'team:core'), {
      createdAt: at(10),
      labels: ['bug', 'team:web'],
    });
    const webAt = (asOf: number) => measured(made, customerBugs, asOf);
    // 28 days: day 2 is in the window up to day 30, inclusive; an event counts strictly after its instant.
    expect([webAt(at(2)), webAt(at(2) + 1), webAt(at(10) + 1), webAt(at(30)), webAt(at(30) + 1)]).toEqual([
      0, 1, 2, 2, 1,
    ]);
    expect(measured(made, customerBugs, at(11), { team: 'all' })).toBe(3);
    expect(measured(made, customerBugs, at(60))).toBe(0);
  });
  it('belong to the team of the assigned person where no label says more, else to nobody', () => {
    const made = organisation({ ...bug(at(1)), assignees: [user('cat')] }, bug(at(1)));
    const of = (team: string) => measured(made, customerBugs, at(5), { team });
    expect([of('core'), of('web'), of('unattributed'), of('all')]).toEqual([1, 0, 1, 2]);
  });
  it('leave out what its labels contradict, and say so', () => {
    const made = organisation(bug(at(1), 'team:web', 'team:core'));
    expect(measured(made, customerBugs, at(5), { team: 'all' })).toBe(0);
    expect(leftOut(made, customerBugs, at(5))).toEqual(['acme/app#1: labels_contradict']);
  });
  it('are absent where no issues are read', () => {
    const made = new Organisation({ workItems: null });
    expect(measured(made, customerBugs, at(5))).toBe('not_configured');
  });
});

describe('stale work', () => {
  it('is in progress, open, and untouched for more than five working days', () => {
    // Opened Monday 00:00 (day 0). Touched Wednesday 12:00 (day 2.5): Thursday and Friday are two and a half days by
    // Saturday 00:00; Monday, Tuesday and half of Wednesday are the other two and a half: Wednesday 12:00, day 9.5.
    const touched = at(2, 12);
    const item = { labels: ['team:web'], events: [labeled('in progress', at(1)), labeled('P1', touched)] };
    const made = organisation(item, { ...item, events: [labeled('P1', touched)] });
    expect(measured(made, staleWorkItems, at(9, 12))).toBe(0);
    expect(measured(made, staleWorkItems, at(9, 12) + 1)).toBe(1);
    expect(measured(made, staleWorkItems, at(9, 12) + 1, { team: 'core' })).toBe(0);
  });
  it('ends with the next touch, with the label, and with the close', () => {
    const staleUntil = (last: WorkItemEvent) => {
      const events = [labeled('in progress', at(0)), last];
      const made = organisation({ labels: ['team:web'], events });
      return [measured(made, staleWorkItems, at(10)), measured(made, staleWorkItems, at(10) + 1)];
    };
    // Monday to Friday are five working days: stale after Monday 00:00 (day 7).
    expect(staleUntil({ type: 'commented', at: at(10) })).toEqual([1, 0]);
    expect(staleUntil({ type: 'closed', at: at(10) })).toEqual([1, 0]);
    expect(staleUntil(unlabeled('in progress', at(10)))).toEqual([1, 0]);
  });
});

describe('blocked work', () => {
  it('is counted by its age in working days, ages overlapping', () => {
    // Blocked Thursday 06:00 (day 3): one day on Friday 06:00, two on Monday 06:00 (day 7), three on Tuesday 06:00 (day 8).
    const made = organisation({ labels: ['team:web'], events: [labeled('blocked', at(3, 6))] });
    const ages = (asOf: number) => ['1d', '2d', '3d'].map((label) => measured(made, blockedWorkItems, asOf, { label }));
    expect(ages(at(4, 6))).toEqual([0, 0, 0]);
    expect(ages(at(4, 6) + 1)).toEqual([1, 0, 0]);
    expect(ages(at(7, 6))).toEqual([1, 0, 0]);
    expect(ages(at(7, 6) + 1)).toEqual([1, 1, 0]);
    expect(ages(at(8, 6) + 1)).toEqual([1, 1, 1]);
  });
  it('begins anew when it was free in between, and ends with the label', () => {
    const events = [labeled('blocked', at(0)), unlabeled('blocked', at(2, 12)), labeled('blocked', at(2, 13))];
    const made = organisation({ labels: ['team:web'], events });
    const twoDays = (asOf: number) => measured(made, blockedWorkItems, asOf, { label: '2d' });
    // Two days on Wednesday 00:00, free at 12:00; again from 13:00: two days on Friday 13:00.
    expect([at(2), at(2) + 1, at(2, 12), at(2, 12) + 1, at(4, 13), at(4, 13) + 1].map(twoDays)).toEqual([
      0, 1, 1, 0, 0, 1,
    ]);
  });
});

describe('the weekly update', () => {
  it('is as old as the last that the team opened before the instant', () => {
    const update = (createdAt: number, name: string) => ({ createdAt, labels: ['weekly-update', `team:${name}`] });
    const made = organisation(update(at(4), 'web'), update(at(11), 'web'), update(at(12), 'core'));
    const last = (asOf: number, team = 'web') => measured(made, weeklyUpdateTimestampSeconds, asOf, { team });
    expect(last(at(11) + 1)).toBe(at(11) / 1_000);
    expect(last(at(11))).toBe(at(4) / 1_000);
    expect(last(at(4))).toBe('no_facts');
    expect(last(at(20), 'core')).toBe(at(12) / 1_000);
  });
});
