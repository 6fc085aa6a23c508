import { describe, expect, it } from 'vitest';
import type { WorkItemEvent } from '../../exporter/records/index.ts';
import { dueIn } from '../../exporter/records/work-item-words.ts';
import { Organisation, at, bot, day, team, user, utcOfficeHours, workItemOf } from './organisation.ts';
import type { WorkItemOf } from './organisation.ts';

const labeled = (label: string, days: number): WorkItemEvent => ({ type: 'labeled', at: at(days), label });
const unlabeled = (label: string, days: number): WorkItemEvent => ({ type: 'unlabeled', at: at(days), label });
const assigned = (login: string, days: number): WorkItemEvent => ({
  type: 'assigned',
  at: at(days),
  assignee: user(login),
});
const unassigned = (login: string, days: number): WorkItemEvent => ({
  type: 'unassigned',
  at: at(days),
  assignee: user(login),
});
const closed = (days: number): WorkItemEvent => ({ type: 'closed', at: at(days) });
const reopened = (days: number): WorkItemEvent => ({ type: 'reopened', at: at(days) });
const from = (days: number, to = Infinity) => ({ from: at(days), to: to === Infinity ? Infinity : at(to) });

function look(given: Partial<WorkItemOf>, org = new Organisation()) {
  org.workItem({ number: 1, ...given });
  return org.history().workItem('acme/app#1')!;
}

