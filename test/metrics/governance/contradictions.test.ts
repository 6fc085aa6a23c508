import { describe, expect, it } from 'vitest';
import { leadershipDutiesOpen } from '../../../exporter/metrics/governance/leadership-duties-open.ts';
import { postIncidentReviewsOverdue } from '../../../exporter/metrics/governance/post-incident-reviews-overdue.ts';
import { registerTimestampSeconds } from '../../../exporter/metrics/governance/register-timestamp-seconds.ts';
import { retrosOnTimeRatio } from '../../../exporter/metrics/learning/retros-on-time-ratio.ts';
import { retrosOverdue } from '../../../exporter/metrics/learning/retros-overdue.ts';
import { at, Organisation, user } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';

const body = 'https://acme.pagerduty.com/incidents/Q1';
const contradiction = ['team:web', 'team:core'];
/** A P1 of web on day 3, resolved on day 3 at 12:00: retro and review are due on day 5 at 12:00. */
function incident(): Organisation {
  const made = new Organisation();
  made.put({ kind: 'priorities', id: 'account', names: ['P1'] });
  made.incident({ id: 'Q1', createdAt: at(3), resolvedAt: at(3, 12) });
  return made;
}

describe('an issue whose labels contradict each other', () => {
  /** The action item is agreed on on day 4, in time. */
  const retro = (ofRetro: readonly string[], ofAction: readonly string[]): Organisation => {
    const made = incident();
    const action = { number: 2, parent: 'acme/app#1', createdAt: at(4), body: 'Due: 2026-02-01', assignees: [user('ann')] }; // prettier-ignore
    made.workItem({ number: 1, createdAt: at(4), body, labels: ['retro', ...ofRetro] });
    made.workItem({ ...action, labels: ['retro-action', ...ofAction] });
    return made;
  };
  const told = (made: Organisation) => [share(made, retrosOnTimeRatio, at(9)), measured(made, retrosOverdue, at(9))];
  it('is no retro, and no action item of one', () => {
    expect(told(retro(['team:web'], ['P1']))).toEqual(['1/1', 0]);
    const contradicting = retro(contradiction, []);
    expect(told(contradicting)).toEqual(['0/1', 1]);
    for (const metric of [retrosOnTimeRatio, retrosOverdue])
      expect(leftOut(contradicting, metric, at(9))).toEqual(['acme/app#1: labels_contradict']);
    expect(told(retro([], ['P1', 'P2']))).toEqual(['0/1', 1]);
  });
  it('is no review after a P1', () => {
    const review = (more: readonly string[]): Organisation => {
      const made = incident();
      const labels = ['governance-review', 'review:post-incident', ...more];
      made.workItem({ number: 1, createdAt: at(4), body, labels, events: [{ type: 'closed', at: at(4, 1) }] });
      return made;
    };
    expect(measured(review(['team:web']), postIncidentReviewsOverdue, at(9))).toBe(0);
    const contradicting = review(contradiction);
    expect(measured(contradicting, postIncidentReviewsOverdue, at(9))).toBe(1);
    expect(leftOut(contradicting, postIncidentReviewsOverdue, at(9))).toEqual(['acme/app#1: labels_contradict']);
  });
  it('is no duty, and is kept in no register', () => {
    const item = (labels: readonly string[]): Organisation => {
      const made = new Organisation();
      made.workItem({ number: 1, labels });
      return made;
    };
    for (const [metric, label, own] of [
      [leadershipDutiesOpen, 'funding', 'duty:funding'],
      [registerTimestampSeconds, 'technical_debt', 'tech-debt'],
    ] as const) {
      const asked = { team: '', label };
      expect(measured(item([own, 'team:web']), metric, at(9), asked)).toBe(metric === leadershipDutiesOpen ? 1 : at(0) / 1_000); // prettier-ignore
      const contradicting = item([own, ...contradiction]);
      expect(measured(contradicting, metric, at(9), asked)).toBe(metric === leadershipDutiesOpen ? 0 : 'no_facts');
      expect(leftOut(contradicting, metric, at(9), asked)).toEqual(['acme/app#1: labels_contradict']);
    }
    const other = item(['improvement', ...contradiction]);
    expect(leftOut(other, leadershipDutiesOpen, at(9), { team: '', label: 'funding' })).toEqual([]);
  });
});
