import { z } from 'zod';
import type { Instant, Repository } from '../../records/index.ts';
import type { RepositoryFolder } from '../../config/config.ts';
import { UnreadableError } from '../folder/folder.ts';
import { SourceError } from '../source.ts';
import type { Answer } from './client.ts';
import { blobs, heads } from './documents.ts';
import { folderHeadOf, keepFolder, placeOf, watchedFolders } from './folder-head.ts';
import { coordinates } from './reading.ts';
import type { Coordinates, Reading } from './reading.ts';
import { codeOwnersBlobOf, headRow } from './rows.ts';

const batch = 100;

/** The newest of a repository: enough to see that nothing has changed. */
export interface Head {
  readonly repository: Coordinates;
  readonly oid: string | null;
  readonly updatedAt: Instant | null;
  readonly deployedAt: Instant | null;
  /** null: its issues are not read. */
  readonly items: ItemsHead | null;
}

/** The newest of its issues and milestones. `isReadable`: the token may see them. */
export interface ItemsHead {
  readonly isReadable: boolean;
  readonly updatedAt: Instant | null;
  readonly milestonesAt: Instant | null;
}

/** One request for a hundred repositories. A repository that cannot be read is reported and left out. */
export async function readHeads(
  reading: Reading,
): Promise<{ readonly heads: readonly Head[]; readonly unreadable: readonly string[] }> {
  const withItems = new Set(reading.config.workItems?.repositories);
  const all = reading.config
    .github!.repositories.map(coordinates)
    .map((one) => ({ ...one, hasItems: withItems.has(one.id) }));
  const watched = watchedFolders(reading.config, reading.store);
  const found: Head[] = [];
  const unreadable: string[] = [];
  for (let from = 0; from < all.length;) {
    const chunk = all.slice(from, from + batch);
    const folders = from === 0 ? watched : [];
    const answer = await reading.client.query<Record<string, unknown>>(
      'heads',
      heads(chunk, folders.map(placeOf)),
      () => ({}),
      reading.signal,
    );
    const { data } = answer;
    keepFolders(reading, folders, answer);
    for (const [index, repository] of chunk.entries()) {
      const row = data[`r${index}`];
      if (row) found.push(await keepHead(reading, repository, headRow.parse(row)));
      else unreadable.push(repository.id);
    }
    from += chunk.length;
  }
  return { heads: found, unreadable };
}

/** What is not to be had is left to whoever reads it: he asks himself, and says why. */
function keepFolders(
  { store, startedAt }: Reading,
  folders: readonly RepositoryFolder[],
  answer: Answer<Record<string, unknown>>,
): void {
  for (const [index, folder] of folders.entries()) {
    try {
      keepFolder(store, folder, { askedAt: startedAt, head: folderHeadOf(answer, index, folder) });
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      keepFolder(store, folder, null);
    }
  }
}

async function keepHead(reading: Reading, repository: Coordinates, row: z.output<typeof headRow>): Promise<Head> {
  const target = row.defaultBranchRef?.target ?? null;
  const codeOwnersBlob = target
    ? codeOwnersBlobOf({
        inGithub: target.inGithub ?? null,
        inRoot: target.inRoot ?? null,
        inDocs: target.inDocs ?? null,
      })
    : null;
  const record: Repository = {
    kind: 'repository',
    id: repository.id,
    url: row.url,
    defaultBranch: row.defaultBranchRef?.name ?? '',
    codeOwnersBlob,
  };
  await readCodeOwners(reading, repository, codeOwnersBlob);
  reading.store.write({ records: [record] });
  return {
    repository,
    oid: target?.oid ?? null,
    updatedAt: row.pullRequests[0]?.updatedAt ?? null,
    deployedAt: row.deployments[0]?.createdAt ?? null,
    items: itemsHead(row),
  };
}

function itemsHead({ issues, milestones }: z.output<typeof headRow>): ItemsHead | null {
  if (issues === undefined) return null;
  return {
    isReadable: issues !== null,
    updatedAt: issues?.nodes?.[0]?.updatedAt ?? null,
    milestonesAt: milestones?.[0]?.updatedAt ?? null,
  };
}

const blobAnswer = z.object({
  repository: z.object({ object: z.object({ text: z.string().nullable(), isTruncated: z.boolean() }).nullable() }),
});

/** The text of a CODEOWNERS blob that was never seen: content-addressed, so it is read once. */
export async function readCodeOwners(
  { store, client, signal }: Reading,
  { owner, name, id }: Coordinates,
  blob: string | null,
): Promise<void> {
  if (blob === null || store.has('code_owners', blob)) return;
  const { data } = await client.query<Record<string, unknown>>(
    'blob',
    blobs,
    () => ({ owner, name, oid: blob }),
    signal,
  );
  const { object } = blobAnswer.parse(data).repository;
  if (!object || object.isTruncated || object.text === null)
    throw new SourceError('github', `read CODEOWNERS of ${id}`, 'the file is binary or too large');
  store.write({ records: [{ kind: 'code_owners', id: blob, text: object.text }] });
}
