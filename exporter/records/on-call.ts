import type { Instant } from './record.ts';

/** A stretch in which a user was on call for an escalation policy at a level. Only what was past when it was read. */
export interface OnCall {
  readonly kind: 'on_call';
  /** `policy/level/user/fromAt` */
  readonly id: string;
  readonly escalationPolicy: string;
  readonly level: number;
  readonly user: string;
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

export interface PagerDutyService {
  readonly kind: 'pagerduty_service';
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly createdAt: Instant;
  readonly escalationPolicy: string | null;
}

export interface EscalationPolicy {
  readonly kind: 'escalation_policy';
  readonly id: string;
  readonly name: string;
  /** PagerDuty team ids that own it. */
  readonly teams: readonly string[];
  readonly levels: number;
}

/** The priorities that the account has, in PagerDuty's order (highest first). Empty: the account has none. One record, id `account`. */
export interface Priorities {
  readonly kind: 'priorities';
  readonly id: 'account';
  readonly names: readonly string[];
}

/** A PagerDuty user: only what joins it to the configuration. Id is PagerDuty's. */
export interface PagerDutyUser {
  readonly kind: 'pagerduty_user';
  readonly id: string;
  readonly email: string;
}