describe('a work item', () => {
  it('is of every kind that its labels name now, whatever their case, and of none without', () => {
    expect(look({ labels: ['Retro', 'bug', 'TECH-DEBT'] }).kinds).toEqual(['retro', 'tech_debt']);
    expect(look({ labels: ['bug'] }).kinds).toEqual([]);
    expect(look({ events: [labeled('spec', 1), unlabeled('spec', 2)] }).kinds).toEqual([]);
    expect(look({ labels: ['governance-review', 'review:maturity'] }).reviews).toEqual(['maturity']);
  });

  it('is open from creation to its close, and again from each reopening', () => {
    expect(look({}).open).toEqual([from(0)]);
    expect(look({ events: [closed(2)] }).open).toEqual([from(0, 2)]);
    expect(look({ events: [closed(2), reopened(3), closed(5)] }).open).toEqual([from(0, 2), from(3, 5)]);
    expect(look({ events: [closed(2), reopened(3)] }).open).toEqual([from(0, 2), from(3)]);
    expect(look({ closedAt: at(4) }).open).toEqual([from(0, 4)]); // its event is missing
  });

  it('is blocked and in progress while a label says so and it is open', () => {
    const events = [
      labeled('In Progress', 1),
      labeled('blocked', 2),
      unlabeled('blocked', 3),
      labeled('blocked', 5),
      closed(6),
      reopened(8),
    ];
    const view = look({ events });
    expect(view.blocked).toEqual([from(2, 3), from(5, 6), from(8)]);
    expect(view.inProgress).toEqual([from(1, 6), from(8)]);
  });

  it('has a label without an event from its creation on, and one that was deleted until it was last touched', () => {
    expect(look({ labels: ['blocked'] }).blocked).toEqual([from(0)]);
    expect(look({ events: [unlabeled('blocked', 2)] }).blocked).toEqual([from(0, 2)]);
    const deleted = {
      ...workItemOf({ number: 1, events: [labeled('blocked', 1), closed(9), reopened(9)] }),
      labels: [],
    };
    const org = new Organisation();
    org.put(deleted);
    expect(org.history().workItem(deleted.id)!.blocked).toEqual([from(1, 9)]);
  });

  it('has the priority and domain of its labels as they were', () => {
    const events = [labeled('P3', 1), labeled('P1', 2), unlabeled('P1', 4), labeled('domain:customer-trust', 3)];
    const view = look({ events });
    expect(view.priorities).toEqual([
      { value: 'P3', span: from(1, 2) },
      { value: 'P1', span: from(2, 4) }, // the highest
      { value: 'P3', span: from(4) },
    ]);
    expect(view.domains).toEqual([{ value: 'customer_trust', span: from(3) }]);
    expect(view.problems).toEqual([]);
  });

  it('says that its labels contradict each other: two teams, two priorities, two domains', () => {
    const problemsOf = (...labels: string[]) => look({ labels }).problems;
    expect(problemsOf('team:web', 'team:core')).toEqual(['labels_contradict']);
    expect(problemsOf('P1', 'P2')).toEqual(['labels_contradict']);
    expect(problemsOf('domain:security', 'domain:performance')).toEqual(['labels_contradict']);
    expect(problemsOf('team:web', 'team:nobody', 'P1', 'domain:security', 'retro', 'improvement')).toEqual([]);
  });

  it('is owned while a human is assigned, whoever it is', () => {
    const events = [
      assigned('ann', 1),
      { type: 'assigned', at: at(2), assignee: bot('coder') } as const,
      assigned('cat', 3),
      unassigned('ann', 4),
      unassigned('cat', 5),
    ];
    expect(look({ events }).owned).toEqual([from(1, 5)]);
    expect(look({ assignees: [user('eve')] }).owned).toEqual([from(0)]);
    expect(look({ assignees: [bot('coder')] }).owned).toEqual([]);
  });

  it('belongs to the team of its label, else to that of the first who is assigned, else to none', () => {
    expect(look({ labels: ['Team:Core'], assignees: [user('ann')] }).team).toBe('core');
    expect(look({ labels: ['team:nobody'], assignees: [user('ann')] }).team).toBe('web');
    expect(look({ events: [assigned('eve', 1), assigned('cat', 2), assigned('ann', 3)] }).team).toBe('core');
    expect(look({ events: [assigned('cat', 1), unassigned('cat', 2)] }).team).toBeNull();
    expect(look({}).team).toBeNull();
  });

  it('belongs to the team that its assignee was in when assigned', () => {
    const members = [{ github: 'mia', fromAt: at(2), untilAt: at(4) }];
    const teams = [team('web', { members }), team('core')];
    const teamWhen = (days: number) => look({ events: [assigned('mia', days)] }, new Organisation({ teams })).team;
    expect([1, 2, 3, 4].map(teamWhen)).toEqual([null, 'web', 'web', null]);
  });

  it('is due when the date of its milestone is over, else that of its body, where its team works', () => {
    const body = 'Why\n\n**Due:** 2026-01-09.\nmore';
    // 2026-01-09 is day 4: over at the start of day 5.
    expect(look({ body }).due).toEqual([{ value: at(5), span: from(0) }]);
    const milestone = { title: 'Q1', dueOn: '2026-01-20' };
    expect(look({ body, milestone }).due).toEqual([{ value: at(16), span: from(0) }]);
    expect(look({ body, milestone: { title: 'some day', dueOn: null } }).due).toEqual([
      { value: at(5), span: from(0) },
    ]);
    expect(look({}).due).toEqual([]);
    const teams = [team('web', { workingTime: { ...utcOfficeHours, zone: 'America/New_York' } })];
    const inNewYork = look({ body, labels: ['team:web'] }, new Organisation({ teams }));
    expect(inNewYork.due).toEqual([{ value: at(5, 5), span: from(0) }]); // UTC−5
  });

  it('was deferred when its date moved to a later one, in the body or by the milestone', () => {
    const dues = [
      { at: at(0), on: '2026-01-09' },
      { at: at(1), on: '2026-01-08' }, // earlier: not deferred
      { at: at(2), on: '2026-01-12' },
      { at: at(3), on: null },
      { at: at(4), on: '2026-01-12' }, // the same again
    ];
    const events: WorkItemEvent[] = [
      { type: 'milestoned', at: at(5), milestone: 'A', dueOn: '2026-01-10' },
      { type: 'demilestoned', at: at(6), milestone: 'A', dueOn: '2026-01-10' },
      { type: 'milestoned', at: at(6), milestone: 'B', dueOn: 'unknown' },
    ];
    const view = look({ dues, events, milestone: { title: 'B', dueOn: '2026-01-11' } });
    expect(view.due.map(({ value, span }) => [(value - at(0)) / day, span])).toEqual([
      [5, from(0, 1)],
      [4, from(1, 2)],
      [8, from(2, 3)],
      [8, from(4, 5)],
      [6, from(5, 6)],
      [7, from(6)], // the milestone that it has has the date that is known now
    ]);
    expect(view.deferredAt).toEqual([at(2), at(6)]);
  });

  it('keeps the dates that its milestone was seen to have: moved to a later one it was deferred, each time', () => {
    // Due at the end of 10 January, day 6; seen on day 8 to be 20 January, on day 12 to be 19 January, on day 13 to be 25 January.
    const milestoneDates = [
      { at: at(0), milestone: 'A', dueOn: '2026-01-10' },
      { at: at(8), milestone: 'A', dueOn: '2026-01-20' },
      { at: at(9), milestone: 'B', dueOn: '2026-03-01' },
      { at: at(12), milestone: 'A', dueOn: '2026-01-19' },
      { at: at(13), milestone: 'A', dueOn: '2026-01-25' },
    ];
    const milestone = { title: 'A', dueOn: '2026-01-25' };
    const expected = [
      { value: at(6), span: { from: at(1), to: at(8) } },
      { value: at(16), span: { from: at(8), to: at(12) } },
      { value: at(15), span: { from: at(12), to: at(13) } },
      { value: at(21), span: { from: at(13), to: Infinity } },
    ];
    const put: WorkItemEvent = { type: 'milestoned', at: at(1), milestone: 'A', dueOn: '2026-01-25' };
    const view = look({ milestone, milestoneDates, events: [put] });
    expect(view.due).toEqual(expected);
    expect(view.deferredAt).toEqual([at(8), at(13)]);
    // Without an event it had the milestone from the start.
    expect(look({ milestone, milestoneDates }).due).toEqual([{ value: at(6), span: { from: at(0), to: at(8) } }, ...expected.slice(1)]); // prettier-ignore
    // What another milestone did is not its own; it left it on day 7.
    const left: WorkItemEvent = { type: 'demilestoned', at: at(7), milestone: 'A', dueOn: null };
    expect(look({ milestoneDates, events: [put, left] }).due).toEqual([{ value: at(6), span: { from: at(1), to: at(7) } }]); // prettier-ignore
  });
  it('says when its due date is no date, unless a milestone knows better', () => {
    const problemsOf = (body: string, dueOn: string | null = null) =>
      look({ body, milestone: { title: 'M', dueOn } }).problems;
    expect(problemsOf('Due: soon')).toEqual(['due_is_no_date']);
    expect(problemsOf('Due: 2026-02-29')).toEqual(['due_is_no_date']);
    expect(problemsOf('Due: 2026-02-28')).toEqual([]);
    expect(problemsOf('Due: soon', '2026-02-28')).toEqual([]);
    expect(problemsOf('It is due: soon')).toEqual([]); // no line of its own
    expect(look({ body: 'Due: 2026-02-29' }).due).toEqual([]);
  });

  it('remembers each update once', () => {
    const events: WorkItemEvent[] = [labeled('P1', 0), { type: 'commented', at: at(2) }];
    expect(look({ events, updatedAt: at(3) }).updatedAt).toEqual([at(0), at(2), at(3)]);
    expect(look({ events, updatedAt: at(2) }).updatedAt).toEqual([at(0), at(2)]);
  });
});

