import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../exporter/cli/surroundings.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { openSqliteStore } from '../../exporter/store/sqlite.ts';
import { at, pullRequestOf } from '../history/organisation.ts';
import { run } from '../whole/programs.ts';

const main = new URL('../../exporter/main.ts', import.meta.url).pathname;
const loader = import.meta.resolve('tsx');

/** 2026-05-25 00:00 UTC, a Monday. */
export const now = at(140);

/** Writes the store that a running exporter leaves: GitHub as it was read up to `now`, and one pull request, merged on 15 April 00:00 UTC. */
export function writeStore(path: string): void {
  const store = openSqliteStore(path);
  const value = { completeFromAt: at(0), watermarkAt: now, lastSuccessAt: now, progress: 1 };
  store.write({
    records: [
      { kind: 'repository', id: 'acme/app', url: 'https://x.example', defaultBranch: 'main', codeOwnersBlob: null },
      pullRequestOf({ number: 1, mergedAt: at(100) }),
    ],
    state: [{ key: sourceStateKey('github'), value }],
  });
  store.close();
}

/**
 * A folder of one's own with a configuration of team `web`, and such a store: the pull request is of `web`.
 */
export function stored({ slack = '' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-stored-'));
  const config = (name: string, storePath: string): string => {
    const path = join(folder, name);
    writeFileSync(
      path,
      `organisation: { name: Acme }
teams: [{ id: web, members: [{ github: ann }] }]
github: { auth: { token: t }, repositories: [acme/app] }
store: { path: ${JSON.stringify(join(folder, storePath))} }
${slack && `digest: { slack_url: ${JSON.stringify(slack)} }`}
`,
    );
    return path;
  };
  writeStore(join(folder, 'history.db'));
  openSqliteStore(join(folder, 'empty.db')).close();
  const [said, printed]: [string[], string[]] = [[], []];
  const world: World = {
    env: { PATH: process.env['PATH'] },
    readFile: (path) => readFileSync(path, 'utf8'),
    now: () => now,
    sleep: () => Promise.resolve(),
    version: '0',
    allHands: new URL('file:///none'),
    say: (line) => void said.push(line.replaceAll(`${folder}/`, '')),
    print: (text) => Promise.resolve(void printed.push(text)),
    ended: Promise.resolve(),
  };
  const whose = { demo: false, seed: 1, engineers: 40 };
  return {
    folder,
    world,
    said,
    printed,
    /** Of the history. */
    whose: { ...whose, config: config('clockspeed.yaml', 'history.db') },
    /** Of a store into which nothing was read yet. */
    empty: { ...whose, config: config('empty.yaml', 'empty.db') },
    /** Of a store that nobody has made yet. */
    missing: { ...whose, config: config('missing.yaml', 'missing.db') },
    /** The files of a folder in it, in order. */
    files: (path = '.'): readonly string[] => readdirSync(join(folder, path)).sort(),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Runs the program as a person does, in a folder, to its end; `limit`: no file may become larger than so many blocks of 512 bytes. */
export function program(
  cwd: string,
  args: readonly string[],
  { env = {}, limit }: { readonly env?: Readonly<Record<string, string>>; readonly limit?: number } = {},
): ReturnType<typeof run> {
  const started = ['--import', loader, main, ...args];
  if (limit === undefined) return run(process.execPath, started, { cwd, env });
  // As on a disk that is full: writing fails in the middle of a file.
  return run('/bin/sh', ['-c', `ulimit -f ${limit} && exec "$0" "$@"`, process.execPath, ...started], { cwd, env });
}
