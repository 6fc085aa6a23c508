import { z } from 'zod';
import type { Commit } from '../../records/index.ts';
import { history } from './documents.ts';
import type { Head } from './heads.ts';
import type { Coordinates, Reading } from './reading.ts';
import { commitOf, goneCommit } from './records.ts';
import { historyPage } from './rows.ts';

/** The first walk of a repository, which must reach the end before its commits can be built upon. */
interface Cursor {
  readonly oid: string;
  readonly after: string | null;
  readonly isDone: boolean;
}

const answer = z.object({ repository: z.object({ object: z.object({ history: historyPage.optional() }).nullable() }) });

/**
 * The commit graph from the head of the default branch and from each deployed commit that is not known yet, 100 commits a
 * request. The first walk reads to the very beginning: a graph with holes makes contents unknown. Later ones stop where
 * everything that they lead to is known.
 */
export async function readCommits(reading: Reading, head: Head, deployed: Iterable<string>): Promise<void> {
  const { repository } = head;
  const key = `github/commits/${repository.id}`;
  const first =
    (reading.store.state(key) as Cursor | undefined) ??
    (head.oid === null ? undefined : { oid: head.oid, after: null, isDone: false });
  if (first && !first.isDone) await firstWalk(reading, repository, first, key);
  for (const oid of new Set([...(head.oid === null ? [] : [head.oid]), ...deployed]))
    await laterWalk(reading, repository, oid);
}

async function firstWalk(reading: Reading, repository: Coordinates, cursor: Cursor, key: string): Promise<void> {
  for (let after = cursor.after; ;) {
    const page = await readPage(reading, repository, cursor.oid, after);
    const isDone = !page?.pageInfo.hasNextPage;
    after = page?.pageInfo.endCursor ?? null;
    reading.store.write({
      records: page?.commits ?? [],
      state: [{ key, value: { oid: cursor.oid, after, isDone } satisfies Cursor }],
    });
    if (isDone) return;
  }
}

/** Written at once when it is closed: a walk that breaks off leaves no hole behind what is known. */
async function laterWalk(reading: Reading, repository: Coordinates, oid: string): Promise<void> {
  const isKnown = (one: string): boolean => reading.store.has('commit', `${repository.id}@${one}`);
  if (isKnown(oid)) return;
  const read = new Map<string, Commit>();
  for (let after: string | null = null; ;) {
    const page = await readPage(reading, repository, oid, after);
    if (!page) return reading.store.write({ records: [goneCommit(repository.id, oid)] });
    for (const commit of page.commits) if (!isKnown(commit.oid)) read.set(commit.oid, commit);
    const isOpen = [...read.values()].some(({ parents }) =>
      parents.some((parent) => !read.has(parent) && !isKnown(parent)),
    );
    if (!isOpen || !page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  reading.store.write({ records: [...read.values()] });
}

/** Undefined: GitHub no longer has the commit. */
async function readPage(
  { client, signal }: Reading,
  { id, owner, name }: Coordinates,
  oid: string,
  after: string | null,
) {
  const { data } = await client.query<Record<string, unknown>>(
    'history',
    history,
    (first) => ({ owner, name, oid, first, after }),
    signal,
  );
  const page = answer.parse(data).repository.object?.history;
  if (!page) return undefined;
  const commits = page.nodes.map((node) =>
    commitOf(
      id,
      node.oid,
      node.message,
      node.parents.map((parent) => parent.oid),
    ),
  );
  return { pageInfo: page.pageInfo, commits };
}
