import type { Instant } from '../../records/index.ts';
import type { StateEntry } from '../../store/store.ts';
import type { Reading } from './reading.ts';

/** Updates may become visible late. */
const overlapMs = 5 * 60_000;

/** Where the reading of one list stands. */
interface Cursor {
  /** Everything updated before it is in the store; null during the first scan. */
  readonly watermarkAt: Instant | null;
  /** The newest update that was seen. */
  readonly newestAt: Instant | null;
  /** A scan that was broken off, and goes on here. */
  readonly scan: {
    readonly stage: 'open' | 'updated';
    readonly startedAt: Instant;
    readonly after: string | null;
  } | null;
}
const begin: Cursor = { watermarkAt: null, newestAt: null, scan: null };

export type Order = { readonly field: 'CREATED_AT' | 'UPDATED_AT'; readonly direction: 'ASC' | 'DESC' };

/** A list of a repository that GitHub sorts by update: pull requests, issues. */
export interface Listing<Row extends { readonly updatedAt: Instant }> {
  /** Under which its cursor is kept. */
  readonly key: string;
  readPage(
    after: string | null,
    orderBy: Order,
    states: readonly string[] | null,
  ): Promise<{
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly Row[];
  }>;
  /** Stores the rows with all their pages, and the state that vouches for them, in one commit. */
  keep(rows: readonly Row[], state: StateEntry): Promise<void>;
}

/**
 * Reads what was updated since the watermark, newest first; `newest` is the latest update that GitHub has now. The first time that
 * is everything updated since the first day, and whatever is open besides (it may not have been touched for longer). A row that is
 * touched while it is scanned moves to the front, past the cursor: it is updated after the scan's start, which is the new watermark,
 * so a first scan is followed by a second before anything is called complete.
 */
export async function readUpdated<Row extends { readonly updatedAt: Instant }>(
  reading: Reading,
  listing: Listing<Row>,
  newest: Instant | null,
  progress: (share: number) => void,
): Promise<void> {
  const cursor = (): Cursor => (reading.store.state(listing.key) as Cursor | undefined) ?? begin;
  const { watermarkAt, newestAt, scan } = cursor();
  if (watermarkAt === null) {
    await scanOpen(reading, listing, cursor());
    await scanUpdated(reading, listing, cursor(), reading.sinceAt, progress);
  } else if (scan !== null) {
    // It was broken off in an earlier poll, and vouches for that poll only.
    await scanUpdated(reading, listing, cursor(), watermarkAt - overlapMs, progress);
  } else if (newest === null || newest === newestAt) return;
  await scanUpdated(reading, listing, cursor(), cursor().watermarkAt! - overlapMs, progress);
}

async function scanOpen<Row extends { readonly updatedAt: Instant }>(
  reading: Reading,
  listing: Listing<Row>,
  { scan }: Cursor,
): Promise<void> {
  if (scan?.stage === 'updated') return;
  const startedAt = scan?.startedAt ?? reading.startedAt;
  for (let after = scan?.after ?? null; ;) {
    const page = await listing.readPage(after, { field: 'CREATED_AT', direction: 'ASC' }, ['OPEN']);
    after = page.pageInfo.endCursor;
    const next = page.pageInfo.hasNextPage
      ? { stage: 'open' as const, startedAt, after }
      : { stage: 'updated' as const, startedAt, after: null };
    await listing.keep(page.nodes, { key: listing.key, value: { ...begin, scan: next } });
    if (!page.pageInfo.hasNextPage) return;
  }
}

async function scanUpdated<Row extends { readonly updatedAt: Instant }>(
  reading: Reading,
  listing: Listing<Row>,
  cursor: Cursor,
  untilAt: Instant,
  progress: (share: number) => void,
): Promise<void> {
  const startedAt = cursor.scan?.startedAt ?? reading.startedAt;
  let newestAt = cursor.newestAt;
  for (let after = cursor.scan?.after ?? null; ;) {
    const page = await listing.readPage(after, { field: 'UPDATED_AT', direction: 'DESC' }, null);
    const rows = page.nodes.filter(({ updatedAt }) => updatedAt >= untilAt);
    newestAt = Math.max(newestAt ?? 0, ...rows.map(({ updatedAt }) => updatedAt));
    after = page.pageInfo.endCursor;
    const isDone = rows.length < page.nodes.length || !page.pageInfo.hasNextPage;
    const going: Cursor = { watermarkAt: cursor.watermarkAt, newestAt, scan: { stage: 'updated', startedAt, after } };
    const next: Cursor = isDone ? { watermarkAt: startedAt, newestAt, scan: null } : going;
    await listing.keep(rows, { key: listing.key, value: next });
    const reachedAt = rows.at(-1)?.updatedAt ?? untilAt;
    progress(isDone ? 1 : (startedAt - reachedAt) / Math.max(1, startedAt - untilAt));
    if (isDone) return;
  }
}
