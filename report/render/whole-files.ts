import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface WholeFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes files whole or none of them: what was there stays until all of the new is on the disk. Makes their folders. Throws an Error that
 * names what could not be written, with the reason.
 */
export function writeWhole(files: readonly WholeFile[]): void {
  const unfinished = files.map((file) => ({ ...file, part: `${file.path}.part` }));
  try {
    for (const file of unfinished) named(file, () => writePart(file.part, file.content));
    for (const file of unfinished) named(file, () => renameSync(file.part, file.path));
  } finally {
    for (const { part } of unfinished) removed(part);
  }
}

function writePart(part: string, content: string | Uint8Array): void {
  mkdirSync(dirname(part), { recursive: true });
  const file = openSync(part, 'w');
  try {
    writeFileSync(file, content);
    // Some file systems find out only here that they are full.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function named({ path }: WholeFile, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw new Error(`${path} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

function removed(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // What could not be made, for its folder is none, need not be removed.
  }
}
