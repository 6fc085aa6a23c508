import { describe, expect, it } from 'vitest';
import { experimentsCompleteRatio } from '../../../exporter/metrics/flow/experiments-complete-ratio.ts';
import { experimentsConcluded } from '../../../exporter/metrics/flow/experiments-concluded.ts';
import { specReviewSlaMetRatio } from '../../../exporter/metrics/flow/spec-review-sla-met-ratio.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { at, Organisation, standardLabels, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const reopened = (when: number): WorkItemEvent => ({ type: 'reopened', at: when });
const assigned = (when: number): WorkItemEvent => ({ type: 'assigned', at: when, assignee: user('ann') });
const unassigned = (when: number): WorkItemEvent => ({ type: 'unassigned', at: when, assignee: user('ann') });
const inProgress = (when: number): WorkItemEvent => ({ type: 'labeled', at: when, label: 'in progress' });

/** An issue of web, opened on Monday (day 0) at 09:00. */
function organisation(kind: string, given: Partial<WorkItemOf>, more = {}): Organisation {
  const made = new Organisation(more);
  made.workItem({ number: 1, createdAt: at(0, 9), labels: [kind, 'team:web'], ...given });
  return made;
}

describe('experiments', () => {
  it('are concluded when they are closed, and not while they are reopened', () => {
    const made = organisation('experiment', { events: [closed(at(3)), reopened(at(4)), closed(at(6))] });
    const count = (asOf: number) => measured(made, experimentsConcluded, asOf);
    expect([at(3), at(3) + 1, at(4), at(4) + 1, at(6) + 1, at(34), at(34) + 1].map(count)).toEqual([
      0, 1, 1, 0, 1, 1, 0,
    ]);
    expect(measured(made, experimentsConcluded, at(7), { team: 'core' })).toBe(0);
    expect(measured(made, experimentsConcluded, at(7), { team: 'all' })).toBe(1);
  });
});

describe('an experiment is complete', () => {
  const body = 'Hypothesis: fewer steps\n\n**Success metric**: sign-ups a day\n\n## Sample size\n4000';
  const complete = (given: Partial<WorkItemOf>, asOf = at(9), more = {}) =>
    share(organisation('experiment', { body, events: [assigned(at(1)), inProgress(at(2))], ...given }, more), experimentsCompleteRatio, asOf); // prettier-ignore
  it('where it has a hypothesis, a success metric, a sample size and somebody who analyses it', () => {
    expect(complete({})).toBe('1/1');
    expect(complete({ body: body.replace('4000', '') })).toBe('0/1');
    expect(complete({ body: body.replace('**Success metric**', 'Success') })).toBe('0/1');
    expect(complete({ body: body.replace('fewer steps', '<!-- what do you believe? -->') })).toBe('0/1');
    expect(complete({ events: [inProgress(at(2))] })).toBe('0/1');
  });
  it('from when somebody owns it, and as long as somebody does', () => {
    const events = [inProgress(at(2)), assigned(at(3)), unassigned(at(5))];
    expect([at(3), at(3) + 1, at(5), at(5) + 1].map((asOf) => complete({ events }, asOf))).toEqual([
      '0/1',
      '1/1',
      '1/1',
      '0/1',
    ]);
  });
  it('is asked when it is begun: put in progress, or closed without; not while it is an idea', () => {
    expect([complete({}, at(2)), complete({}, at(2) + 1)]).toEqual(['no_facts', '1/1']);
    expect(complete({ events: [assigned(at(1))] })).toBe('no_facts');
    expect(complete({ events: [assigned(at(1)), closed(at(3))] })).toBe('1/1');
    // Begun on day 2 at 00:00: 28 days later it has left the window.
    expect([complete({}, at(30)), complete({}, at(30) + 1)]).toEqual(['1/1', 'no_facts']);
  });
  it('by the names that the configuration gives', () => {
    const experimentSections = { ...standardLabels.experimentSections, hypothesis: ['Vermutung'] };
    const more = { workItems: { ...standardLabels, experimentSections } };
    expect(complete({}, at(9), more)).toBe('0/1');
    expect(complete({ body: body.replace('Hypothesis', 'VERMUTUNG') }, at(9), more)).toBe('1/1');
  });
  it('or left out, where its labels contradict each other', () => {
    const made = organisation('experiment', {
      labels: ['experiment', 'team:web', 'team:core'],
      events: [closed(at(3))],
    });
    expect(share(made, experimentsCompleteRatio, at(9))).toBe('no_facts');
    expect(leftOut(made, experimentsConcluded, at(9))).toEqual(['acme/app#1: labels_contradict']);
  });
});

describe('a spec', () => {
  const reviewed = (events: readonly WorkItemEvent[], asOf = at(9)) =>
    share(organisation('spec', { events }), specReviewSlaMetRatio, asOf);
  // Opened Monday 09:00: two business days last up to Wednesday 09:00.
  it('is reviewed in time up to the last instant of 2 business days, and late a moment later', () => {
    expect(reviewed([{ type: 'commented', at: at(2, 9) }])).toBe('1/1');
    expect(reviewed([{ type: 'commented', at: at(2, 9) + 1 }])).toBe('0/1');
  });
  it('is reviewed by the first comment or its close, and by nothing else', () => {
    expect(reviewed([closed(at(1))])).toBe('1/1');
    expect(reviewed([assigned(at(1)), inProgress(at(1))])).toBe('0/1');
    expect(reviewed([{ type: 'commented', at: at(1) }, closed(at(5))])).toBe('1/1');
  });
  it('is reviewed by another person, and not by who wrote it or by a bot', () => {
    for (const by of ['author', 'bot'] as const) {
      const own: WorkItemEvent = { type: 'commented', at: at(1), by };
      expect(reviewed([own])).toBe('0/1');
      expect(reviewed([own, { type: 'commented', at: at(2, 9) }])).toBe('1/1');
      expect(reviewed([own, { type: 'commented', at: at(2, 9) + 1 }])).toBe('0/1');
    }
  });
  it('is left out where its author or a bot closed it in its time, and no other person had said a word', () => {
    const own = (when: number, by: 'author' | 'bot' = 'author'): WorkItemEvent => ({ type: 'closed', at: when, by });
    expect([reviewed([own(at(2, 9) - 1)]), reviewed([own(at(2, 9))]), reviewed([own(at(1), 'bot')])]).toEqual(['no_facts', '0/1', 'no_facts']); // prettier-ignore
    const made = organisation('spec', { events: [own(at(1))] });
    expect(leftOut(made, specReviewSlaMetRatio, at(1) + 1)).toEqual(['acme/app#1: ended_before_deadline']);
    expect(reviewed([own(at(1)), { type: 'commented', at: at(2) }])).toBe('1/1');
    // Reopened, it waits as before.
    expect(reviewed([own(at(1)), reopened(at(2))])).toBe('0/1');
  });
  it('is decided when it is reviewed, or when its time is over', () => {
    const comment = [{ type: 'commented' as const, at: at(1) }];
    expect([reviewed(comment, at(1)), reviewed(comment, at(1) + 1)]).toEqual(['no_facts', '1/1']);
    expect([reviewed([], at(2, 9)), reviewed([], at(2, 9) + 1)]).toEqual(['no_facts', '0/1']);
  });
  it('is left out where its labels contradict each other', () => {
    const made = organisation('spec', { labels: ['spec', 'P1', 'P2'] });
    expect(leftOut(made, specReviewSlaMetRatio, at(9), { team: 'all' })).toEqual(['acme/app#1: labels_contradict']);
  });
});
