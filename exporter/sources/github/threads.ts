import { z } from 'zod';
import { contestedComments } from '../../policy/limits.ts';
import type { Instant, ThreadsSeen } from '../../records/index.ts';
import type { StateEntry, Store } from '../../store/store.ts';
import { SourceError } from '../source.ts';
import { further, threads } from './documents.ts';
import { coordinates, remaining } from './reading.ts';
import type { Coordinates, Reading } from './reading.ts';
import { threadPage } from './rows.ts';
import type { PullRequestRow } from './rows.ts';

/** Pull requests a request: they cost a point together. */
const batch = 50;
/** Where `history` finds how far the looks reach. */
const readKey = 'threads/github';

type Asked = Coordinates & { readonly number: number };

const discussedKey = (repository: string): string => `github/discussed/${repository}`;
const discussedIn = (store: Store, repository: string): readonly number[] =>
  (store.state(discussedKey(repository)) as readonly number[] | undefined) ?? [];

/** The open pull requests whose threads matter, after these rows: a comment is an update, resolving a thread need not be one. */
export function discussedAfter(store: Store, repository: string, rows: readonly PullRequestRow[]): StateEntry {
  const numbers = new Set(discussedIn(store, repository));
  for (const { number, closedAt, totalCommentsCount } of rows) {
    if (closedAt !== null) numbers.delete(number);
    else if (totalCommentsCount === null || totalCommentsCount >= contestedComments) numbers.add(number);
  }
  return { key: discussedKey(repository), value: [...numbers].sort((a, b) => a - b) };
}

/**
 * Looks at the threads of what is discussed a lot, with every poll that read all pull requests: nothing tells that they changed. Answers
 * with what went wrong; then nothing is vouched for.
 */
export async function readThreads(reading: Reading): Promise<readonly string[]> {
  const { config, store, startedAt, now } = reading;
  const asked = config.github!.repositories.flatMap((id) =>
    discussedIn(store, id).map((number) => ({ ...coordinates(id), number })),
  );
  try {
    for (let from = 0; from < asked.length; from += batch) await look(reading, asked.slice(from, from + batch));
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return [error.message];
  }
  const before = store.state(readKey) as { readonly completeFromAt: Instant } | undefined;
  // What was seen is known strictly after it.
  const value = { completeFromAt: before?.completeFromAt ?? now() + 1, watermarkAt: startedAt };
  store.write({ state: [{ key: readKey, value }] });
  return [];
}

/** Null: what GitHub does not say; then nobody can tell. */
const answer = z
  .object({ pullRequest: z.object({ totalCommentsCount: z.number(), reviewThreads: threadPage }) })
  .nullish()
  .catch(null);

async function look(reading: Reading, asked: readonly Asked[]): Promise<void> {
  const { client, signal, now, store } = reading;
  const { data, problems } = await client.query<Record<string, unknown>>('threads', threads(asked), () => ({}), signal);
  if (problems.length > 0) throw new SourceError('github', 'threads', [...new Set(problems)].join('; '));
  const at = now();
  for (const [index, one] of asked.entries()) {
    const id = `${one.id}#${one.number}`;
    const found = answer.parse(data[`r${index}`])?.pullRequest;
    if (!found) throw new SourceError('github', 'threads', `GitHub does not show the discussion of ${id}`);
    const { totalCommentsCount: comments, reviewThreads } = found;
    const all = await remaining(reviewThreads, (after) => nextThreads(reading, one, after));
    note(store, id, { at, comments, isUnresolved: all.some(({ isResolved }) => !isResolved) });
  }
}

async function nextThreads({ client, signal }: Reading, { owner, name, number }: Asked, after: string | null) {
  const { data } = await client.query<Record<string, unknown>>(
    'reviewThreads',
    further.reviewThreads,
    (first) => ({ owner, name, number, first, after }),
    signal,
  );
  const shape = z.object({ repository: z.object({ pullRequest: z.object({ reviewThreads: threadPage }) }) });
  return shape.parse(data).repository.pullRequest.reviewThreads;
}

/** Only what differs from the look before. */
function note(store: Store, id: string, seen: ThreadsSeen): void {
  const pullRequest = store.get('pull_request', id);
  const before = pullRequest?.threadsSeen ?? [];
  const last = before.at(-1);
  if (!pullRequest || (last?.comments === seen.comments && last.isUnresolved === seen.isUnresolved)) return;
  store.write({ records: [{ ...pullRequest, threadsSeen: [...before, seen] }] });
}
