import type { MetricName } from '../metrics/metric-names.ts';

/** What of a metric is judged. */
export interface Judged {
  readonly metric: MetricName;
  readonly window?: '28d' | '90d';
  readonly stat?: 'mean' | 'p50' | 'p90';
  /** Value of the metric's own label. */
  readonly label?: string;
}

/**
 * What must hold, in the metric's exposed unit (seconds, ratio, count). `not_worse_than_before` compares with the window before; its
 * number is the level below which it is not asked.
 */
export interface Limit {
  readonly op: 'at_most' | 'less_than' | 'at_least' | 'not_worse_than_before';
  readonly value: number;
}

/** What the release gate and the escalation do while it is broken. */
export type Action = 'pause_features' | 'slow_down' | 'enforce_refactoring' | 'mandate_reliability_work' | 'escalate';

/**
 * One line of policy: the only home of its number. A guardrail acts now, an sla acts per case, a target has a date, an info is shown.
 */
export interface PolicyLine extends Judged {
  readonly id: string;
  readonly kind: 'guardrail' | 'sla' | 'target' | 'info';
  readonly limit: Limit;
  /** The better value that a target stretches to. */
  readonly stretch?: number;
  /** `teams`: each configured team; `all`: the organisation as one. */
  readonly judgedFor: 'teams' | 'all';
  readonly severity: 'info' | 'warn' | 'page';
  readonly actions?: readonly Action[];
  /** Broken so long without a break before `actions` apply. */
  readonly actionsAfterDays?: number;
  readonly reason: string;
  readonly source: string;
}