describe('work items', () => {
  it('are listed by kind and team, by creation', () => {
    const org = new Organisation();
    org.workItem({ number: 2, labels: ['retro', 'team:web'], createdAt: at(1) });
    org.workItem({ number: 1, labels: ['retro'], createdAt: at(2) });
    org.workItem({ number: 3, labels: ['retro', 'team:core'], createdAt: at(0) });
    org.workItem({ number: 4, labels: ['spec'] });
    const ids = (...of: Parameters<ReturnType<Organisation['history']>['workItems']>) =>
      org
        .history()
        .workItems(...of)
        .map(({ id }) => id.slice('acme/app'.length));
    expect(ids('retro')).toEqual(['#3', '#2', '#1']);
    expect(ids('retro', 'web')).toEqual(['#2']);
    expect(ids('retro', null)).toEqual(['#1']);
    expect(ids('experiment')).toEqual([]);
    org.workItem({ number: 3, labels: ['spec'] });
    expect(ids('retro')).toEqual(['#2', '#1']);
  });

  it('know parent and children; a change of one changes the other', () => {
    const org = new Organisation();
    const [parent, child] = ['acme/app#1', 'acme/app#2'];
    org.workItem({ number: 2, parent });
    expect(org.history().workItem(child)?.parent).toBe(parent);
    org.workItem({ number: 1 });
    expect(org.history().workItem(parent)?.children).toEqual([child]);
    const changed = () => org.changed.filter(({ kind }) => kind === 'work_item').map(({ id }) => id);
    expect(changed().sort()).toEqual([parent, child]);
    org.workItem({ number: 2, parent: null });
    expect(org.history().workItem(parent)?.children).toEqual([]);
    expect(changed().sort()).toEqual([parent, child]);
  });

  it('are joined to the incidents whose address they give; a change of one changes the other', () => {
    const org = new Organisation();
    const body = 'https://acme.pagerduty.com/incidents/Q1ABC and /incidents/Q1ABC, not Q2';
    const id = org.workItem({ number: 1, labels: ['retro', 'team:web'], body });
    expect(org.history().workItem(id)?.incidents).toEqual(['Q1ABC']);
    expect(org.history().workItemsNaming('Q1ABC')).toEqual([id]);
    org.incident({ id: 'Q1ABC', createdAt: at(1) });
    org.history();
    expect(org.changed).toContainEqual({ kind: 'work_item', id });
    org.workItem({ number: 1, labels: ['retro', 'team:core'] });
    org.history();
    const named = org.changed.map(({ kind, id: one }) => `${kind} ${one}`).sort();
    expect(named).toEqual(['incident Q1ABC', 'team core', 'team web', `work_item ${id}`]);
  });

  it('change with the memberships of who is assigned to them, and with no other', () => {
    const org = new Organisation();
    const mine = org.workItem({ number: 1, assignees: [user('Mia')] });
    org.workItem({ number: 2, assignees: [user('eve')] });
    expect(org.history().workItem(mine)?.team).toBeNull();
    const membership = { kind: 'membership', id: 'acme/core/mia/0', githubTeam: 'acme/core', login: 'mia' } as const;
    org.put({ ...membership, fromAt: 0, untilAt: null });
    expect(org.history().workItem(mine)?.team).toBe('core');
    const items = org.changed.filter(({ kind }) => kind === 'work_item').map(({ id }) => id);
    expect(items).toEqual([mine]);
  });

  it('are none where none are configured', () => {
    const org = new Organisation({ workItems: null });
    const id = org.workItem({ number: 1, labels: ['retro'] });
    org.read(at(0), at(1));
    expect(org.history().workItem(id)).toBeUndefined();
    expect(org.history().signal('work_items')).toBe('not_configured');
    expect(new Organisation({ github: null }).history().signal('work_items')).toBe('not_configured');
  });

  it('are complete as far as issues were read, which may be less than the rest of GitHub', () => {
    const org = new Organisation();
    const state = (key: string, completeFromAt: number, watermarkAt: number): void =>
      org.store.write({ state: [{ key, value: { completeFromAt, watermarkAt } }] });
    state('source/github', at(0), at(9));
    expect(org.history().signal('work_items')).toEqual({ completeFromAt: null, watermarkAt: null });
    state('work_items/github', at(1), at(8));
    expect(org.history().signal('work_items')).toEqual({ completeFromAt: at(1), watermarkAt: at(8) });
  });
});

describe('a due date', () => {
  it('is what stands after Due: at the beginning of a line', () => {
    expect(
      ['Due: 2026-01-02', 'due:2026-01-02', '- **Due**: 2026-01-02,', '> Due: 2026-01-02\r\nx'].map(dueIn),
    ).toEqual(Array.from({ length: 4 }, () => '2026-01-02'));
    expect(['', 'Overdue: 2026-01-02', 'Due: ', 'Due 2026-01-02'].map(dueIn)).toEqual([null, null, null, null]);
  });
});
