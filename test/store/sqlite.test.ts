import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../exporter/store/sqlite.ts';
import { StoreError } from '../../exporter/store/store.ts';
import { commit, storeContract } from './contract.ts';

let folder: string;
let files = 0;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-store-'))));
afterAll(() => rmSync(folder, { recursive: true }));
const newPath = (): string => join(folder, `${files++}.db`);

storeContract('sqlite', () => openSqliteStore(newPath()));

describe('the SQLite file', () => {
  it('is there again when it is opened again', () => {
    const path = newPath();
    const store = openSqliteStore(path);
    store.write({ records: [commit('a')], state: [{ key: 'k', value: 1 }] });
    store.close();
    const again = openSqliteStore(path);
    expect([again.count('commit'), again.state('k'), again.lastSeq()]).toEqual([1, 1, 1]);
    again.close();
  });

  it('lets a second connection read what the first has written, and write counters itself', () => {
    const path = newPath();
    const [main, worker] = [openSqliteStore(path), openSqliteStore(path)];
    main.write({ records: [commit('a')] });
    expect(worker.get('commit', 'acme/shop@a')).toEqual(commit('a'));
    worker.write({ counted: [{ counter: 'c', id: '1', labels: {}, at: 1 }] });
    expect(main.counts('c', 2)).toEqual([{ labels: {}, count: 1 }]);
    main.close();
    worker.close();
  });

  it('is refused, and left as it is, when it is no database', () => {
    const path = newPath();
    writeFileSync(path, 'these are the only minutes of the meeting, '.repeat(40));
    const before = readFileSync(path);
    expect(() => openSqliteStore(path)).toThrow(/not a database.*left as it is/);
    expect(readFileSync(path)).toEqual(before);
  });

  it('is refused, and left as it is, when it belongs to another program', () => {
    const path = newPath();
    new Database(path).exec('CREATE TABLE photos (id)').close();
    const before = readFileSync(path);
    expect(() => openSqliteStore(path)).toThrow(/another program/);
    expect(readFileSync(path)).toEqual(before);
  });

  it('is refused, and left as it is, when a newer version wrote it', () => {
    const path = newPath();
    openSqliteStore(path).close();
    const raw = new Database(path);
    raw.pragma('user_version = 99');
    raw.close();
    const before = readFileSync(path);
    expect(() => openSqliteStore(path)).toThrow(/newer Clockspeed \(store version 99/);
    expect(readFileSync(path)).toEqual(before);
  });

  it('says which folder is missing', () => {
    expect(() => openSqliteStore(join(folder, 'missing', 'x.db'))).toThrow(StoreError);
  });

  it('keeps every batch whole when its writer is killed in the middle', async () => {
    const path = newPath();
    // Each batch holds 50 records and the state that vouches for them; the child is killed while it writes.
    const program = `
      import { openSqliteStore } from ${JSON.stringify(new URL('../../exporter/store/sqlite.ts', import.meta.url).href)};
      const store = openSqliteStore(${JSON.stringify(path)});
      for (let batch = 0; ; batch++) {
        const records = Array.from({ length: 50 }, (_, i) => ({ kind: 'pagerduty_user', id: batch + '/' + i, email: 'x' }));
        store.write({ records, state: [{ key: 'batches', value: batch + 1 }] });
        if (batch === 20) process.stdout.write('started');
      }`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = openSqliteStore(path);
    expect(store.state('batches')).toBeGreaterThanOrEqual(21);
    expect(store.count('pagerduty_user')).toBe(50 * (store.state('batches') as number));
    store.close();
  });
});
