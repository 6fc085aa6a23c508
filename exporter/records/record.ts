/** Milliseconds since the Unix epoch, whole. A field that holds one ends in `At`. */
export type Instant = number;

/** Half-open: `from ≤ t < to`. `to` may be Infinity in memory (never in a stored record). */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Who did something, as the vendor knows the account. Records are the only place where a login exists; it never
 * leaves the store for a metric, page or report. `null` instead of an Actor is a deleted account.
 */
export interface Actor {
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
}
