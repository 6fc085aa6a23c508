import type { Judged, Limit } from '../policy/policy-line.ts';
import type { PolicyLineId } from '../policy/policy.ts';
import type { ProbeCheck } from '../records/index.ts';
import type { Dimension, Level } from './dimensions.ts';
import type { Reviewed } from './reviewed.ts';

/** A number that no line of policy judges: its limit is written in the criterion, or is that (the stretch) of a line. */
export interface OwnLimit extends Judged {
  /** Of nothing nobody can say. */
  readonly needsFacts?: true;
  readonly limit: {
    readonly op: Limit['op'];
    readonly value: number | { readonly of: PolicyLineId } | { readonly stretchOf: PolicyLineId };
  };
}

/** How it is known whether a criterion is met. */
export type Knowledge =
  /** A line of policy holds, judged for the team even where the line is the organisation's. */
  | { readonly line: PolicyLineId }
  /** A line of policy is judged for the team, held or broken, and not waived without an end. */
  | { readonly inForce: PolicyLineId }
  | { readonly measured: OwnLimit }
  /** At most this share of the organisation's facts, counted by a metric, is of no team. */
  | { readonly unattributed: Judged; readonly atMost: number }
  /** It is measured: there is a number, or there would be one if anything had happened. */
  | { readonly recorded: Judged }
  /** Reviews were held, as their records say. */
  | { readonly reviewed: Reviewed }
  /** Looked up where it is set, for everything of the team that the check looks at. */
  | { readonly probed: ProbeCheck }
  /** Work of the team follows each time that reliability work is mandated of it (see `Mandates`). */
  | { readonly followed: 'mandate_reliability_work' }
  /** A role vouches for it, with an address, for a while. */
  | { readonly evidence: true }
  | { readonly anyOf: readonly Knowledge[] };

/** One thing that has to be the case, and how it is known whether it is. */
export interface Requirement {
  readonly id: string;
  /** What is the case where it is met, as a person would say it; no stop. */
  readonly title: string;
  /** `organisation`: judged once, and a gap is leadership's. */
  readonly scope: 'team' | 'organisation';
  readonly known: Knowledge;
}

/** What has to be the case at a level of maturity. */
export interface Criterion extends Requirement {
  readonly dimension: Dimension;
  readonly level: Exclude<Level, 1>;
  /**
   * The quarter in which it came, where it was not always asked: assessments of that quarter and of those before were made without it. Its
   * level is observed by it over the whole past nevertheless.
   */
  readonly cameIn?: `${number}-Q${1 | 2 | 3 | 4}`;
}
