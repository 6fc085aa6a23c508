import type { Instant } from './record.ts';

/** What one series of a configured query of Prometheus said on one UTC day, oldest first. */
export interface Reading {
  readonly kind: 'reading';
  /** `query/YYYY-MM-DD/team/name`, team and name as in an address. */
  readonly id: string;
  /** Key of the configured query: its id, and a mark of its wording. What was read by another wording is another fact. */
  readonly query: string;
  /** The team as the series or the configuration names it; '' where neither does. It need not be a configured one. */
  readonly team: string;
  /** The SLO or the experiment; '' where the query has no such thing. */
  readonly name: string;
  /** At least one; finite; one for an instant. */
  readonly samples: readonly { readonly at: Instant; readonly value: number }[];
}
