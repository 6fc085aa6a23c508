import { describe, expect, it } from 'vitest';
import { oldestOverdueRetroSeconds } from '../../../exporter/metrics/learning/oldest-overdue-retro-seconds.ts';
import { retrosCompletedRatio } from '../../../exporter/metrics/learning/retros-completed-ratio.ts';
import { retrosDue } from '../../../exporter/metrics/learning/retros-due.ts';
import { retrosOnTimeRatio } from '../../../exporter/metrics/learning/retros-on-time-ratio.ts';
import { retrosOverdue } from '../../../exporter/metrics/learning/retros-overdue.ts';
import type { IncidentOf, WorkItemOf } from '../../history/organisation.ts';
import { at, bot, day, Organisation, user } from '../../history/organisation.ts';
import { engineOf, leftOut, measured, seriesOf, share } from '../measured.ts';

const address = 'https://acme.pagerduty.com/incidents/Q1';
const owned = { type: 'assigned' as const, assignee: user('ann') };

/**
 * A P1 of web on Thursday (day 3) at 10:00, resolved at 12:00: its retro is due on Saturday (day 5) at 12:00. The retro, issue 1, gives its
 * address; the action item, issue 2, is its sub-issue with a date.
 */
interface Given {
  readonly incident?: Partial<IncidentOf>;
  readonly retro?: Partial<WorkItemOf>;
  /** Assigned at this instant. */
  readonly agreedAt?: number;
  readonly action?: Partial<WorkItemOf>;
}
function organisation({ incident, retro, agreedAt, action }: Given = {}): Organisation {
  const made = new Organisation();
  made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2'] });
  made.incident({ id: 'Q1', createdAt: at(3, 10), resolvedAt: at(3, 12), ...incident });
  made.workItem({ number: 1, createdAt: at(3, 13), labels: ['retro'], body: address, ...retro });
  const events = agreedAt === undefined ? [] : [{ ...owned, at: agreedAt }];
  made.workItem({
    number: 2,
    createdAt: at(3, 13),
    labels: ['retro-action'],
    parent: 'acme/app#1',
    body: 'Due: 2026-02-01',
    events,
    ...action,
  });
  return made;
}
const all = (made: Organisation, asOf: number) => [
  share(made, retrosOnTimeRatio, asOf),
  share(made, retrosCompletedRatio, asOf),
  measured(made, retrosOverdue, asOf),
];

describe('the oldest retro that is overdue', () => {
  it('is as old as the end of its time is past, and is none once it counts', () => {
    const late = organisation({ agreedAt: at(6) });
    const age = [at(5, 12), at(5, 13), at(6), at(6) + 1].map((asOf) => measured(late, oldestOverdueRetroSeconds, asOf));
    expect(age).toEqual(['no_facts', 3_600, 43_200, 'no_facts']);
  });
});

