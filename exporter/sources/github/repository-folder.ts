import type { Config, RepositoryFolder } from '../../config/config.ts';
import type { Instant } from '../../records/index.ts';
import { UnreadableError } from '../folder/folder.ts';
import type { Content, Folder, Listed, Listing, Wanted } from '../folder/folder.ts';
import { SourceError } from '../source.ts';
import type { AccessCheck, SourceContext } from '../source.ts';
import { GitHubClient, RefusedError } from './client.ts';
import { folderHead } from './folder-documents.ts';
import { contentsOf, filesOf } from './folder-files.ts';
import type { RepositoryFile } from './folder-files.ts';
import { folderHeadOf, keepFolder, placeOf, seenFolder } from './folder-head.ts';
import type { FolderHead, SeenFolder } from './folder-head.ts';

/** So long an answer is good enough: twice as long as polls are apart by default, for who polls together is told of the time before. */
const freshMs = 10 * 60_000;

/** A file, and what people call it. */
type Lying = Listed & { readonly file: RepositoryFile };

/** A folder as it was listed last. */
interface Known {
  readonly tree: string;
  readonly files: readonly Lying[];
}

/**
 * A folder of a repository. GitHub is asked whether it has changed, unless somebody has just asked with the news of many repositories; what is
 * in it is asked for when it has: one request for the names, and one for what was not read before.
 */
export class GitHubFolder implements Folder {
  readonly #at: RepositoryFolder;
  readonly #wanted: Wanted;
  readonly #context: SourceContext;
  readonly #client: GitHubClient;
  /** The last good answer that was used; null: whoever has just started, or was refused, asks himself. */
  #latest: SeenFolder | null = null;
  #known: Known | null = null;
  /** By object id, of the files that lie there. */
  #contents: ReadonlyMap<string, Content> = new Map();

  constructor(at: RepositoryFolder, wanted: Wanted, github: NonNullable<Config['github']>, context: SourceContext) {
    [this.#at, this.#wanted, this.#context] = [at, wanted, context];
    this.#client = new GitHubClient(github, context);
  }

  list(signal: AbortSignal): Promise<Listing> {
    return this.#asOwn('list the folder', signal, async () => {
      const { askedAt, head } = await this.#newest(signal);
      this.#known = await this.#knownOf(head, signal);
      return { files: this.#known.files, readAt: askedAt };
    });
  }

  read(files: readonly Listed[], signal: AbortSignal): Promise<ReadonlyMap<string, Content>> {
    return this.#asOwn('read the files', signal, async () => {
      const places = new Set(files.map(({ place }) => place));
      const lying = this.#known?.files.filter(({ place }) => places.has(place)) ?? [];
      const unread = lying.map(({ file }) => file).filter(({ oid }) => !this.#contents.has(oid));
      const read = await contentsOf(this.#client, placeOf(this.#at), unread, signal);
      this.#contents = new Map([...this.#contents, ...read]);
      return new Map(lying.map(({ place, file }) => [place, this.#contents.get(file.oid)!]));
    });
  }

  async checkAccess(signal: AbortSignal): Promise<readonly AccessCheck[]> {
    const { path, repository } = this.#at;
    const what = `read ${this.#wanted.what} from the folder "${path || '/'}" of ${repository}`;
    try {
      await this.list(signal);
      return [{ what, ok: true }];
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof UnreadableError) return [{ what: `${what} (${message})`, ok: false, remedy: error.remedy }];
      if (!(error instanceof SourceError)) throw error;
      const remedy = 'See that the token is accepted and that GitHub answers, and try again';
      return [{ what: `${what} (${message})`, ok: false, remedy }];
    }
  }

  /** What somebody was told a short while ago, or what GitHub says now. */
  async #newest(signal: AbortSignal): Promise<SeenFolder> {
    const { store, now } = this.#context;
    const seen = seenFolder(store, this.#at);
    const own = this.#latest;
    const latest = own && seen && (seen.askedAt > own.askedAt ? seen : own);
    this.#latest = null;
    const isFresh = latest !== null && now() - latest.askedAt < freshMs;
    return (this.#latest = isFresh ? latest : await this.#ask(now(), signal));
  }

  async #ask(askedAt: Instant, signal: AbortSignal): Promise<SeenFolder> {
    const { store } = this.#context;
    const document = folderHead(placeOf(this.#at));
    try {
      const answer = await this.#client.query<Record<string, unknown>>('folder', document, () => ({}), signal);
      const seen = { askedAt, head: folderHeadOf(answer, 0, this.#at) };
      keepFolder(store, this.#at, seen);
      return seen;
    } catch (error) {
      if (error instanceof UnreadableError || error instanceof RefusedError) keepFolder(store, this.#at, null);
      throw error;
    }
  }

  /** A tree that is listed already is the same for ever. */
  async #knownOf({ tree, url, committedAt }: FolderHead, signal: AbortSignal): Promise<Known> {
    if (this.#known?.tree === tree) return this.#known;
    const place = placeOf(this.#at);
    const all = await filesOf(this.#client, place, tree, signal);
    const files = all
      .filter((file) => this.#wanted.places.test(file.place))
      .map((file): Lying => {
        const path = [place.revision, place.path, file.place].filter((part) => part !== '').join('/');
        const page = `${url}/blob/${path.split('/').map(encodeURIComponent).join('/')}`;
        return { place: file.place, version: `${file.oid} ${page}`, url: page, sinceAt: committedAt, file };
      });
    const oids = new Set(files.map(({ file }) => file.oid));
    this.#contents = new Map([...this.#contents].filter(([oid]) => oids.has(oid)));
    return { tree, files };
  }

  /** GitHub is asked here for the sake of another source: its errors are that source's. */
  async #asOwn<T>(operation: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (cause) {
      if (signal.aborted || !(cause instanceof SourceError)) throw cause;
      const { what } = this.#wanted;
      const { repository } = this.#at;
      if (cause instanceof RefusedError)
        throw new UnreadableError(operation, cause.message, `Grant "Contents: read" for ${repository}`, { cause });
      throw new SourceError(what, operation, cause.message, { cause });
    }
  }
}
