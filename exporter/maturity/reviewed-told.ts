import { monthName } from '../calendar/months.ts';
import { dateOf } from '../calendar/quarter.ts';
import { monthlyReviews, uninformedIn } from '../governance/monthly-reviews.ts';
import type { MonthOfReview } from '../governance/monthly-reviews.ts';
import { reviewWords } from '../governance/review-numbers.ts';
import type { Instant } from '../records/index.ts';
import { lacking } from './lacking.ts';
import { monthsOf, reviewed } from './reviewed.ts';
import type { Known, OneReview, Reviewed } from './reviewed.ts';
import type { Finding, ToldFinding } from './state.ts';

/** How the reviews stand that a criterion asks for, in words: which were skipped, and when. */
export function reviewedTold(asked: Reviewed, known: Known, asOf: Instant): ToldFinding {
  const finding = reviewed(asked, known, asOf);
  const words = (): string => ('monthly' in asked ? monthlyWords(asked.monthly, known, asOf) : wordsOf(asked, finding, known, asOf)); // prettier-ignore
  return {
    ...finding,
    why: finding.lacks ? lacking[finding.lacks] : words(),
    url: `${known.config.alerting.exporterUrl}/governance`,
    knownAt: finding.lacks ? null : asOf,
  };
}

function monthlyWords(count: number, known: Known, asOf: Instant): string {
  const months = monthsOf(count, known, asOf);
  const skipped = months.filter(({ isHeld }) => isHeld === false);
  if (skipped.length > 0) return `Skipped: ${skipped.map((one) => skippedWords(one, known)).join('; ')}.`;
  const [first, last] = [months[0]!, months.at(-1)!].map(({ month }) => monthWords(month.from, known));
  return `Held every month from ${first} to ${last}: ${monthlyReviews.map(reviewWords).join(', ')}.`;
}

function skippedWords({ review, month }: MonthOfReview, known: Known): string {
  const uninformedBy = uninformedIn(month, review, known.reviews);
  const worth = uninformedBy.length === 0 ? '' : ` (uninformed, out of date: ${uninformedBy.map((input) => input.replaceAll('_', ' ')).join(', ')})`; // prettier-ignore
  return `${reviewWords(review)} in ${monthWords(month.from, known)}${worth}`;
}

const monthWords = (at: Instant, { config }: Known): string => monthName(at, config.organisation.workingTime.zone);

function wordsOf({ review, after }: OneReview, { state }: Finding, { config, reviews }: Known, asOf: Instant): string {
  const day = (at: Instant): string => dateOf(at, config.organisation.workingTime.zone);
  if (state === 'met') return `The ${reviewWords(review)} was held on ${day(reviews.lastInformedAt(review, asOf)!)}.`;
  return `No ${reviewWords(review)} that was informed is recorded since ${day(config.rollout!.dueAt[after])}.`;
}
