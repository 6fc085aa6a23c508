import type { MetricName } from '../metrics/metric-names.ts';
import type { Limits } from './limits.ts';

/** What of a metric is judged. */
export interface Judged {
  readonly metric: MetricName;
  readonly window?: '28d' | '90d';
  readonly stat?: 'mean' | 'p50' | 'p90';
  /** Value of the metric's own label. */
  readonly label?: string;
}

/**
 * What must hold, in the metric's exposed unit (seconds, ratio, count). `not_worse_than_before` compares with the window before, with
 * room for chance; `not_above_before` compares strictly. The number of both is the level up to which they are not asked.
 * `not_below_before` and `above_before` compare strictly where more is better; they are asked below their number. `fresh_within`: seconds
 * since the instant that the metric tells.
 */
export interface Limit {
  readonly op:
    | 'at_most'
    | 'less_than'
    | 'at_least'
    | 'more_than'
    | 'not_worse_than_before'
    | 'not_above_before'
    | 'not_below_before'
    | 'above_before'
    | 'fresh_within';
  readonly value: number;
  /** Of a share among teams: the limit is at least this many times the even share. With 4 teams, 1.5 makes 30 % into 37.5 %. */
  readonly timesEvenShare?: number;
  /** Broken only after it has been over for so many days without a break. */
  readonly unbrokenDays?: number;
}

/** Whether a line compares with what was before, and not with its number alone. */
export const comparesWithBefore = ({ op }: Pick<Limit, 'op'>): boolean => op.endsWith('_before');

/** Too few facts give no verdict: fewer than these, and the longer window is judged by the same; if that has fewer, none. */
export interface Enough {
  readonly denominator: number;
  /** Fewer than these are chance, and never over the limit. */
  readonly numerator?: number;
  readonly elseWindow: '90d';
}

/** What the release gate and the escalation do while it is broken. */
export const actions = [
  'pause_features',
  'slow_down',
  'block_risky_releases',
  'enforce_refactoring',
  'mandate_reliability_work',
  'escalate',
] as const;
export type Action = (typeof actions)[number];

/**
 * One line of policy: the only home of its number. A guardrail acts now, an sla acts per case, a target has a date, an info is shown.
 */
export interface PolicyLine extends Judged {
  readonly id: string;
  /** What is the case while it is broken, as a sentence without its stop. */
  readonly broken: string;
  /** The limit by which the cases that are counted here are judged. */
  readonly caseLimit?: keyof Limits;
  readonly kind: 'guardrail' | 'sla' | 'target' | 'info';
  readonly limit: Limit;
  /** The better value that a target stretches to. */
  readonly stretch?: number;
  readonly enough?: Enough;
  /** What was before, as a value of the metric's own label; else it is the window before. */
  readonly beforeLabel?: string;
  /** Where there is nothing to judge, nobody knows: silence is not within. */
  readonly needsFacts?: true;
  /** Of a line that is not above another number, that number as of now and what people call it; else it is the window before. */
  readonly comparedWith?: Judged & { readonly called: string };
  /** The line is composite: also broken while this is over the same limit. */
  readonly also?: Judged;
  /** `teams`: each configured team; `all`: the organisation as one. */
  readonly judgedFor: 'teams' | 'all';
  /** How loud it is when broken; a target is silent before its date. */
  readonly severity: 'info' | 'warning' | 'critical';
  /** Every minute counts: the alert waits for nothing. */
  readonly isImmediate?: true;
  /** Who is told; default the team that it is judged for. */
  readonly tells?: 'lead' | 'leadership' | 'leadership_and_team';
  readonly actions?: readonly Action[];
  /** One sentence: why the line stands there. */
  readonly reason: string;
  readonly source: string;
}

/** A line as it is written down: its number may be that of another line, or one of the limits by which cases are judged. */
export type DeclaredLine = Omit<PolicyLine, 'limit'> & {
  readonly limit: Omit<Limit, 'value'> & {
    readonly value: number | { readonly of: string } | ((limits: Limits) => number);
  };
};
