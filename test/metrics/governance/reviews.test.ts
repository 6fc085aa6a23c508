import { describe, expect, it } from 'vitest';
import { governanceReviewTimestampSeconds } from '../../../exporter/metrics/governance/governance-review-timestamp-seconds.ts';
import { postIncidentReviewsOverdue } from '../../../exporter/metrics/governance/post-incident-reviews-overdue.ts';
import { registerTimestampSeconds } from '../../../exporter/metrics/governance/register-timestamp-seconds.ts';
import type { WorkItemEvent } from '../../../exporter/records/index.ts';
import type { IncidentOf, WorkItemOf } from '../../history/organisation.ts';
import { at, Organisation } from '../../history/organisation.ts';
import { leftOut, measured } from '../measured.ts';

const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const reopened = (when: number): WorkItemEvent => ({ type: 'reopened', at: when });
const organisation = (...given: readonly Partial<WorkItemOf>[]): Organisation => {
  const made = new Organisation();
  given.forEach((one, index) => made.workItem({ number: index + 1, ...one }));
  return made;
};

describe('a review', () => {
  const labels = ['governance-review', 'review:maturity'];
  const held = (made: Organisation, asOf: number, label = 'maturity', team = 'all') =>
    measured(made, governanceReviewTimestampSeconds, asOf, { label, team });
  it('was held when its issue was closed, and not while it is open', () => {
    const made = organisation({ labels, events: [closed(at(3))] }, { labels, createdAt: at(5) });
    expect([at(3), at(3) + 1, at(9)].map((asOf) => held(made, asOf))).toEqual(['no_facts', at(3) / 1000, at(3) / 1000]);
    expect(held(made, at(9), 'architecture')).toBe('no_facts');
  });
  it('is taken back by reopening', () => {
    const made = organisation({ labels, events: [closed(at(3)), reopened(at(4)), closed(at(6))] });
    expect([at(4), at(4) + 1, at(6) + 1].map((asOf) => held(made, asOf))).toEqual([at(3) / 1000, 'no_facts', at(6) / 1000]); // prettier-ignore
  });
  it('is the organisation’s, whoever wrote it down; the weekly delivery review is its team’s', () => {
    const made = organisation(
      { labels: [...labels, 'team:web'], events: [closed(at(2))] },
      { labels: ['governance-review', 'review:weekly-delivery', 'team:web'], events: [closed(at(3))] },
    );
    const teams = ['web', 'core', 'all'];
    expect(teams.map((team) => held(made, at(9), 'maturity', team))).toEqual(['no_facts', 'no_facts', at(2) / 1000]);
    expect(teams.map((team) => held(made, at(9), 'weekly_delivery', team))).toEqual([at(3) / 1000, 'no_facts', 'no_facts']); // prettier-ignore
  });
  it('needs both labels, and labels that agree', () => {
    const one = organisation({ labels: ['review:maturity'], events: [closed(at(3))] });
    expect(held(one, at(9))).toBe('no_facts');
    const made = organisation({ labels: [...labels, 'team:web', 'team:core'], events: [closed(at(3))] });
    expect(held(made, at(9))).toBe('no_facts');
    // Whose it would be nobody can say: the first label's team is told.
    expect(leftOut(made, governanceReviewTimestampSeconds, at(9), { label: 'maturity' })).toEqual(['acme/app#1: labels_contradict']); // prettier-ignore
  });
});

describe('the review after a P1', () => {
  const address = 'https://acme.pagerduty.com/incidents/Q1';
  const labels = ['governance-review', 'review:post-incident'];
  /** A P1 of web on day 3 at 10:00, resolved at 12:00: due on day 5 at 12:00. */
  const overdue = (asOf: number, review: Partial<WorkItemOf> | null, incident: Partial<IncidentOf> = {}) => {
    const made = new Organisation();
    made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2'] });
    made.incident({ id: 'Q1', createdAt: at(3, 10), resolvedAt: at(3, 12), ...incident });
    if (review) made.workItem({ number: 1, createdAt: at(3, 13), labels, body: address, ...review });
    return measured(made, postIncidentReviewsOverdue, asOf);
  };
  it('is overdue 48 hours after the resolve, until its issue is closed', () => {
    const events = [closed(at(7))];
    const instants = [at(5, 12), at(5, 12) + 1, at(7), at(7) + 1];
    expect(instants.map((asOf) => overdue(asOf, { events }))).toEqual([0, 1, 1, 0]);
    expect(overdue(at(9), { events: [closed(at(5, 12))] })).toBe(0);
    expect(overdue(at(9), null)).toBe(1);
  });
  it('is due 96 hours after the beginning of what nobody resolves', () => {
    const open = { entries: [] };
    expect([at(7, 10), at(7, 10) + 1].map((asOf) => overdue(asOf, null, open))).toEqual([0, 1]);
  });
  it('stays held when it is reopened', () => {
    expect(overdue(at(9), { events: [closed(at(4)), reopened(at(6))] })).toBe(0);
  });
  it('is another than that of another review, of another incident, and of one that was closed before it began', () => {
    const events = [closed(at(4))];
    expect(overdue(at(9), { events, labels: ['governance-review', 'review:maturity'] })).toBe(1);
    expect(overdue(at(9), { events, labels: ['retro', 'review:post-incident'] })).toBe(1);
    expect(overdue(at(9), { events, body: address.replace('Q1', 'Q2') })).toBe(1);
    expect(overdue(at(9), { createdAt: at(2), events: [closed(at(3, 10) - 1)] })).toBe(1);
    expect(overdue(at(9), { createdAt: at(2), events: [closed(at(3, 10))] })).toBe(0);
  });
  it('is asked of no P2, and of what was merged into another incident no longer', () => {
    expect(overdue(at(9), null, { priority: 'P2' })).toBe(0);
    const merged = { mergedAt: at(6) };
    expect([at(6), at(6) + 1].map((asOf) => overdue(asOf, null, merged))).toEqual([1, 0]);
  });
});

describe('the registers of what governance has to know', () => {
  it('were touched when anything last happened to an issue of theirs', () => {
    const made = organisation(
      { labels: ['tech-debt', 'team:web'], events: [{ type: 'commented', at: at(2) }] },
      { labels: ['audit-finding'], createdAt: at(4), events: [closed(at(6))] },
    );
    const touched = (label: string, asOf: number) =>
      measured(made, registerTimestampSeconds, asOf, { team: '', label });
    expect([at(0), at(0) + 1, at(2), at(2) + 1].map((asOf) => touched('technical_debt', asOf))).toEqual([
      'no_facts',
      at(0) / 1000,
      at(0) / 1000,
      at(2) / 1000,
    ]);
    expect([at(4), at(4) + 1, at(9)].map((asOf) => touched('audit_findings', asOf))).toEqual([
      'no_facts',
      at(4) / 1000,
      at(6) / 1000,
    ]);
  });
});
