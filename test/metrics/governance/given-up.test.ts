import { describe, expect, it } from 'vitest';
import { reliabilityWork } from '../../../exporter/maturity/reliability-work.ts';
import { experimentsCompleteRatio } from '../../../exporter/metrics/flow/experiments-complete-ratio.ts';
import { experimentsConcluded } from '../../../exporter/metrics/flow/experiments-concluded.ts';
import { governanceReviewTimestampSeconds } from '../../../exporter/metrics/governance/governance-review-timestamp-seconds.ts';
import { improvementItems } from '../../../exporter/metrics/governance/improvement-items.ts';
import { improvementsDone } from '../../../exporter/metrics/governance/improvements-done.ts';
import { postIncidentReviewsOverdue } from '../../../exporter/metrics/governance/post-incident-reviews-overdue.ts';
import { techDebtRepaidRatio } from '../../../exporter/metrics/governance/tech-debt-repaid-ratio.ts';
import { retroActionItems } from '../../../exporter/metrics/learning/retro-action-items.ts';
import { platformRequestSeconds } from '../../../exporter/metrics/platform/platform-request-seconds.ts';
import type { AnyMetric } from '../../../exporter/metrics/metric.ts';
import type { GivenUp, WorkItemEvent } from '../../../exporter/records/index.ts';
import { at, day, Organisation } from '../../history/organisation.ts';
import type { Asked } from '../measured.ts';
import { leftOut, measured, share } from '../measured.ts';

const closed = (when: number): WorkItemEvent => ({ type: 'closed', at: when });
const givenUp = (when: number, why: GivenUp = 'not_planned'): WorkItemEvent => ({ type: 'closed', at: when, givenUp: why }); // prettier-ignore
const reopened = (when: number): WorkItemEvent => ({ type: 'reopened', at: when });
/** An issue of web, opened on day 0. */
function organisation(labels: readonly string[], ...events: readonly WorkItemEvent[]): Organisation {
  const made = new Organisation();
  made.workItem({ number: 1, labels: [...labels, 'team:web'], events });
  return made;
}

describe('what is closed as not planned, or as a duplicate, is not done', () => {
  const improvement = ['improvement', 'domain:security'];
  const ofAll = { team: '', label: 'security' };
  it.each(['not_planned', 'duplicate'] as const)('neither an improvement (%s), which says why', (why) => {
    const made = organisation(improvement, givenUp(at(3), why));
    expect(measured(made, improvementsDone, at(9), ofAll)).toBe(0);
    const states = ['any/open', 'any/done', 'security/done'];
    expect(states.map((label) => measured(made, improvementItems, at(9), { label }))).toEqual([0, 0, 0]);
    for (const [metric, asked] of [
      [improvementsDone, ofAll],
      [improvementItems, { label: 'any/done' }],
    ] as const)
      // prettier-ignore
      expect(leftOut(made, metric, at(9), asked)).toEqual([`acme/app#1: ${why}`]);
  });
  it('nor before it happened, nor once it is reopened and done', () => {
    const made = organisation(improvement, givenUp(at(3)), reopened(at(4)), closed(at(6)));
    const instants = [at(3), at(3) + 1, at(4), at(4) + 1, at(6), at(6) + 1];
    const states = (label: string) => instants.map((asOf) => measured(made, improvementItems, asOf, { label }));
    expect(states('any/open')).toEqual([1, 0, 0, 1, 1, 0]);
    expect(states('any/done')).toEqual([0, 0, 0, 0, 0, 1]);
    const why = ['acme/app#1: not_planned'];
    const reasons = instants.map((asOf) => leftOut(made, improvementItems, asOf, { label: 'any/done' }));
    expect(reasons).toEqual([[], why, why, [], [], []]);
  });
  it('until somebody closes it once more as done, and from when somebody says that it was not', () => {
    const later = organisation(improvement, givenUp(at(3)), closed(at(5)));
    expect([at(5), at(5) + 1].map((asOf) => measured(later, improvementsDone, asOf, ofAll))).toEqual([0, 1]);
    const never = organisation(improvement, closed(at(3)), givenUp(at(5), 'duplicate'));
    expect([at(5), at(5) + 1].map((asOf) => measured(never, improvementsDone, asOf, ofAll))).toEqual([1, 0]);
  });
  it('nor an action item of a retro, an experiment, a request to the platform, a review', () => {
    const none = (labels: readonly string[], metric: AnyMetric, asked: Asked, nothing: unknown) => {
      expect(measured(organisation(labels, closed(at(3))), metric, at(9), asked)).not.toBe(nothing);
      const made = organisation(labels, givenUp(at(3)));
      expect(measured(made, metric, at(9), asked)).toBe(nothing);
      expect(leftOut(made, metric, at(9), asked)).toEqual(['acme/app#1: not_planned']);
    };
    none(['retro-action'], retroActionItems, { label: 'done' }, 0);
    none(['experiment'], experimentsConcluded, {}, 0);
    none(['experiment'], experimentsCompleteRatio, {}, 'no_facts');
    none(['platform-request'], platformRequestSeconds, { team: '', stat: 'p50' }, 'no_facts');
    const maturity = ['governance-review', 'review:maturity'];
    none(maturity, governanceReviewTimestampSeconds, { team: 'all', label: 'maturity' }, 'no_facts');
  });
  it('nor is debt repaid by it; it is debt no more, and counts on neither side', () => {
    const made = organisation(['tech-debt'], givenUp(at(3)), reopened(at(5)));
    made.workItem({ number: 2, labels: ['tech-debt', 'team:web'], events: [closed(at(2))] });
    const repaid = (asOf: number) => share(made, techDebtRepaidRatio, asOf, { window: '90d' });
    expect([at(3), at(3) + 1, at(5), at(5) + 1].map(repaid)).toEqual(['1/2', '1/1', '1/1', '1/2']);
    expect(leftOut(made, techDebtRepaidRatio, at(4), { window: '90d' })).toEqual(['acme/app#1: not_planned']);
  });
  it('nor is it work for reliability that follows a mandate', () => {
    const labels = ['improvement', 'domain:reliability'];
    const worked = (event: WorkItemEvent) => reliabilityWork(organisation(labels, event).history(), 'web');
    expect(worked(closed(at(3)))).toEqual([{ id: 'acme/app#1', from: at(3), to: at(3) }]);
    expect(worked(givenUp(at(3)))).toEqual([]);
  });
  it('nor is the review after a P1 held by it', () => {
    const made = organisation([]);
    made.put({ kind: 'priorities', id: 'account', names: ['P1'] });
    made.incident({ id: 'Q1', createdAt: at(3), resolvedAt: at(3) + day / 2 });
    const review = { number: 2, labels: ['governance-review', 'review:post-incident'], body: 'https://acme.pagerduty.com/incidents/Q1' }; // prettier-ignore
    made.workItem({ ...review, events: [givenUp(at(4)), reopened(at(8)), closed(at(9))] });
    // Resolved on day 3.5, due on day 5.5: held on day 9 for the first time.
    expect([at(5, 12), at(5, 12) + 1, at(9), at(9) + 1].map((asOf) => measured(made, postIncidentReviewsOverdue, asOf))).toEqual([0, 1, 1, 0]); // prettier-ignore
  });
});
