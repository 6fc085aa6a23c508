/** Cold start, one change and memory of history alone: `node --expose-gc --import tsx test/bench/history-scale.ts`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHistory } from '../../exporter/history/joined-history.ts';
import type { DomainRecord } from '../../exporter/records/index.ts';
import { openSqliteStore } from '../../exporter/store/sqlite.ts';
import {
  at,
  configuration,
  deploymentOf,
  hour,
  incidentOf,
  minute,
  pullRequestOf,
  review,
  service,
  team,
  user,
} from '../history/organisation.ts';

const pullRequests = 100_000;
/** Each of half of them is one of four services: 20,000 service deployments. */
const deployments = 8_000;
const incidents = 5_000;
const services = 8;
const teams = 10;
const spanMs = 730 * 24 * hour;

const config = configuration({
  teams: Array.from({ length: teams }, (_, t) =>
    team(`t${t}`, { members: Array.from({ length: 40 }, (_, p) => ({ github: `p${t}-${p}` })) }),
  ),
  // Half of the pull requests in a monolith of four services by path, half in four repositories.
  services: Array.from({ length: services }, (_, s) =>
    service(`s${s}`, {
      owner: `t${s}`,
      repository: s < 4 ? 'acme/mono' : `acme/r${s}`,
      paths: s < 4 ? [`app/s${s}/`] : [],
      pagerdutyServices: [`PD${s}`],
    }),
  ),
});

const oidOf = (letter: string, n: number): string => letter + n.toString(16).padStart(39, '0');

function* records(): Iterable<DomainRecord> {
  const text = Array.from({ length: 200 }, (_, line) => `/app/s${line % 4}/part${line}/ @acme/t${line % teams}`).join(
    '\n',
  );
  yield { kind: 'code_owners', id: 'blob', text };
  const heads = new Map<string, string>();
  const deployed = new Map<string, string[]>();
  for (const id of new Set(config.services.map(({ repository }) => repository)))
    yield { kind: 'repository', id, url: id, defaultBranch: 'main', codeOwnersBlob: 'blob' };
  const commit = (repository: string, oid: string, ...more: string[]): DomainRecord => {
    const head = heads.get(repository);
    heads.set(repository, oid);
    const parents = [...(head === undefined ? [] : [head]), ...more];
    return { kind: 'commit', id: `${repository}@${oid}`, repository, oid, parents, cherryPickOf: null, isGone: false };
  };
  for (let n = 1; n <= pullRequests; n++) {
    const s = n % services;
    const repository = s < 4 ? 'acme/mono' : `acme/r${s}`;
    const mergedAt = at(0) + Math.floor((n * spanMs) / pullRequests);
    const oid = oidOf('a', n);
    if (n % 5 === 0) {
      const side = oidOf('b', n);
      yield {
        kind: 'commit',
        id: `${repository}@${side}`,
        repository,
        oid: side,
        parents: [heads.get(repository) ?? oid].filter((p) => p !== oid),
        cherryPickOf: null,
        isGone: false,
      };
      yield commit(repository, oid, side);
    } else yield commit(repository, oid);
    yield pullRequestOf({
      number: n,
      repository,
      mergedAt,
      createdAt: mergedAt - 30 * hour,
      mergeCommit: oid,
      author: user(`p${n % teams}-${n % 40}`),
      codeOwnersBlob: 'blob',
      body: 'What and why. '.repeat(40),
      title: n % 50 === 0 ? `Revert "Change ${n - services}"` : `Change ${n}`,
      files: Array.from({ length: 6 }, (_, f) => ({
        path: `app/s${s}/part${(n * 7 + f) % 200}/file${(n + f) % 3000}.rb`,
        additions: f,
        deletions: 1,
      })),
      reviews: Array.from({ length: 3 }, (_, r) => review(mergedAt - (r + 1) * hour)),
      commits: Array.from({ length: 3 }, (_, c) => ({
        oid: `${oid.slice(2)}c${c}`,
        authoredAt: mergedAt - 40 * hour,
        isMerge: false,
      })),
    });
    if (n % Math.floor(pullRequests / deployments) === 0) {
      const finishedAt = mergedAt + 10 * minute;
      const earlier = deployed.get(repository) ?? [];
      // One in fifteen goes back by two.
      const target = (n / 12) % 15 === 14 && earlier.length > 2 ? earlier.at(-2)! : heads.get(repository)!;
      deployed.set(repository, [...earlier.slice(-3), target]);
      yield deploymentOf(`github:${repository}:deployment:${n}`, {
        repository,
        finishedAt,
        commit: target,
        creator: user('p1-1'),
      });
    }
    if (n % (pullRequests / incidents) === 0)
      yield incidentOf(`Q${n}`, {
        createdAt: mergedAt + hour,
        resolvedAt: mergedAt + 3 * hour,
        service: `PD${s}`,
        priority: n % 3 === 0 ? 'P1' : 'P3',
      });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'history-scale-'));
const path = join(folder, 'bench.db');
const timed = (name: string, run: () => unknown): void => {
  const start = performance.now();
  const result = run();
  console.log(`${name.padEnd(44)} ${(performance.now() - start).toFixed(0).padStart(6)} ms  ${result ?? ''}`);
};
const memory = (name: string): void => {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(`${name.padEnd(44)} heap ${mb(heapUsed)}, buffers ${mb(arrayBuffers)}, rss ${mb(rss)}`);
};
try {
  const store = openSqliteStore(path);
  timed('write the organisation', () => {
    let batch: DomainRecord[] = [];
    for (const record of records())
      if (batch.push(record) === 5_000) {
        store.write({ records: batch });
        batch = [];
      }
    store.write({ records: batch });
  });
  memory('before');
  const { history, update } = createHistory(config, store);
  timed('cold update', () => `${update().changed.length} roots`);
  memory('after the cold update');
  timed('nothing changed', () => `${update().changed.length} roots`);
  const changed = (name: string, record: DomainRecord): void => {
    store.write({ records: [record] });
    timed(name, () => `${update().changed.length} roots`);
  };
  changed('an open pull request', pullRequestOf({ number: 200_000, repository: 'acme/mono', createdAt: at(720) }));
  const one = store.get('pull_request', 'acme/mono#80000')!;
  changed('the title of a merged pull request', { ...one, title: 'Other' });
  changed(
    'a newly merged pull request',
    pullRequestOf({ number: 200_001, repository: 'acme/mono', mergedAt: at(729), mergeCommit: 'f'.repeat(40) }),
  );
  const head = oidOf('a', 100_000 - 5);
  changed('a commit', {
    kind: 'commit',
    id: `acme/mono@${'f'.repeat(40)}`,
    repository: 'acme/mono',
    oid: 'f'.repeat(40),
    parents: [head],
    cherryPickOf: null,
    isGone: false,
  });
  changed(
    'a deployment to the monolith',
    deploymentOf('new', { repository: 'acme/mono', finishedAt: at(731), commit: 'f'.repeat(40) }),
  );
  changed('an incident', incidentOf('new', { createdAt: at(731, 1), service: 'PD1' }));
  changed('its resolve', incidentOf('new', { createdAt: at(731, 1), service: 'PD1', resolvedAt: at(731, 2) }));
  timed('every service deployment once', () => [...history.roots('service_deployment')].length);
  timed('every pull request and its deployments', () => {
    let sum = 0;
    for (const pullRequest of history.roots('pull_request')) sum += history.deploymentsOf(pullRequest.id).length;
    return sum;
  });
  memory('at the end');
  store.close();
} finally {
  rmSync(folder, { recursive: true });
}
