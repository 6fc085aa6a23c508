import type { Instant } from './record.ts';

/**
 * What is looked up where it is set, and not derived from events. The subject of the first eight is a repository `owner/repo`;
 * of `services_mapped` a PagerDuty service id (some configured service names it) or a configured service id (it names a
 * PagerDuty service that exists); of `escalation_two_levels` an escalation policy id.
 */
export type ProbeCheck =
  | 'default_branch_protected'
  | 'ci_on_default_branch'
  | 'code_owners_valid'
  | 'code_owner_review_required'
  | 'reviews_required'
  | 'vulnerability_alerts_enabled'
  | 'no_old_critical_vulnerability'
  | 'runbooks_present'
  | 'services_mapped'
  | 'escalation_two_levels';

/** What was found at an instant; it stands until the next finding. */
export interface Finding {
  readonly at: Instant;
  /** unknown: it could not be looked up, which is not met. */
  readonly result: 'met' | 'unmet' | 'unknown';
  /** What was found, or which permission is missing; for a person, names nobody. */
  readonly detail: string;
}

/** One check of one subject, with everything that was ever found: the past is what was found then. */
export interface Probe {
  readonly kind: 'probe';
  /** `check subject` */
  readonly id: string;
  readonly check: ProbeCheck;
  readonly subject: string;
  /** Where to act on it; null where there is no page. */
  readonly url: string | null;
  /** Oldest first; one is appended only where the result or the detail is another than before. */
  readonly findings: readonly Finding[];
}

export const probeId = (check: ProbeCheck, subject: string): string => `${check} ${subject}`;
