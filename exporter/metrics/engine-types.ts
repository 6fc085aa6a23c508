import type { Instant } from '../records/index.ts';
import type { History, RootRef } from '../history/history.ts';
import type { Reason, Ref, TeamId, WindowName } from './metric.ts';

/** Half-open window and the strict event time as of which it is judged. */
export interface Moment {
  readonly from: Instant;
  readonly to: Instant;
  readonly asOf: Instant;
}

export type Absence = 'no_facts' | 'incomplete' | 'stale' | 'too_few' | 'not_configured';

/** In exposed units: seconds, ratios, lines, counts. */
export type Value =
  | { readonly value: number; readonly numerator?: number; readonly denominator?: number; readonly samples?: number }
  | { readonly absent: Absence };

export interface Series {
  readonly metric: string;
  /** A team id, `all` or `unattributed`; '' where the metric has no team label. */
  readonly team: TeamId;
  /** Value of the metric's label; '' where it has none. */
  readonly label: string;
  /** Undefined for 'instant' and 'ever'. */
  readonly window?: WindowName;
  readonly stat?: 'mean' | 'p50' | 'p90';
}

export interface ExplainedFact {
  readonly ref: Ref;
  readonly at: Instant;
  /** In exposed units: what it adds (1 for a count). */
  readonly value: number;
  readonly inNumerator?: boolean;
  readonly provisionalUntil?: Instant;
  readonly dueAt?: Instant;
}

export interface Explanation {
  readonly value: Value;
  readonly facts: readonly ExplainedFact[];
  readonly excluded: readonly { readonly ref: Ref; readonly at: Instant; readonly reason: Reason }[];
}

/** One engine for the scrape, the past, the month and the tests. Same facts, same moment: the same number by `===`. */
export interface Engine {
  /**
   * Remakes the facts of the roots that changed (all of them at first). Those of a root that is over are made when a question first
   * reaches back to it.
   */
  replace(roots: Iterable<RootRef>, history: History): void;
  /** Every sample of the catalogue as of an instant; windows end there. Absent values are not yielded. */
  evaluate(asOf: Instant): Iterable<readonly [Series, Value & { readonly value: number }]>;
  /** Any window, over or not. Throws RangeError for a metric, team, label or statistic that there is not; so does `explain`. */
  at(series: Series, moment: Moment): Value;
  /**
   * One metric over ascending instants; runs of equal value, `[first, end)` are indexes into `instants`. What is not wanted is left out,
   * but statistics come together. All runs of a series come with the same object.
   */
  slide(
    metric: string,
    instants: readonly Instant[],
    run: (series: Series, first: number, end: number, value: Value) => void,
    isWanted?: (series: Series) => boolean,
  ): void;
  explain(series: Series, moment: Moment): Explanation;
  /** Why no facts could be made of some roots, since the last call: they have none, the others go on. */
  takeFailures(): readonly Error[];
}
