import { z } from 'zod';
import type { PullRequest } from '../../records/index.ts';
import type { StateEntry } from '../../store/store.ts';
import { requiredChecksOf } from './checks.ts';
import { details, further, pullRequests } from './documents.ts';
import { wholeList } from './further-pages.ts';
import type { LongList } from './further-pages.ts';
import { readCodeOwners } from './heads.ts';
import type { Head } from './heads.ts';
import type { Coordinates, Page, Reading } from './reading.ts';
import { fileOf, pullRequestOf } from './records.ts';
import type { Details } from './records.ts';
import { codeOwnersBlobOf, connections, detailsRow, pullRequestPage } from './rows.ts';
import type { PullRequestRow } from './rows.ts';
import { readUpdated } from './scan.ts';
import type { Listing, Order } from './scan.ts';
import { discussedAfter } from './threads.ts';

const largestPage = 50;
/** GitHub computes diffs for files: a few pull requests a query. */
const detailsAtOnce = 25;
/** Raised when more is asked of a row, so that all rows are read once more. */
const asks = 3;

const answer = z.object({ repository: z.object({ pullRequests: pullRequestPage }) });

/** What was updated since the watermark; see scan.ts. */
export function readPullRequests(reading: Reading, head: Head, progress: (share: number) => void): Promise<void> {
  const { repository, updatedAt } = head;
  const listing: Listing<PullRequestRow> = {
    key: `github/pull_requests/${asks}/${repository.id}`,
    readPage: (after, orderBy, states) => readPage(reading, repository, after, orderBy, states),
    keep: (rows, state) => keep(reading, repository, rows, state),
  };
  return readUpdated(reading, listing, updatedAt, progress);
}

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

/** The rows with all their pages and details, and the state that vouches for them, in one commit. */
async function keep(
  reading: Reading,
  repository: Coordinates,
  rows: readonly PullRequestRow[],
  state: StateEntry,
): Promise<void> {
  const whole: PullRequestRow[] = [];
  for (const row of rows) whole.push(await completed(reading, repository, row));
  const detailed = await detailsOf(reading, repository, whole);
  const { store, config } = reading;
  const records = whole.map((row) => {
    const read = pullRequestOf(repository.id, row, detailed.get(row.number)!, config.people.agents);
    const threadsSeen = store.get('pull_request', read.id)?.threadsSeen;
    return threadsSeen ? { ...read, threadsSeen } : read;
  });
  store.write({ records, state: [state, discussedAfter(store, repository.id, rows)] });
}

async function completed(reading: Reading, repository: Coordinates, row: PullRequestRow): Promise<PullRequestRow> {
  const whole = <P extends Page<unknown>>(key: keyof typeof connections, first: P): Promise<P> =>
    wholeList(reading, repository, row.number, listOf(key), first);
  return {
    ...row,
    reviews: await whole('reviews', row.reviews),
    timelineItems: await whole('timelineItems', row.timelineItems),
    commits: await whole('commits', row.commits),
  };
}

const listOf = (key: keyof typeof connections): LongList => ({
  what: key,
  of: 'pullRequest',
  key,
  document: further[key],
  shape: connections[key],
});

const unread: Details = { files: null, codeOwnersBlob: null, requiredChecks: null };

/** Files, CODEOWNERS and checks of the rows whose content changed since they were last read; of the others as they were. */
async function detailsOf(
  reading: Reading,
  repository: Coordinates,
  rows: readonly PullRequestRow[],
): Promise<ReadonlyMap<number, Details>> {
  const found = new Map<number, Details>();
  const asked: number[] = [];
  for (const row of rows) {
    const before = reading.store.get('pull_request', `${repository.id}#${row.number}`);
    const { files, codeOwnersBlob, requiredChecks } = before ?? unread;
    if (before && files && requiredChecks && isSameContent(before, row))
      found.set(row.number, { files, codeOwnersBlob, requiredChecks });
    else asked.push(row.number);
  }
  for (let from = 0; from < asked.length; from += detailsAtOnce) {
    for (const [number, one] of await askDetails(reading, repository, asked.slice(from, from + detailsAtOnce)))
      found.set(number, one);
  }
  for (const { number } of rows) if (!found.has(number)) found.set(number, unread);
  return found;
}

const isSameContent = (before: PullRequest, row: PullRequestRow): boolean =>
  before.mergedAt === row.mergedAt && // a push merges without a merge commit, and checks go on until then
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
  const { data, problems, refused } = await reading.client.query<{ repository?: Record<string, unknown> | null }>(
    'details',
    details(numbers),
    () => ({ owner, name }),
    reading.signal,
  );
  if (problems.length > 0)
    reading.warn(`files or checks of some pull requests of ${repository.id}: ${[...new Set(problems)].join('; ')}`);
  const found = new Map<number, Details>();
  for (const value of Object.values(data.repository ?? {})) {
    if (value === null) continue;
    const row = detailsRow.parse(value);
    const codeOwnersBlob = row.mergeCommit ? codeOwnersBlobOf(row.mergeCommit) : null;
    await readCodeOwners(reading, repository, codeOwnersBlob);
    const files =
      row.files && (await wholeList(reading, repository, row.number, listOf('files'), row.files)).nodes.map(fileOf);
    const isRefused = refused.some((path) => path.startsWith(`repository.pr${row.number}.commits`));
    const requiredChecks = isRefused ? null : requiredChecksOf(row.commits[0]?.commit.statusCheckRollup);
    found.set(row.number, { files, codeOwnersBlob, requiredChecks });
  }
  return found;
}
