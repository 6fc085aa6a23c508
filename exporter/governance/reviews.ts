import type { Config } from '../config/config.ts';
import type { History } from '../history/history.ts';
import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import { monthlyReviewMs, quarterlyReviewMs, weeklyReviewMs } from '../policy/limits.ts';
import { governanceReviews } from '../records/work-item-words.ts';
import type { GovernanceReview, Instant } from '../records/index.ts';
import { inputs } from './input-names.ts';
import type { Input } from './input-names.ts';
import { hasReadSince, instantOf } from './inputs.ts';
import type { Inputs, InputState } from './inputs.ts';
import { sumOfKnown } from './values.ts';

/** Held again and again; the review after an incident is held when there was one. */
export type RegularReview = Exclude<GovernanceReview, 'post_incident'>;

/**
 * How long after the last one a review is skipped, and what has to be current for it to be worth anything: all inputs for decisions on
 * improvement; for the review of maturity the scorecards that it looks at.
 */
export const cadences: Readonly<
  Record<RegularReview, { readonly limitMs: number; readonly informedBy?: readonly Input[] }>
> = {
  weekly_delivery: { limitMs: weeklyReviewMs },
  cross_functional: { limitMs: weeklyReviewMs },
  all_hands: { limitMs: monthlyReviewMs },
  improvement_backlog: { limitMs: monthlyReviewMs, informedBy: inputs },
  improvement_themes: { limitMs: quarterlyReviewMs, informedBy: inputs },
  maturity: { limitMs: quarterlyReviewMs, informedBy: ['quality_scorecards'] },
  architecture: { limitMs: quarterlyReviewMs },
  quarter_review: { limitMs: quarterlyReviewMs, informedBy: inputs },
};

/** The reviews that the organisation holds as one. */
export const ofOrganisation = governanceReviews.filter((review) => review !== 'weekly_delivery');

export interface ReviewState {
  readonly review: GovernanceReview;
  /** The last one; null: none is known. */
  readonly heldAt: Instant | null;
  /** What was out of date when the last one was held, where that makes it worth nothing. */
  readonly uninformedBy: readonly Input[];
  /** 1 or 0; of post-incident reviews how many; absent: nobody can say. */
  readonly skipped: Value;
}

/** Whether each review was held in time, and worth it, as of any instant. */
export class Reviews {
  readonly #config: Config;
  readonly #engine: Engine;
  readonly #history: () => History;
  readonly #inputs: Inputs;
  /** What was out of date when a review was held: asked again at every hour for which it is the last. */
  readonly #staleAt = new Map<Instant, readonly Input[]>();
  /** What was answered of a review and an instant: who reads day by day asks for the same months again and again. */
  readonly #informedAt = new Map<string, Instant | null>();

  constructor(config: Config, engine: Engine, history: () => History, inputs: Inputs) {
    this.#config = config;
    this.#engine = engine;
    this.#history = history;
    this.#inputs = inputs;
  }

  /** `team`: of a weekly delivery review; else `all`. */
  state(review: GovernanceReview, team: string, asOf: Instant): ReviewState {
    const held = this.#held(review, team, asOf);
    const heldAt = 'value' in held ? instantOf(held.value) : null;
    const uninformedBy = heldAt === null ? [] : this.#outOfDate(review, heldAt);
    return { review, heldAt, uninformedBy, skipped: this.#skipped(review, team, held, asOf) };
  }

  /** In how many teams. */
  weeklySkipped(asOf: Instant): Value {
    return sumOfKnown(this.#config.teams.map(({ id }) => this.state('weekly_delivery', id, asOf).skipped));
  }

  /** When the organisation last held a review before an instant, uninformed ones left aside; null: none is known. */
  lastInformedAt(review: RegularReview, before: Instant): Instant | null {
    const key = `${review} ${before}`;
    let at = this.#informedAt.get(key);
    if (at === undefined) this.#informedAt.set(key, (at = this.#lastInformedAt(review, before)));
    return at;
  }

  /** To be called when facts changed. */
  forget(): void {
    this.#staleAt.clear();
    this.#informedAt.clear();
  }

  #skipped(review: GovernanceReview, team: string, held: Value, asOf: Instant): Value {
    if (review === 'post_incident')
      return this.#ask({ metric: 'post_incident_reviews_overdue', team, label: '' }, asOf);
    const since = asOf - cadences[review].limitMs;
    const last = this.#informed(review, team, held, since);
    if ('value' in last) return { value: Number(instantOf(last.value) < since) };
    if (last.absent !== 'no_facts') return last;
    return hasReadSince(this.#history(), 'work_items', since) ? { value: 1 } : { absent: 'incomplete' };
  }

  #lastInformedAt(review: RegularReview, before: Instant): Instant | null {
    const last = this.#informed(review, 'all', this.#held(review, 'all', before));
    return 'value' in last ? instantOf(last.value) : null;
  }

  /** From one that was held back to the first that was informed; who asks for none that is older than `since` is told the first older one. */
  #informed(review: RegularReview, team: string, held: Value, since = -Infinity): Value {
    let last = held;
    while ('value' in last) {
      const at = instantOf(last.value);
      if (at < since || this.#outOfDate(review, at).length === 0) return last;
      last = this.#held(review, team, at);
    }
    return last;
  }

  /** The last one before an instant. */
  #held(review: GovernanceReview, team: string, asOf: Instant): Value {
    return this.#ask({ metric: 'governance_review_timestamp_seconds', team, label: review }, asOf);
  }

  /** By what they went in with; what nobody can say of then is not held against them. */
  #outOfDate(review: GovernanceReview, at: Instant): readonly Input[] {
    const { informedBy } = review === 'post_incident' ? {} : cadences[review];
    if (informedBy === undefined) return [];
    let stale = this.#staleAt.get(at);
    if (!stale) this.#staleAt.set(at, (stale = staleOf(this.#inputs.all(at))));
    return stale.filter((input) => informedBy.includes(input));
  }

  #ask(series: Series, asOf: Instant): Value {
    return this.#engine.at(series, { from: asOf, to: asOf, asOf });
  }
}

const staleOf = (states: readonly InputState[]): readonly Input[] =>
  states.filter(({ isStale }) => isStale).map(({ input }) => input);
