import { z } from 'zod';
import type { Instant, PullRequest } from '../../records/index.ts';
import { details, further, pullRequests } from './documents.ts';
import { readCodeOwners } from './heads.ts';
import type { Head } from './heads.ts';
import { remaining } from './reading.ts';
import type { Coordinates, Reading } from './reading.ts';
import { fileOf, pullRequestOf } from './records.ts';
import { codeOwnersBlobOf, connections, detailsRow, pullRequestPage } from './rows.ts';
import type { PullRequestRow } from './rows.ts';

const largestPage = 50;
/** GitHub computes diffs for files: a few pull requests a query. */
const detailsAtOnce = 25;
/** Updates may become visible late. */
const overlapMs = 5 * 60_000;

/** Where the reading of one repository's pull requests stands. */
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
/** Raised when more is asked of a row, so that all rows are read once more. */
const asks = 2;
const cursorKey = ({ id }: Coordinates): string => `github/pull_requests/${asks}/${id}`;
const begin: Cursor = { watermarkAt: null, newestAt: null, scan: null };

const answer = z.object({ repository: z.object({ pullRequests: pullRequestPage }) });

/**
 * Reads what was updated since the watermark, newest first. The first time that is everything updated since the first day, and whatever is
 * open besides (it may not have been touched for longer). A row that is touched while it is scanned moves to the front, past the
 * cursor: it is updated after the scan's start, which is the new watermark, so a first scan is followed by a second before
 * anything is called complete.
 */
export async function readPullRequests(reading: Reading, head: Head, progress: (share: number) => void): Promise<void> {
  const key = cursorKey(head.repository);
  const cursor = (): Cursor => (reading.store.state(key) as Cursor | undefined) ?? begin;
  const { watermarkAt, newestAt, scan } = cursor();
  if (watermarkAt === null) {
    await scanOpen(reading, head.repository, cursor());
    await scanUpdated(reading, head.repository, cursor(), reading.sinceAt, progress);
  } else if (scan !== null) {
    // It was broken off in an earlier poll, and vouches for that poll only.
    await scanUpdated(reading, head.repository, cursor(), watermarkAt - overlapMs, progress);
  } else if (head.updatedAt === null || head.updatedAt === newestAt) return;
  await scanUpdated(reading, head.repository, cursor(), cursor().watermarkAt! - overlapMs, progress);
}

async function scanOpen(reading: Reading, repository: Coordinates, { scan }: Cursor): Promise<void> {
  if (scan?.stage === 'updated') return;
  const startedAt = scan?.startedAt ?? reading.startedAt;
  for (let after = scan?.after ?? null; ;) {
    const page = await readPage(reading, repository, after, { field: 'CREATED_AT', direction: 'ASC' }, ['OPEN']);
    after = page.pageInfo.endCursor;
    const next = page.pageInfo.hasNextPage
      ? { stage: 'open' as const, startedAt, after }
      : { stage: 'updated' as const, startedAt, after: null };
    await keep(reading, repository, page.nodes, { ...begin, scan: next });
    if (!page.pageInfo.hasNextPage) return;
  }
}

async function scanUpdated(
  reading: Reading,
  repository: Coordinates,
  cursor: Cursor,
  untilAt: Instant,
  progress: (share: number) => void,
): Promise<void> {
  const startedAt = cursor.scan?.startedAt ?? reading.startedAt;
  let newestAt = cursor.newestAt;
  for (let after = cursor.scan?.after ?? null; ;) {
    const page = await readPage(reading, repository, after, { field: 'UPDATED_AT', direction: 'DESC' }, null);
    const rows = page.nodes.filter(({ updatedAt }) => updatedAt >= untilAt);
    newestAt = Math.max(newestAt ?? 0, ...rows.map(({ updatedAt }) => updatedAt));
    after = page.pageInfo.endCursor;
    const isDone = rows.length < page.nodes.length || !page.pageInfo.hasNextPage;
    const going: Cursor = { watermarkAt: cursor.watermarkAt, newestAt, scan: { stage: 'updated', startedAt, after } };
    await keep(reading, repository, rows, isDone ? { watermarkAt: startedAt, newestAt, scan: null } : going);
    const reachedAt = rows.at(-1)?.updatedAt ?? untilAt;
    progress(isDone ? 1 : (startedAt - reachedAt) / Math.max(1, startedAt - untilAt));
    if (isDone) return;
  }
}

type Order = { readonly field: 'CREATED_AT' | 'UPDATED_AT'; readonly direction: 'ASC' | 'DESC' };

