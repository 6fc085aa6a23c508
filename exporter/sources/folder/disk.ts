import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceContext } from '../source.ts';
import { UnreadableError } from './folder.ts';
import type { Content, Folder, Listed, Wanted } from './folder.ts';

/** A folder of this machine. A file is another version when its size or the time of its last change is. */
export function createDiskFolder(path: string, wanted: Wanted, { meter, now }: SourceContext): Folder {
  const list = async (): Promise<{ readonly files: readonly Listed[]; readonly readAt: number }> => {
    const readAt = now();
    const places = await placesIn(path, wanted);
    return { files: await Promise.all(places.map((place) => listed(path, place))), readAt };
  };
  return {
    list,
    async read(files, signal) {
      const contents = new Map<string, Content>();
      for (const { place } of files) {
        signal.throwIfAborted();
        const content = await contentOf(join(path, place));
        meter.request('unread' in content ? 'failed' : 'ok');
        contents.set(place, 'unread' in content ? { problem: `it cannot be read (${content.unread})` } : content);
      }
      return contents;
    },
    async checkAccess() {
      const what = `list the folder of ${wanted.what}`;
      try {
        await list();
        return [{ what, ok: true }];
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        return [{ what, ok: false, remedy: error.remedy }];
      }
    },
  };
}

async function placesIn(path: string, { places, isDeep, setting }: Wanted): Promise<readonly string[]> {
  try {
    const names = await readdir(path, { recursive: isDeep });
    return names
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => places.test(name))
      .sort();
  } catch (cause) {
    const code = codeOf(cause);
    const remedy = `${setting}.folder cannot be read (${code}): create it, or let this process read it`;
    throw new UnreadableError('list the folder', code, remedy, { cause });
  }
}

/** What is gone meanwhile, or hidden, has no version; reading it says why. */
async function listed(path: string, place: string): Promise<Listed> {
  const version = await stat(join(path, place)).then(
    ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
    () => '',
  );
  return { place, version, url: null, sinceAt: null };
}

async function contentOf(path: string): Promise<Content | { readonly unread: string }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    return { unread: codeOf(cause) };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'it is not UTF-8' };
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';
