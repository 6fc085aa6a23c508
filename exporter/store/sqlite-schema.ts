import type { Database } from 'better-sqlite3';
import { StoreError } from './store.ts';

/** "Cksp": tells our files from any other SQLite database. */
const applicationId = 0x436b7370;

/** Step n brings a file from version n to n + 1. Steps are only ever added. */
const steps: readonly string[] = [
  `CREATE TABLE record (
     kind TEXT NOT NULL,
     id TEXT NOT NULL,
     seq INTEGER NOT NULL,
     body TEXT NOT NULL,
     PRIMARY KEY (kind, id)
   );
   CREATE UNIQUE INDEX record_seq ON record (seq);
   CREATE INDEX record_kind_seq ON record (kind, seq);
   CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE counted (
     counter TEXT NOT NULL,
     id TEXT NOT NULL,
     labels TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (counter, id)
   ) WITHOUT ROWID;`,
];

/** Brings an empty or older file to the present version; refuses what is not ours or newer, before anything is written. */
export function migrate(database: Database, path: string): void {
  refuseForeign(database, path);
  database.pragma('journal_mode = WAL');
  database
    .transaction(() => {
      const version = database.pragma('user_version', { simple: true }) as number;
      for (const step of steps.slice(version)) database.exec(step);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
}

function refuseForeign(database: Database, path: string): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  const application = database.pragma('application_id', { simple: true }) as number;
  const tables = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_master').get()?.n ?? 0;
  const remedy = 'the file was left as it is; name another path in store.path';
  if (tables > 0 && application !== applicationId)
    throw new StoreError(`${path} is a database of another program; ${remedy}`);
  if (version > steps.length) {
    throw new StoreError(
      `${path} was written by a newer Clockspeed (store version ${version}, this one knows ${steps.length}); ${remedy}, or run the newer version`,
    );
  }
}
