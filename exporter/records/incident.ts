import type { Instant } from './record.ts';

/** One log entry of an incident, oldest first. */
export interface IncidentEntry {
  readonly id: string;
  readonly type:
    'trigger' | 'acknowledge' | 'unacknowledge' | 'escalate' | 'assign' | 'notify' | 'resolve' | 'reopen' | 'merge';
  readonly at: Instant;
  /** PagerDuty user id: who was notified (notify), who acted (acknowledge, resolve); null for a service or integration. */
  readonly user: string | null;
  /** notify only: `push_notification`, `sms_notification`, `phone_notification`, `email_notification` shortened. */
  readonly channel: 'push' | 'sms' | 'phone' | 'email' | null;
}

/** A PagerDuty incident with its log. */
export interface Incident {
  readonly kind: 'incident';
  /** PagerDuty's id. */
  readonly id: string;
  readonly url: string;
  readonly number: number;
  readonly title: string;
  readonly incidentKey: string | null;
  /** PagerDuty service id. */
  readonly service: string;
  readonly createdAt: Instant;
  /** The highest PagerDuty priority name that it was ever seen with (`P1`, `SEV-2` …); null: none. */
  readonly priority: string | null;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  /** When it was merged into another incident; null otherwise. */
  readonly mergedAt: Instant | null;
  readonly entries: readonly IncidentEntry[];
}
