import { z } from 'zod';
import type { Config, RepositoryFolder } from '../../config/config.ts';
import type { Instant } from '../../records/index.ts';
import type { Store } from '../../store/store.ts';
import { UnreadableError } from '../folder/folder.ts';
import type { Answer } from './client.ts';
import { coordinates } from './reading.ts';

/** A folder of a repository as it was when somebody asked. */
export interface FolderHead {
  /** Of the repository, for people. */
  readonly url: string;
  /** Equal while nothing in the folder changes. */
  readonly tree: string;
  readonly committedAt: Instant | null;
}

/** The last good answer. Whoever asks GitHub for news of many repositories asks for such a folder, too, and keeps it here for whoever reads it. */
export interface SeenFolder {
  readonly askedAt: Instant;
  readonly head: FolderHead;
}

/** Where a folder is, in GitHub's words. */
export const placeOf = ({ repository, path, ref }: RepositoryFolder) => ({
  ...coordinates(repository),
  revision: ref ?? 'HEAD',
  path,
});

const keyOf = ({ repository, path, ref }: RepositoryFolder): string =>
  `github/folder/${repository} ${ref ?? 'HEAD'}:${path}`;

export const seenFolder = (store: Store, folder: RepositoryFolder): SeenFolder | null =>
  (store.state(keyOf(folder)) as SeenFolder | null | undefined) ?? null;

/** `seen` null: it is not to be had; nobody else asks for it before it was read again. */
export const keepFolder = (store: Store, folder: RepositoryFolder, seen: SeenFolder | null): void =>
  store.write({ state: [{ key: keyOf(folder), value: seen }] });

/** The folders of repositories that are configured and were to be had. */
export function watchedFolders({ surveys, maturity }: Config, store: Store): readonly RepositoryFolder[] {
  const configured = [surveys?.folder, maturity.assessments?.folder];
  return configured.filter((one) => typeof one === 'object').filter((one) => seenFolder(store, one) !== null);
}

const committed = z.object({ committedDate: z.string().optional() });
const row = z.object({
  url: z.string(),
  commit: committed.extend({ target: committed.optional() }).nullable(),
  tree: z.object({ __typename: z.string(), oid: z.string() }).nullable(),
});

/**
 * What an answer says of the folder that was asked for under the alias `folderINDEX`. Throws UnreadableError where it is not there, or the token
 * may not see it.
 */
export function folderHeadOf(
  { data, refused }: Pick<Answer<Readonly<Record<string, unknown>>>, 'data' | 'refused'>,
  index: number,
  { repository, path, ref }: RepositoryFolder,
): FolderHead {
  const answer = data[`folder${index}`];
  const unreadable = (message: string, remedy: string): UnreadableError =>
    new UnreadableError(`read the folder "${path || '/'}" of ${repository}`, message, remedy);
  const contents = `Grant "Contents: read" for ${repository}`;
  if (!answer)
    throw unreadable(
      'the repository cannot be read: it does not exist, or the token may not see it',
      `Correct the name, or let the token see it: grant "Metadata: read" and "Contents: read" for ${repository}`,
    );
  const { url, commit, tree } = row.parse(answer);
  if (refused.some((where) => where.startsWith(`folder${index}.`)))
    throw unreadable('the token may not read its contents ("Contents: read")', contents);
  if (!commit && ref !== null)
    throw unreadable(`there is no branch or tag "${ref}"`, 'Correct ref, or leave it out for the default branch');
  if (!commit) throw unreadable('nothing was committed to it yet', 'Commit the files to its default branch');
  const where = ref === null ? 'on the default branch' : `on "${ref}"`;
  if (!tree) throw unreadable(`there is no such folder ${where}`, 'Correct path, or commit the folder');
  if (tree.__typename !== 'Tree') throw unreadable(`it is a file ${where}, and no folder`, 'Let path name its folder');
  const date = commit.committedDate ?? commit.target?.committedDate;
  return { url, tree: tree.oid, committedAt: date === undefined ? null : Date.parse(date) };
}
