import type { Instant } from './record.ts';

/** Membership in a GitHub team as read: the first read holds for all time before it, later changes from when they were seen. */
export interface Membership {
  readonly kind: 'membership';
  /** `org/slug/login/fromAt` (fromAt 0 = since ever) */
  readonly id: string;
  /** GitHub team, `org/slug`. */
  readonly githubTeam: string;
  readonly login: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
}
