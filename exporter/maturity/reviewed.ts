import { monthsOver } from '../calendar/months.ts';
import type { Config } from '../config/config.ts';
import { reviewsIn } from '../governance/monthly-reviews.ts';
import type { MonthOfReview } from '../governance/monthly-reviews.ts';
import type { RegularReview, Reviews } from '../governance/reviews.ts';
import type { History } from '../history/history.ts';
import { unread } from '../metrics/engine/known.ts';
import type { Instant } from '../records/index.ts';
import type { Milestone } from '../rollout/milestones.ts';
import { allOf, met, unknown, unmet } from './state.ts';
import type { Finding } from './state.ts';

/** One review, held since the day of a milestone of the rollout was over. */
export interface OneReview {
  readonly review: RegularReview;
  readonly after: Milestone;
}

/** Every monthly review of the organisation, held in each of so many calendar months (in its zone) that are over. */
export interface MonthlyReviews {
  readonly monthly: number;
}

/** What is read from the records of reviews. One that was held uninformed counts as skipped. */
export type Reviewed = MonthlyReviews | OneReview;

/** What is known of reviews. */
export interface Known {
  readonly config: Config;
  readonly history: History;
  readonly reviews: Reviews;
}

/** Whether reviews were held, as of an instant. */
export const reviewed = (asked: Reviewed, known: Known, asOf: Instant): Finding =>
  'monthly' in asked ? reviewedMonthly(asked, known, asOf) : reviewedOnce(asked, known, asOf);

export const monthsOf = (count: number, known: Known, asOf: Instant): readonly MonthOfReview[] =>
  reviewsIn(monthsOver(asOf, known.config.organisation.workingTime.zone, count), known.reviews, known.history, asOf);

function reviewedMonthly({ monthly }: MonthlyReviews, known: Known, asOf: Instant): Finding {
  const absence = unread('work_items', known.history, asOf, asOf);
  if (absence) return unknown(absence);
  return allOf(monthsOf(monthly, known, asOf).map(({ isHeld }) => (isHeld === null ? unknown('incomplete') : isHeld ? met : unmet))); // prettier-ignore
}

/** Where nobody records reviews, none is recorded: what somebody vouches for is asked beside it. */
function reviewedOnce({ review, after }: OneReview, { config, history, reviews }: Known, asOf: Instant): Finding {
  const sinceAt = config.rollout!.dueAt[after];
  const absence = unread('work_items', history, sinceAt, asOf);
  if (absence === 'not_configured') return unmet;
  if ((reviews.lastInformedAt(review, asOf) ?? -Infinity) >= sinceAt) return met;
  return absence ? unknown(absence) : unmet;
}
