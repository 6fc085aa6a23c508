import Database from 'better-sqlite3';
import type { RecordKind, RecordOf } from '../records/index.ts';
import { canonicalJson } from './canonical.ts';
import { migrate } from './sqlite-schema.ts';
import { StoreError } from './store.ts';
import type { Batch, Store, StoredRecord } from './store.ts';

/** Rows a page when streaming: no statement stays open, so a reader may write between two records. */
const pageRows = 500;

/** How long one connection waits for the other's transaction. */
const busyTimeoutMs = 10_000;

/**
 * Opens (or creates) the store in one SQLite file; `:memory:` for a private one. Several connections, also from worker threads, may
 * share the file. Throws StoreError when the file is not ours, is damaged, or was written by a newer version; it is then left
 * as it is.
 */
export function openSqliteStore(path: string): Store {
  const database = open(path);
  const get = database.prepare<[string, string], { body: string }>('SELECT body FROM record WHERE kind = ? AND id = ?');
  const page = database
    .prepare<[string, number, number, number], [seq: number, body: string]>(
      'SELECT seq, body FROM record WHERE kind = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
    )
    .raw();
  const has = database.prepare<[string, string], { one: number }>(
    'SELECT 1 AS one FROM record WHERE kind = ? AND id = ?',
  );
  const last = database.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM record');
  const upsert = database.prepare(
    `INSERT INTO record (kind, id, seq, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, body = excluded.body WHERE body <> excluded.body`,
  );
  const setState = database.prepare(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const getState = database.prepare<[string], { value: string }>('SELECT value FROM state WHERE key = ?');
  const count = database.prepare<[string], { n: number }>('SELECT count(*) AS n FROM record WHERE kind = ?');
  const addCounted = database.prepare(
    'INSERT INTO counted (counter, id, labels, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const counts = database.prepare<[string, number], { labels: string; n: number }>(
    'SELECT labels, count(*) AS n FROM counted WHERE counter = ? AND at < ? GROUP BY labels ORDER BY labels',
  );
  const counted = database.prepare<[string, number, number], { id: string; labels: string; at: number }>(
    'SELECT id, labels, at FROM counted WHERE counter = ? AND at >= ? AND at < ? ORDER BY at, id',
  );
  const lastSeq = (): number => last.get()?.seq ?? 0;

  const writeAll = database.transaction((batch: Batch) => {
    let seq = lastSeq();
    for (const record of batch.records ?? []) {
      if (upsert.run(record.kind, record.id, seq + 1, canonicalJson(record)).changes > 0) seq += 1;
    }
    for (const { key, value } of batch.state ?? []) setState.run(key, canonicalJson(value));
    for (const event of batch.counted ?? [])
      addCounted.run(event.counter, event.id, canonicalJson(event.labels), event.at);
  });

  function* changed<K extends RecordKind>(
    kind: K,
    afterSeq: number,
    upToSeq = Number.MAX_SAFE_INTEGER,
  ): Iterable<StoredRecord<K>> {
    for (let from = afterSeq; ;) {
      const rows = attempt('read records', () => page.all(kind, from, upToSeq, pageRows));
      for (const [seq, body] of rows) yield { seq, record: JSON.parse(body) as RecordOf<K> };
      const end = rows.at(-1);
      if (!end || rows.length < pageRows) return;
      from = end[0];
    }
  }

  return {
    write: (batch) => attempt('write', () => writeAll.immediate(batch)),
    get: <K extends RecordKind>(kind: K, id: string) =>
      parse<RecordOf<K>>(attempt('read', () => get.get(kind, id))?.body),
    has: (kind, id) => attempt('read', () => has.get(kind, id)) !== undefined,
    changed,
    lastSeq: () => attempt('read', lastSeq),
    count: (kind) => attempt('count', () => count.get(kind)?.n ?? 0),
    state: (key) => parse<unknown>(attempt('read state', () => getState.get(key))?.value),
    counts: (counter, asOf) =>
      attempt('read counters', () => counts.all(counter, asOf)).map((row) => ({
        labels: JSON.parse(row.labels) as Readonly<Record<string, string>>,
        count: row.n,
      })),
    counted: (counter, from, to) =>
      attempt('read what was counted', () => counted.all(counter, from, to)).map(({ id, labels, at }) => ({
        counter,
        id,
        labels: JSON.parse(labels) as Readonly<Record<string, string>>,
        at,
      })),
    close: () => void database.close(),
  };
}

const parse = <T>(text: string | undefined): T | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as T);

function open(path: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: busyTimeoutMs });
    migrate(database, path);
    // FULL: a webhook is answered only when it would survive a power cut, too.
    database.pragma('synchronous = FULL');
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`cannot open the store ${path}: ${(cause as Error).message}; the file was left as it is`, {
      cause,
    });
  }
}

function attempt<T>(operation: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new StoreError(`store: ${operation}: ${(cause as Error).message}`, { cause });
  }
}
