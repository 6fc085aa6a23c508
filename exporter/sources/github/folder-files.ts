import { z } from 'zod';
import { SourceError } from '../source.ts';
import type { Content } from '../folder/folder.ts';
import type { GitHubClient } from './client.ts';
import { texts, treeEntries } from './folder-documents.ts';
import type { Coordinates } from './reading.ts';

/** github.com cuts the text of a larger file off, and says so; nobody asks for it. */
const largestTextBytes = 512_000;
/** So much is asked for at once: what is too much for one answer is none. */
const most = { files: 50, bytes: 1_000_000 } as const;
/** As git has it, in decimal. */
const symbolicLinkMode = 0o120000;
const byteOrderMarkBytes = 3;

/** A file of a repository: what is in it is known by its object id. */
export interface RepositoryFile {
  readonly place: string;
  readonly oid: string;
  readonly bytes: number;
  readonly isLink: boolean;
}

const entryRow = z.object({ name: z.string(), type: z.string(), mode: z.number(), oid: z.string(), size: z.number() });
const tree = z.object({ entries: z.array(entryRow).nullable() }).partial();
const listing = z.object({
  repository: z.object({
    object: z.object({ entries: z.array(entryRow.extend({ object: tree.nullish() })).nullable() }),
  }),
});

/** The files of a tree and of the trees in it, by place. */
export async function filesOf(
  client: GitHubClient,
  { owner, name, id }: Coordinates,
  oid: string,
  signal: AbortSignal,
): Promise<readonly RepositoryFile[]> {
  const variables = () => ({ owner, name, oid });
  const { data, problems } = await client.query<object>('tree', treeEntries, variables, signal);
  const read = listing.safeParse(data);
  const entries = read.data?.repository.object.entries;
  if (!entries || problems.length > 0)
    throw new SourceError('github', `list files of ${id}`, problems.join('; ') || 'GitHub does not list them');
  const files = entries.flatMap((entry) => [
    ...fileOf(entry, ''),
    ...(entry.object?.entries ?? []).flatMap((inner) => fileOf(inner, `${entry.name}/`)),
  ]);
  return files.sort((a, b) => (a.place < b.place ? -1 : 1));
}

const fileOf = (
  { name, type, mode, oid, size }: z.output<typeof entryRow>,
  folder: string,
): readonly RepositoryFile[] =>
  type === 'blob' ? [{ place: `${folder}${name}`, oid, bytes: size, isLink: mode === symbolicLinkMode }] : [];

/** What is in files, by object id, in as few requests as may be. */
export async function contentsOf(
  client: GitHubClient,
  repository: Coordinates,
  files: readonly RepositoryFile[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  const wanted = new Map<string, RepositoryFile>();
  for (const file of files) {
    const problem = problemOf(file);
    if (problem === undefined) wanted.set(file.oid, file);
    else contents.set(file.oid, { problem });
  }
  for (const batch of batches([...wanted.values()]))
    for (const [oid, content] of await textsOf(client, repository, batch, signal)) contents.set(oid, content);
  return contents;
}

/** What is wrong with a file before anybody asks for it. */
function problemOf({ isLink, bytes }: RepositoryFile): string | undefined {
  if (isLink) return 'it is a symbolic link';
  return bytes > largestTextBytes ? tooLarge(bytes) : undefined;
}

const tooLarge = (bytes: number): string => `it has ${bytes} bytes, of which GitHub hands out a part only`;

function* batches(files: readonly RepositoryFile[]): Iterable<readonly RepositoryFile[]> {
  let [batch, bytes]: [RepositoryFile[], number] = [[], 0];
  for (const file of files) {
    if (batch.length === most.files || (batch.length > 0 && bytes + file.bytes > most.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(file);
    bytes += file.bytes;
  }
  if (batch.length > 0) yield batch;
}

const blobRow = z.object({ text: z.string().nullable(), isBinary: z.boolean().nullable(), isTruncated: z.boolean() });

async function textsOf(
  client: GitHubClient,
  { owner, name, id }: Coordinates,
  batch: readonly RepositoryFile[],
  signal: AbortSignal,
): Promise<readonly (readonly [string, Content])[]> {
  const document = texts(batch.map(({ oid }) => oid));
  const { data, problems } = await client.query<{ repository?: Readonly<Record<string, unknown>> | null }>(
    'texts',
    document,
    () => ({ owner, name }),
    signal,
  );
  return batch.map((file, index) => {
    const blob = blobRow.safeParse(data.repository?.[`blob${index}`]);
    if (!blob.success || problems.length > 0)
      throw new SourceError('github', `read files of ${id}`, problems.join('; ') || 'GitHub has not got them any more');
    return [file.oid, contentOf(file, blob.data)] as const;
  });
}

/** Its text where that is the whole file, byte for byte: what is no UTF-8 GitHub turns into some text. */
function contentOf({ bytes }: RepositoryFile, { text, isBinary, isTruncated }: z.output<typeof blobRow>): Content {
  if (isBinary === true || text === null) return { problem: 'it is binary, and no text' };
  if (isTruncated) return { problem: tooLarge(bytes) };
  const missing = bytes - Buffer.byteLength(text);
  if (missing === 0 || (missing === byteOrderMarkBytes && !text.startsWith('\uFEFF'))) return { text };
  return { problem: 'it is not UTF-8' };
}
