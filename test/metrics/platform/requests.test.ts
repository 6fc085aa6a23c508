import { describe, expect, it } from 'vitest';
import { platformRequestSeconds } from '../../../exporter/metrics/platform/platform-request-seconds.ts';
import { platformRequestsOpen } from '../../../exporter/metrics/platform/platform-requests-open.ts';
import { platformRequestsOverdue } from '../../../exporter/metrics/platform/platform-requests-overdue.ts';
import { platformTriageSlaMetRatio } from '../../../exporter/metrics/platform/platform-triage-sla-met-ratio.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { at, bot, Organisation, team, user, utcOfficeHours } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const reopened = (when: number): WorkItemEvent => ({ type: 'reopened', at: when });
const labeled = (when: number, label: string): WorkItemEvent => ({ type: 'labeled', at: when, label });

/** Requests of teams, opened on Monday (day 0) at 09:00. The platform team works from 09:00 to 17:00 UTC. */
function organisation(...given: readonly Partial<WorkItemOf>[]): Organisation {
  const made = new Organisation();
  given.forEach((one, index) =>
    made.workItem({ number: index + 1, createdAt: at(0, 9), labels: ['platform-request'], ...one }),
  );
  return made;
}
const all = { team: '' };
const open = (made: Organisation, asOf: number) => measured(made, platformRequestsOpen, asOf, all);
const overdue = (made: Organisation, asOf: number) => measured(made, platformRequestsOverdue, asOf, all);
const triaged = (made: Organisation, asOf: number) => share(made, platformTriageSlaMetRatio, asOf, all);

describe('requests to the platform team', () => {
  it('are open from their opening to their close, whoever asks, and 0 where nobody does', () => {
    const made = organisation({ events: [closed(at(2))] }, { labels: ['platform-request', 'team:web'] });
    expect([at(0, 9), at(0, 9) + 1, at(2), at(2) + 1].map((asOf) => open(made, asOf))).toEqual([0, 2, 2, 1]);
    expect(open(organisation({ labels: ['spec'] }), at(3))).toBe(0);
  });
  it('are overdue strictly after 14 days, closed in between or not', () => {
    const made = organisation({ events: [closed(at(3)), reopened(at(5)), closed(at(20))] });
    expect([at(14, 9), at(14, 9) + 1, at(20), at(20) + 1].map((asOf) => overdue(made, asOf))).toEqual([0, 1, 1, 0]);
    const late = organisation({ events: [closed(at(3)), reopened(at(16))] });
    expect([at(15), at(16), at(16) + 1].map((asOf) => overdue(late, asOf))).toEqual([0, 0, 1]);
  });
  it('take from the opening to the close that stands, nights and all', () => {
    // 2 d and 6 d: mean 4 d = 345,600 s; half-way 4 d.
    const made = organisation({ events: [closed(at(2, 9))] }, { events: [closed(at(6, 9))] });
    const seconds = (asOf: number, stat: 'mean' | 'p90' = 'mean') =>
      measured(made, platformRequestSeconds, asOf, { ...all, stat });
    expect([seconds(at(2, 9)), seconds(at(2, 9) + 1), seconds(at(7))]).toEqual(['no_facts', 172_800, 345_600]);
    // Between the closest ranks: 2 d + 0.9 × 4 d = 5.6 d.
    expect(seconds(at(7), 'p90')).toBe(483_840);
  });
  it('are not closed while they are reopened, and take longer by that', () => {
    const made = organisation({ events: [closed(at(2, 9)), reopened(at(3)), closed(at(5, 9))] });
    const seconds = (asOf: number) => measured(made, platformRequestSeconds, asOf, { ...all, stat: 'mean' });
    expect([at(3), at(3) + 1, at(5, 9) + 1].map(seconds)).toEqual([172_800, 'no_facts', 432_000]);
  });
  it('are left out, and said so, where their labels contradict each other', () => {
    const made = organisation({ labels: ['platform-request', 'P1', 'P2'] });
    expect(open(made, at(3))).toBe(0);
    expect(leftOut(made, platformRequestsOpen, at(3), all)).toEqual(['acme/app#1: labels_contradict']);
    expect(leftOut(made, platformTriageSlaMetRatio, at(5), all)).toEqual(['acme/app#1: labels_contradict']);
  });
});

describe('the triage of a request', () => {
  // Opened Monday 09:00: two business days are over on Tuesday at 17:00, and the last such instant is Wednesday 09:00.
  it('is in time up to the last instant of 2 business days, and late a moment later', () => {
    const by = (when: number) => triaged(organisation({ events: [labeled(when, 'P3')] }), at(9));
    expect([by(at(2, 9)), by(at(2, 9) + 1)]).toEqual(['1/1', '0/1']);
  });
  it('is decided when it is done, or when its time is over', () => {
    const made = organisation({ events: [labeled(at(1), 'P3')] });
    expect([triaged(made, at(1)), triaged(made, at(1) + 1)]).toEqual(['no_facts', '1/1']);
    const late = organisation({ events: [labeled(at(4), 'P3')] });
    expect([triaged(late, at(2, 9)), triaged(late, at(2, 9) + 1), triaged(late, at(5))]).toEqual([
      'no_facts',
      '0/1',
      '0/1',
    ]);
  });
  it.each<readonly [string, WorkItemEvent, string]>([
    ['a person', { type: 'assigned', at: at(1), assignee: user('ann') }, '1/1'],
    ['a priority', labeled(at(1), 'P4'), '1/1'],
    ['the beginning of the work', labeled(at(1), 'in progress'), '1/1'],
    ['what blocks it', labeled(at(1), 'blocked'), '1/1'],
    ['its close', closed(at(1)), '1/1'],
    ['no bot', { type: 'assigned', at: at(1), assignee: bot('helper') }, '0/1'],
    ['no comment', { type: 'commented', at: at(1) }, '0/1'],
    ['no other label', labeled(at(1), 'question'), '0/1'],
  ])('is by %s', (_, event, expected) => {
    expect(triaged(organisation({ events: [event] }), at(9))).toBe(expected);
  });
  it('is done at once where it was opened with what it asks for', () => {
    const made = organisation({ labels: ['platform-request', 'P2'] });
    expect([triaged(made, at(0, 9)), triaged(made, at(0, 9) + 1)]).toEqual(['no_facts', '1/1']);
  });
  it('waits for the working days of the platform team', () => {
    // Monday and Tuesday are holidays: two business days are Wednesday and Thursday, up to Friday 09:00.
    const holidays = { ...utcOfficeHours, holidays: ['2026-01-05', '2026-01-06'] };
    const made = new Organisation({ teams: [team('platform', { workingTime: holidays })] });
    made.workItem({ number: 1, createdAt: at(0, 9), labels: ['platform-request'] });
    expect([triaged(made, at(4, 9)), triaged(made, at(4, 9) + 1)]).toEqual(['no_facts', '0/1']);
  });
});