describe('a retro that is due', () => {
  const [hour, minute] = [3_600_000, 60_000];
  const due = (made: Organisation, asOf: number) => measured(made, retrosDue, asOf);
  /** Due and overdue at once: never both. */
  const both = (made: Organisation, asOf: number) => [due(made, asOf), measured(made, retrosOverdue, asOf)];
  it('waits from the first resolve to the last instant at which it is on time, and is overdue then', () => {
    // Resolved on day 3 at 12:00: up to day 5 at 12:00.
    const made = organisation();
    expect([at(3, 12), at(3, 12) + 1, at(5, 12), at(5, 12) + 1].map((asOf) => both(made, asOf))).toEqual([
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
  });
  it('waits no longer once it counts', () => {
    const made = organisation({ agreedAt: at(4) });
    expect([due(made, at(4)), due(made, at(4) + 1)]).toEqual([1, 0]);
    // Agreed on while the incident was open, it never waited.
    const early = organisation({ agreedAt: at(3, 14), incident: { resolvedAt: at(3, 14) } });
    expect([due(early, at(3, 14)), due(early, at(3, 14) + 1), due(early, at(4))]).toEqual([0, 0, 0]);
  });
  it('waits for the last 48 of its 96 hours where nobody resolves the incident, or does so late', () => {
    // It began on day 3 at 10:00: 48 hours on is day 5 at 10:00, 96 are day 7 at 10:00.
    const open = new Organisation();
    open.put({ kind: 'priorities', id: 'account', names: ['P1'] });
    open.incident({ createdAt: at(3, 10) });
    for (const made of [open, organisation({ incident: { resolvedAt: at(5, 11) } })])
      expect([at(5, 10), at(5, 10) + 1, at(7, 10), at(7, 10) + 1].map((asOf) => both(made, asOf))).toEqual([
        [0, 0],
        [1, 0],
        [1, 0],
        [0, 1],
      ]);
    // A minute earlier it is the resolve that counts: day 5 at 09:59 to day 7 at 09:59.
    const sooner = organisation({ incident: { resolvedAt: at(5, 10) - minute } });
    expect([due(sooner, at(5, 10)), ...both(sooner, at(7, 10))]).toEqual([1, 0, 1]);
  });
  it('is told with the instant at which it is late', () => {
    const told = (made: Organisation, asOf: number) =>
      engineOf(made, [retrosDue])
        .explain(seriesOf(retrosDue), { from: asOf, to: asOf, asOf })
        .facts.map(({ ref, at: since, dueAt }) => [ref.id, since, dueAt]);
    expect(told(organisation(), at(4))).toEqual([['Q1', at(3, 12), at(5, 12)]]);
    // That it will count before is not known yet.
    expect(told(organisation({ agreedAt: at(5) }), at(4))).toEqual([['Q1', at(3, 12), at(5, 12)]]);
    const late = organisation({ incident: { resolvedAt: at(6) } });
    expect(told(late, at(5, 11))).toEqual([['Q1', at(5, 10), at(3, 10) + 96 * hour]]);
  });
  it('is asked for P1 and P2 only, of the team of the incident, and of none once it is merged into another', () => {
    const of = (priority: string | null) => due(organisation({ incident: { priority } }), at(4));
    expect(['P1', 'P2', 'P3', null].map(of)).toEqual([1, 1, 0, 0]);
    const made = organisation({ incident: { mergedAt: at(4) } });
    expect([due(made, at(4)), due(made, at(4) + 1)]).toEqual([1, 0]);
    expect(['core', 'all'].map((team) => measured(organisation(), retrosDue, at(4), { team }))).toEqual([0, 1]);
  });
  it('is not known where there are no priorities, or no work items', () => {
    const without = new Organisation();
    without.put({ kind: 'priorities', id: 'account', names: [] });
    expect([due(without, at(4)), due(new Organisation({ workItems: null }), at(4))]).toEqual(['not_configured', 'not_configured']); // prettier-ignore
  });
});

describe('a retro', () => {
  it('is on time up to 48 hours after the first resolve, and late a moment later', () => {
    expect(all(organisation({ agreedAt: at(5, 12) }), at(9))).toEqual(['1/1', '1/1', 0]);
    expect(all(organisation({ agreedAt: at(5, 12) + 1 }), at(9))).toEqual(['0/1', '1/1', 0]);
  });
  it('is decided when it counts or when its time is over, and not before', () => {
    const early = organisation({ agreedAt: at(4) });
    expect(all(early, at(4))).toEqual(['no_facts', 'no_facts', 0]);
    expect(all(early, at(4) + 1)).toEqual(['1/1', '1/1', 0]);
    const late = organisation({ agreedAt: at(6) });
    expect(all(late, at(5, 12))).toEqual(['no_facts', 'no_facts', 0]);
    expect(all(late, at(5, 12) + 1)).toEqual(['0/1', '0/1', 1]);
    expect(all(late, at(6))).toEqual(['0/1', '0/1', 1]);
    expect(all(late, at(6) + 1)).toEqual(['0/1', '1/1', 0]);
    // Placed in the window by when its time was over: day 5 at 12:00 leaves 28 days on day 33 at 12:00.
    expect([share(late, retrosOnTimeRatio, at(33, 12)), share(late, retrosOnTimeRatio, at(33, 12) + 1)]).toEqual(['0/1', 'no_facts']); // prettier-ignore
  });
  it('is due 96 hours after the incident began where nobody resolves it, or does so late', () => {
    // From day 3 at 10:00: day 7 at 10:00. Resolved on day 5 at 10:00 it is the same instant, later still that one.
    for (const resolvedAt of [at(5, 10), at(5, 11), at(20)]) {
      const made = organisation({ incident: { resolvedAt } });
      expect([all(made, at(7, 10))[2], all(made, at(7, 10) + 1)[2]]).toEqual([0, 1]);
    }
    const open = new Organisation();
    open.put({ kind: 'priorities', id: 'account', names: ['P1'] });
    open.incident({ createdAt: at(3, 10) });
    expect(all(open, at(7, 10))).toEqual(['no_facts', 'no_facts', 0]);
    expect(all(open, at(7, 10) + 1)).toEqual(['0/1', '0/1', 1]);
  });
  it('is due by the first resolve: a reopening restarts nothing', () => {
    const entry = (type: 'trigger' | 'resolve' | 'reopen', when: number) => ({
      id: `e${when}`,
      type,
      at: when,
      user: null,
      channel: null,
    });
    const entries = [
      entry('trigger', at(3, 10)),
      entry('resolve', at(3, 12)),
      entry('reopen', at(3, 13)),
      entry('resolve', at(4)),
    ];
    const made = organisation({ incident: { entries } });
    expect([all(made, at(5, 12))[2], all(made, at(5, 12) + 1)[2]]).toEqual([0, 1]);
  });
  it('is asked for P1 and P2 only, and of no incident once it is merged into another', () => {
    for (const [priority, overdue] of [
      ['P1', 1],
      ['P2', 1],
      ['P3', 0],
      [null, 0],
    ] as const)
      // prettier-ignore
      expect(all(organisation({ incident: { priority } }), at(9))[2]).toBe(overdue);
    const made = organisation({ incident: { mergedAt: at(8) } });
    expect([all(made, at(8)), all(made, at(8) + 1)]).toEqual([
      ['0/1', '0/1', 1],
      ['no_facts', 'no_facts', 0],
    ]);
    expect(all(organisation({ incident: { mergedAt: at(5, 12) } }), at(9))).toEqual(['no_facts', 'no_facts', 0]);
  });
  it('is of the team of the incident, whoever wrote it', () => {
    const made = organisation({ agreedAt: at(6), retro: { labels: ['retro', 'team:core'] } });
    expect(share(made, retrosOnTimeRatio, at(9), { team: 'core' })).toBe('no_facts');
    expect(share(made, retrosOnTimeRatio, at(9), { team: 'all' })).toBe('0/1');
    expect(measured(made, retrosOverdue, at(6), { team: 'core' })).toBe(0);
    expect(measured(made, retrosOverdue, at(6), { team: 'all' })).toBe(1);
  });
  it('is not known where there are no priorities, or no work items', () => {
    const without = new Organisation();
    without.put({ kind: 'priorities', id: 'account', names: [] });
    expect(all(without, at(9))).toEqual(['not_configured', 'not_configured', 'not_configured']);
    const unread = new Organisation({ workItems: null });
    expect(all(unread, at(9))).toEqual(['not_configured', 'not_configured', 'not_configured']);
  });
});

describe('a retro of no incident', () => {
  const excluded = (body: string, labels = ['retro', 'team:web']) =>
    leftOut(organisation({ retro: { body, labels } }), retrosOnTimeRatio, at(9));
  it('is left out, and said so', () => {
    expect(excluded('We all remember.')).toEqual(['acme/app#1: names_no_incident']);
    expect(excluded('https://acme.pagerduty.com/incidents/Q7')).toEqual(['acme/app#1: names_no_incident']);
    expect(excluded(address)).toEqual([]);
  });
  it('is left out for its labels where these contradict each other', () => {
    expect(excluded(address, ['retro', 'team:web', 'team:core'])).toEqual(['acme/app#1: labels_contradict']);
  });
});

describe('a retro counts', () => {
  const overdue = (given: Given) => all(organisation(given), at(9))[2];
  const agreedAt = at(4);
  it('by an action item that has an owner and a date', () => {
    expect(overdue({ agreedAt })).toBe(0);
    expect(overdue({})).toBe(1);
    expect(overdue({ agreedAt, action: { body: '' } })).toBe(1);
    expect(overdue({ agreedAt, action: { body: 'Due: next week' } })).toBe(1);
    expect(overdue({ agreedAt, action: { labels: ['improvement'] } })).toBe(1);
    expect(overdue({ action: { events: [{ type: 'assigned', at: at(4), assignee: bot('helper') }] } })).toBe(1);
  });
  it('when it has both at once', () => {
    // Owned on day 4 for an hour; dated on day 4 at 02:00, and owned again on day 5 at 14:00.
    const events = [
      { ...owned, at: at(4) },
      { type: 'unassigned' as const, at: at(4, 1), assignee: user('ann') },
      { ...owned, at: at(5, 14) },
    ];
    const dues = [
      { at: at(3, 13), on: null },
      { at: at(4, 2), on: '2026-02-01' },
    ];
    const made = organisation({ action: { events, dues } });
    expect([all(made, at(5, 14)), all(made, at(5, 14) + 1)]).toEqual([
      ['0/1', '0/1', 1],
      ['0/1', '1/1', 0],
    ]);
  });
  it('for good: what is taken away later takes nothing back', () => {
    const events = [
      { ...owned, at: at(4) },
      { type: 'unassigned' as const, at: at(6), assignee: user('ann') },
    ];
    expect(all(organisation({ action: { events } }), at(9))).toEqual(['1/1', '1/1', 0]);
  });
  it('by sub-issues and by what its text lists, in a line of its own', () => {
    const listed = (line: string) =>
      overdue({ agreedAt, action: { parent: null }, retro: { body: `${address}\n${line}` } });
    expect(['- [ ] #2', '* acme/app#2', '1. https://github.com/acme/app/issues/2'].map(listed)).toEqual([0, 0, 0]);
    expect(['like #2', '- [ ] acme/api#2', '- [ ] #22', ''].map(listed)).toEqual([1, 1, 1, 1]);
  });
  it('where it is labelled as one and gives the address of the incident', () => {
    expect(overdue({ agreedAt, retro: { labels: ['spec'] } })).toBe(1);
    expect(overdue({ agreedAt, retro: { body: 'https://acme.pagerduty.com/incidents/Q2' } })).toBe(1);
    expect(overdue({ agreedAt, retro: { body: '', title: `Retro of ${address}` } })).toBe(0);
  });
  it('from when the retro is there, and never before the incident', () => {
    // The action item was there before: it counts with the retro of day 6, and for an incident of day 3 from day 3 on.
    const action = { createdAt: at(1), events: [{ ...owned, at: at(1, 1) }] };
    const late = organisation({ action, retro: { createdAt: at(6) } });
    expect([all(late, at(6))[2], all(late, at(6) + 1)[2]]).toEqual([1, 0]);
    const before = organisation({ action, retro: { createdAt: at(2) } });
    expect([all(before, at(3, 10)), all(before, at(3, 10) + 1)]).toEqual([
      ['no_facts', 'no_facts', 0],
      ['1/1', '1/1', 0],
    ]);
  });
  it('as soon as its action item is changed, however that is told', () => {
    const made = organisation();
    expect(made.history().incident('Q1')?.retro).toEqual({
      dueFromAt: at(3, 12),
      dueAt: at(3, 12) + 2 * day,
      completedAt: null,
    });
    made.workItem({ number: 2, createdAt: at(3, 13), labels: ['retro-action'], parent: 'acme/app#1', body: 'Due: 2026-02-01', events: [{ ...owned, at: at(4) }] }); // prettier-ignore
    expect(made.history().incident('Q1')?.retro?.completedAt).toBe(at(4));
    expect(made.changed).toContainEqual({ kind: 'incident', id: 'Q1' });
    // A P1 owes a review besides: nothing is over before that is held.
    expect(made.history().settledAt({ kind: 'incident', id: 'Q1' })).toBe(Infinity);
    made.workItem({ number: 3, createdAt: at(4), labels: ['governance-review', 'review:post-incident'], body: address, events: [{ type: 'closed', at: at(4, 5) }] }); // prettier-ignore
    expect(made.history().incident('Q1')?.review).toEqual({
      dueFromAt: at(3, 12),
      dueAt: at(3, 12) + 2 * day,
      completedAt: at(4, 5),
    });
    expect(made.changed).toContainEqual({ kind: 'incident', id: 'Q1' });
    expect(made.history().settledAt({ kind: 'incident', id: 'Q1' })).toBe(at(4, 5));
  });
});
