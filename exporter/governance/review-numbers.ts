import type { Config } from '../config/config.ts';
import type { Derivation, DerivedExplanation } from '../derived/derived.ts';
import type { GovernanceReview, Instant } from '../records/index.ts';
import { reviewOverdue } from './definitions.ts';
import { ofOrganisation } from './reviews.ts';
import type { Reviews, ReviewState } from './reviews.ts';
import { absenceWords, sumOfKnown } from './values.ts';

export const reviewWords = (review: GovernanceReview): string => review.replaceAll('_', ' ');

/** Which reviews were skipped, of each team and of the organisation. */
export const skippedReviews = (config: Config, reviews: Reviews): Derivation => ({
  metric: reviewOverdue,
  *at(asOf) {
    for (const { id } of config.teams)
      yield { team: id, label: 'weekly_delivery', value: reviews.state('weekly_delivery', id, asOf).skipped };
    yield { team: 'all', label: 'weekly_delivery', value: reviews.weeklySkipped(asOf) };
    const states = ofOrganisation.map((review) => reviews.state(review, 'all', asOf));
    for (const { review, skipped } of states) yield { team: 'all', label: review, value: skipped };
    yield { team: 'all', label: 'any', value: sumOfKnown(states.map(({ skipped }) => skipped)) };
  },
  explain({ team, label }, asOf) {
    if (label !== 'weekly_delivery') return behind(ofOrganisation.filter((review) => label === 'any' || review === label).map((review) => ['', reviews.state(review, 'all', asOf)]), asOf); // prettier-ignore
    const teams = config.teams.filter(({ id }) => team === 'all' || id === team);
    return behind(
      teams.map(({ id }) => [`${id}: `, reviews.state(label, id, asOf)]),
      asOf,
    );
  },
});

/** Those that were skipped are facts. */
function behind(states: readonly (readonly [whose: string, ReviewState])[], asOf: Instant): DerivedExplanation {
  const told = ([whose, { review, heldAt, uninformedBy }]: (typeof states)[number]) => {
    const last = heldAt === null ? 'none is known' : 'last held';
    const worth = uninformedBy.length === 0 ? '' : `, uninformed (out of date: ${uninformedBy.join(', ')})`;
    return { title: `${whose}${reviewWords(review)}: ${last}${worth}`, url: null, at: heldAt ?? asOf };
  };
  return {
    facts: states.flatMap((state) => ('value' in state[1].skipped && state[1].skipped.value > 0 ? [{ ...told(state), value: state[1].skipped.value }] : [])), // prettier-ignore
    excluded: states.flatMap((state) => {
      const { skipped } = state[1];
      if ('value' in skipped && skipped.value > 0) return [];
      return [{ ...told(state), reason: 'value' in skipped ? 'It was held in time.' : absenceWords[skipped.absent] }];
    }),
  };
}
