import type { CountedEvent, Batch, Store, StoredRecord } from './store.ts';
import type { RecordKind, RecordOf } from '../records/index.ts';
import { StoreError } from './store.ts';
import { canonicalJson } from './canonical.ts';

interface Row {
  readonly seq: number;
  readonly body: string;
}

/** A store for tests and for looks that need no file. Keeps JSON text, so that nobody shares an object with it. */
export function createMemoryStore(): Store {
  const tables = new Map<RecordKind, Map<string, Row>>();
  const states = new Map<string, string>();
  const counted = new Map<string, CountedEvent>();
  let seq = 0;
  const table = (kind: RecordKind): Map<string, Row> => tables.get(kind) ?? tables.set(kind, new Map()).get(kind)!;

  function write(batch: Batch): void {
    // Everything that can fail comes before anything is kept.
    const records = attempt(() => (batch.records ?? []).map((record) => ({ ...record, body: canonicalJson(record) })));
    const state = attempt(() => (batch.state ?? []).map(({ key, value }) => [key, canonicalJson(value)] as const));
    for (const { kind, id, body } of records) {
      const rows = table(kind);
      if (rows.get(id)?.body === body) continue;
      rows.delete(id); // set again at the end: a table stays in the order of seq
      rows.set(id, { seq: ++seq, body });
    }
    for (const [key, value] of state) states.set(key, value);
    for (const event of batch.counted ?? []) {
      const key = `${event.counter}\n${event.id}`;
      if (!counted.has(key)) counted.set(key, event);
    }
  }

  function* changed<K extends RecordKind>(
    kind: K,
    afterSeq: number,
    upToSeq = Number.MAX_SAFE_INTEGER,
  ): Iterable<StoredRecord<K>> {
    const rows = [...table(kind).values()].filter((row) => row.seq > afterSeq && row.seq <= upToSeq);
    for (const row of rows) yield { seq: row.seq, record: JSON.parse(row.body) as RecordOf<K> };
  }

  function counts(counter: string, asOf: number): ReturnType<Store['counts']> {
    const sums = new Map<string, number>();
    for (const event of counted.values()) {
      if (event.counter !== counter || event.at >= asOf) continue;
      const labels = canonicalJson(event.labels);
      sums.set(labels, (sums.get(labels) ?? 0) + 1);
    }
    const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([labels, count]) => ({ labels: JSON.parse(labels) as Record<string, string>, count }));
  }

  return {
    write,
    get: <K extends RecordKind>(kind: K, id: string) => {
      const row = table(kind).get(id);
      return row && (JSON.parse(row.body) as RecordOf<K>);
    },
    has: (kind, id) => table(kind).has(id),
    changed,
    lastSeq: () => seq,
    count: (kind) => table(kind).size,
    state: (key) => {
      const value = states.get(key);
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    counts,
    counted: (counter, from, to) =>
      [...counted.values()]
        .filter((event) => event.counter === counter && event.at >= from && event.at < to)
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
        .map((event) => JSON.parse(canonicalJson(event)) as CountedEvent),
    close: () => undefined,
  };
}

function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new StoreError(`store: write: ${(cause as Error).message}`, { cause });
  }
}
