import type { Instant } from '../records/index.ts';
import type { Store } from '../store/store.ts';

export type SourceName = 'github' | 'pagerduty' | 'prometheus' | 'pipeline' | 'surveys' | 'assessments';

/**
 * How much of the world a source has read: complete in `[completeFromAt, watermarkAt)`. Kept in the store under the key
 * `source/NAME`, written in the batch whose rows it vouches for. `completeFromAt` is null until the first sync is done;
 * until then `progress` (0..1) says how far it is.
 */
export interface SourceState {
  readonly completeFromAt: Instant | null;
  readonly watermarkAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  readonly progress: number;
}

export const sourceStateKey = (name: SourceName): string => `source/${name}`;

export function sourceState(store: Store, name: SourceName): SourceState {
  const empty: SourceState = { completeFromAt: null, watermarkAt: null, lastSuccessAt: null, progress: 0 };
  return { ...empty, ...(store.state(sourceStateKey(name)) as Partial<SourceState> | undefined) };
}

/** What a source tells about its own work; exposition/self.ts turns it into metrics. */
export interface SourceMeter {
  /** One request that was sent. `outcome`: ok, partial, retried, rate_limited, failed. */
  request(outcome: 'ok' | 'partial' | 'retried' | 'rate_limited' | 'failed'): void;
  /** Points or calls spent, and what is left of the upstream's budget (null: unlimited or unknown). */
  budget(spent: number, remaining: number | null): void;
}

export interface SourceLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface SourceContext {
  readonly store: Store;
  readonly now: () => Instant;
  readonly meter: SourceMeter;
  readonly log: SourceLog;
  /** Resolves after the time has passed or the signal fires; tests pass one that does not wait. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** How long one request may go unanswered. */
  readonly patienceMs: number;
}

/** What `check-config` learnt by asking. */
export interface AccessCheck {
  /** What was tried, as a person would say it: "read pull requests of acme/core". */
  readonly what: string;
  readonly ok: boolean;
  /** The permission or setting that is missing, and where to grant it. */
  readonly remedy?: string;
}

/** A polled source. A poll reads what changed since the watermark and writes records, state and watermark together. */
export interface Source {
  readonly name: SourceName;
  /** A cron expression (node-cron). */
  readonly schedule: string;
  /** Rejects with a SourceError when it could not finish; what was written stays valid and the next poll resumes. */
  poll(signal: AbortSignal): Promise<void>;
  checkAccess(signal: AbortSignal): Promise<readonly AccessCheck[]>;
}

/** The message never contains a secret. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly source: SourceName;
  readonly operation: string;
  constructor(source: SourceName, operation: string, message: string, options?: ErrorOptions) {
    super(`${source}: ${operation}: ${message}`, options);
    this.source = source;
    this.operation = operation;
  }
}
