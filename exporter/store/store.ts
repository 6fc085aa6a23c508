import type { DomainRecord, RecordKind, RecordOf } from '../records/index.ts';

/** A value that a source keeps beside its rows: a cursor, a watermark, a page size. JSON. */
export interface StateEntry {
  readonly key: string;
  readonly value: unknown;
}

/** A counter's event, counted once and never taken back. */
export interface CountedEvent {
  readonly counter: string;
  /** Unique in the counter. */
  readonly id: string;
  /** The label values as they were when it was counted. */
  readonly labels: Readonly<Record<string, string>>;
  readonly at: number;
}

/** All of it is written, or nothing. */
export interface Batch {
  readonly records?: readonly DomainRecord[];
  readonly state?: readonly StateEntry[];
  readonly counted?: readonly CountedEvent[];
}

export interface StoredRecord<K extends RecordKind = RecordKind> {
  /** Grows with every change in the store; a reader remembers the last that it has seen. */
  readonly seq: number;
  readonly record: RecordOf<K>;
}

/**
 * Keeps the newest version of each record by (kind, id), and the state that vouches for them, in one transaction.
 * Writing a record that is deeply equal to the stored one changes nothing (its seq stays): delivering twice is harmless.
 * A counted event that exists is kept as it is. Errors: StoreError, with `cause`.
 */
export interface Store {
  write(batch: Batch): void;
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined;
  /** Whether it exists, without reading it. */
  has(kind: RecordKind, id: string): boolean;
  /**
   * Records of a kind with `afterSeq < seq ≤ upToSeq` (default: no end), in the order of seq. Streams: never all of them in
   * memory. A reader of several kinds beside a writer takes `lastSeq()` first and reads each kind up to it, so that
   * nothing falls between two kinds; a record that moves on meanwhile comes with its new seq the next time.
   */
  changed<K extends RecordKind>(kind: K, afterSeq: number, upToSeq?: number): Iterable<StoredRecord<K>>;
  /** The seq of the latest change, 0 in an empty store. */
  lastSeq(): number;
  count(kind: RecordKind): number;
  state(key: string): unknown;
  /** Sum per label set of the events of a counter with `at < asOf`. */
  counts(
    counter: string,
    asOf: number,
  ): readonly { readonly labels: Readonly<Record<string, string>>; readonly count: number }[];
  /** The events of a counter with `from ≤ at < to`, in the order of time. */
  counted(counter: string, from: number, to: number): readonly CountedEvent[];
  close(): void;
}

export class StoreError extends Error {
  override readonly name = 'StoreError';
}
