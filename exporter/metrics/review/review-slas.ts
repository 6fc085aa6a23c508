import type { History } from '../../history/history.ts';
import type { Limits } from '../../policy/limits.ts';
import type { Instant } from '../../records/index.ts';
import { once } from '../once.ts';
import { businessClock, deadlineOn, workingDayClock } from './review-clock.ts';
import type { Clock, ReviewClock } from './review-clock.ts';

export const slas = ['first_review', 'first_review_lead', 'approval'] as const;
export type Sla = (typeof slas)[number];

const limitOf: Readonly<Record<Sla, keyof Limits>> = {
  first_review: 'firstReviewBusinessMs',
  first_review_lead: 'firstReviewLeadBusinessMs',
  approval: 'approvalWorkingDayMs',
};

/** One promise about one pull request. */
export interface Promised {
  readonly sla: Sla;
  readonly clock: Clock;
  readonly limitMs: number;
  /** When it was first answered; Infinity: not yet. */
  readonly answeredAt: Instant;
  /** The last instant in time; Infinity: its clock never gets there. */
  readonly deadlineAt: Instant;
}

export const promisesOf = once((review: ReviewClock, history: History): readonly Promised[] =>
  slas.map((sla) => {
    const clock = sla === 'approval' ? workingDayClock(review.team, history) : businessClock(review.team, history);
    const answeredAt = (sla === 'approval' ? review.approvals.standing[0]?.from : review.firstReviewAt) ?? Infinity;
    const limitMs = history.config.limits[limitOf[sla]];
    return { sla, clock, limitMs, answeredAt, deadlineAt: deadlineOn(clock, review.running, limitMs) };
  }),
);
