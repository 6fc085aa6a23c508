import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, parse } from 'node:path';
import { chunksAtOnce, openMetrics } from './open-metrics.ts';
import type { PastFamily } from './open-metrics.ts';

/** Which past, and where it is written. */
export interface PastOptions {
  readonly fromAt: number;
  readonly toAt: number;
  readonly stepMs: number;
  /** Each month is a file of its own: `past.om` becomes `past-2026-10.om`. */
  readonly out: string;
  /** What the scrape adds to every series: without the same labels the live series would be others. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Writes the past month by month, each file whole or not at all. Resolves with the files. Throws an Error that names the one that cannot be written. */
export async function writePast(
  { labels, out, ...span }: PastOptions,
  past: (instants: readonly number[]) => Iterable<PastFamily>,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const [month, instants] of instantsByMonth(span)) {
    const path = fileOf(out, month);
    await writeChunks(path, openMetrics(past(instants), instants, labels));
    files.push(path);
  }
  return files;
}

async function writeChunks(path: string, chunks: Iterable<Uint8Array>): Promise<void> {
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(part, 'w');
    try {
      await writeAll(file, chunks);
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    const { code, message } = cause as NodeJS.ErrnoException;
    throw code === undefined ? cause : new Error(`${path} cannot be written: ${message}`, { cause });
  }
}

/** Chunks are written while others are made: it takes about as long, and the disk needs nobody to look after it. */
async function writeAll(file: FileHandle, chunks: Iterable<Uint8Array>): Promise<void> {
  const writing: Promise<void>[] = [];
  let position = 0;
  for (const chunk of chunks) {
    const one = writeWhole(file, chunk, position);
    // The first that fails tells; the others are waited for by nobody.
    one.catch(() => undefined);
    writing.push(one);
    position += chunk.length;
    if (writing.length === chunksAtOnce) await writing.shift();
  }
  await Promise.all(writing);
}

/** In one go: `writeFile` would come back for each piece of half a megabyte, and wait while the next chunk is made. */
async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;)
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

/** Whole steps (UTC) from `fromAt` on and before `toAt`, by their month (UTC), `2026-10`. */
export function instantsByMonth({
  fromAt,
  toAt,
  stepMs,
}: Pick<PastOptions, 'fromAt' | 'toAt' | 'stepMs'>): ReadonlyMap<string, readonly number[]> {
  const months = new Map<string, number[]>();
  for (let at = Math.ceil(fromAt / stepMs) * stepMs; at < toAt; at += stepMs) {
    const month = new Date(at).toISOString().slice(0, 'YYYY-MM'.length);
    const list = months.get(month) ?? [];
    months.set(month, list);
    list.push(at);
  }
  return months;
}

function fileOf(out: string, month: string): string {
  const { ext } = parse(out);
  return `${out.slice(0, out.length - ext.length)}-${month}${ext}`;
}