async function readPage(
  { client, signal, warn }: Reading,
  { owner, name }: Coordinates,
  after: string | null,
  orderBy: Order,
  states: readonly string[] | null,
) {
  const variables = (first: number) => ({ owner, name, first, after, orderBy, states });
  const { data, problems } = await client.query<Record<string, unknown>>(
    'pull_requests',
    pullRequests,
    variables,
    signal,
    largestPage,
  );
  if (problems.length > 0) warn(`some pull requests of ${owner}/${name} cannot be read: ${problems.join('; ')}`);
  return answer.parse(data).repository.pullRequests;
}

/** The rows with all their pages and details, and the cursor that vouches for them, in one commit. */
async function keep(
  reading: Reading,
  repository: Coordinates,
  rows: readonly PullRequestRow[],
  cursor: Cursor,
): Promise<void> {
  const whole: PullRequestRow[] = [];
  for (const row of rows) whole.push(await completed(reading, repository, row));
  const detailed = await detailsOf(reading, repository, whole);
  const records = whole.map((row) =>
    pullRequestOf(repository.id, row, detailed.get(row.number)!, reading.config.people.agents),
  );
  reading.store.write({ records, state: [{ key: cursorKey(repository), value: cursor }] });
}

async function completed(reading: Reading, repository: Coordinates, row: PullRequestRow): Promise<PullRequestRow> {
  const rest = async <K extends 'reviews' | 'timelineItems' | 'commits'>(key: K): Promise<PullRequestRow[K]> => ({
    ...row[key],
    nodes: [...(await furtherPages(reading, repository, row.number, key, row[key] as never))] as never,
  });
  return {
    ...row,
    reviews: await rest('reviews'),
    timelineItems: await rest('timelineItems'),
    commits: await rest('commits'),
  };
}

type Connection = keyof typeof connections;
type Page<K extends Connection> = z.output<(typeof connections)[K]>;

function furtherPages<K extends Connection>(
  { client, signal }: Reading,
  { owner, name }: Coordinates,
  number: number,
  key: K,
  first: Page<K>,
): Promise<readonly Page<K>['nodes'][number][]> {
  return remaining<Page<K>['nodes'][number]>(first, async (after) => {
    const { data } = await client.query<Record<string, unknown>>(
      key,
      further[key],
      (size) => ({ owner, name, number, first: size, after }),
      signal,
    );
    const shape = z.object({ repository: z.object({ pullRequest: z.object({ [key]: connections[key] }) }) });
    return (shape.parse(data).repository.pullRequest as unknown as Record<K, Page<K>>)[key];
  });
}

type Details = Pick<PullRequest, 'files' | 'codeOwnersBlob'>;

/** Files and CODEOWNERS of the rows whose content changed since they were last read; of the others as they were. */
async function detailsOf(
  reading: Reading,
  repository: Coordinates,
  rows: readonly PullRequestRow[],
): Promise<ReadonlyMap<number, Details>> {
  const found = new Map<number, Details>();
  const asked: number[] = [];
  for (const row of rows) {
    const before = reading.store.get('pull_request', `${repository.id}#${row.number}`);
    if (before?.files && isSameContent(before, row))
      found.set(row.number, { files: before.files, codeOwnersBlob: before.codeOwnersBlob });
    else asked.push(row.number);
  }
  for (let from = 0; from < asked.length; from += detailsAtOnce) {
    for (const [number, one] of await askDetails(reading, repository, asked.slice(from, from + detailsAtOnce)))
      found.set(number, one);
  }
  for (const { number } of rows) if (!found.has(number)) found.set(number, { files: null, codeOwnersBlob: null });
  return found;
}

const isSameContent = (before: PullRequest, row: PullRequestRow): boolean =>
  before.mergeCommit === (row.mergeCommit?.oid ?? null) &&
  before.additions === row.additions &&
  before.deletions === row.deletions &&
  before.commits.at(-1)?.oid === row.commits.nodes.at(-1)?.commit.oid &&
  before.commits.length === row.commits.nodes.length;

async function askDetails(
  reading: Reading,
  repository: Coordinates,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Details>> {
  const { owner, name } = repository;
  const { data, problems } = await reading.client.query<{ repository?: Record<string, unknown> | null }>(
    'details',
    details(numbers),
    () => ({ owner, name }),
    reading.signal,
  );
  if (problems.length > 0) reading.warn(`files of some pull requests of ${repository.id}: ${problems.join('; ')}`);
  const found = new Map<number, Details>();
  for (const value of Object.values(data.repository ?? {})) {
    if (value === null) continue;
    const row = detailsRow.parse(value);
    const codeOwnersBlob = row.mergeCommit ? codeOwnersBlobOf(row.mergeCommit) : null;
    await readCodeOwners(reading, repository, codeOwnersBlob);
    const files = row.files && (await furtherPages(reading, repository, row.number, 'files', row.files)).map(fileOf);
    found.set(row.number, { files, codeOwnersBlob });
  }
  return found;
}
