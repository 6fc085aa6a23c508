import type { History } from '../history/history.ts';
import { monthlyReviewMs } from '../policy/limits.ts';
import type { Instant, Span } from '../records/index.ts';
import type { Input } from './input-names.ts';
import { hasReadSince } from './inputs.ts';
import { cadences } from './reviews.ts';
import type { RegularReview, Reviews } from './reviews.ts';

/** What the organisation reviews every month. */
export const monthlyReviews = (Object.keys(cadences) as readonly RegularReview[]).filter(
  (review) => cadences[review].limitMs === monthlyReviewMs,
);

/** How a monthly review was held in a month that is over. */
export interface MonthOfReview {
  readonly review: RegularReview;
  readonly month: Span;
  /** null: issues were not read far enough back. */
  readonly isHeld: boolean | null;
}

/** Each monthly review in each of some months that are over, as of an instant. */
export const reviewsIn = (
  months: readonly Span[],
  reviews: Reviews,
  history: History,
  asOf: Instant,
): readonly MonthOfReview[] =>
  monthlyReviews.flatMap((review) =>
    months.map((month) => ({
      review,
      month,
      isHeld: isHeld(review, month, reviews, asOf) || (isRead(month, history) ? false : null),
    })),
  );

/** In the month; or it just missed the month, and by the number of the policy was overdue at no time. */
function isHeld(review: RegularReview, { from, to }: Span, reviews: Reviews, asOf: Instant): boolean {
  const last = reviews.lastInformedAt(review, to);
  if (last === null) return false;
  if (last >= from) return true;
  const dueAt = last + monthlyReviewMs;
  if (dueAt < to) return false;
  return asOf <= dueAt || (reviews.lastInformedAt(review, dueAt + 1) ?? last) > last;
}

/** No review that could excuse a month is older, at its end, than the policy allows. */
const isRead = ({ to }: Span, history: History): boolean => hasReadSince(history, 'work_items', to - monthlyReviewMs);

/** What was out of date when a review was held in a month, for nothing; none: it was not held in it at all. */
export function uninformedIn({ from, to }: Span, review: RegularReview, reviews: Reviews): readonly Input[] {
  const { heldAt, uninformedBy } = reviews.state(review, 'all', to);
  return heldAt !== null && heldAt >= from ? uninformedBy : [];
}
