/** History, engine and the real catalogue at scale: `node --expose-gc --import tsx test/bench/scale-bench.ts`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { collectEarly } from '../../exporter/collect-early.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { createEngine } from '../../exporter/metrics/engine.ts';
import type { DomainRecord } from '../../exporter/records/index.ts';
import { openSqliteStore } from '../../exporter/store/sqlite.ts';
import type { Store } from '../../exporter/store/store.ts';
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
import { median, report, timed } from './row.ts';
import type { Row } from './row.ts';

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
    if (Math.floor((n * deployments) / pullRequests) > Math.floor(((n - 1) * deployments) / pullRequests)) {
      const finishedAt = mergedAt + 10 * minute;
      const earlier = deployed.get(repository) ?? [];
      // One in fifteen goes back by two.
      const target =
        Math.floor((n * deployments) / pullRequests) % 15 === 14 && earlier.length > 2
          ? earlier.at(-2)!
          : heads.get(repository)!;
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

const megabyte = 1_048_576;
/** V8 gives memory back a while after it was collected. */
const residentMb = async (): Promise<number> => {
  for (let round = 0; round < 3; round += 1) {
    global.gc?.();
    await setTimeout(300);
  }
  return process.memoryUsage().rss / megabyte;
};

function fill(store: Store): void {
  let batch: DomainRecord[] = [];
  for (const record of records())
    if (batch.push(record) === 5_000) {
      store.write({ records: batch });
      batch = [];
    }
  const value = { completeFromAt: at(0), watermarkAt: at(731), lastSuccessAt: at(731), progress: 1 };
  const state = ['github', 'pagerduty', 'pipeline'].map((name) => ({ key: `source/${name}`, value }));
  store.write({ records: batch, state });
}

/** The real catalogue on joined history: cold, warm, after one change, in memory. */
async function* scaleBench(path: string): AsyncIterable<Row> {
  const store = openSqliteStore(path);
  const asOf = at(730);
  const { history, update } = createHistory(config, store);
  const engine = createEngine(catalogue);
  const refresh = (): void => engine.replace(update().changed, history);
  const evaluate = (): number => [...engine.evaluate(asOf)].length;
  const name = '100,000 pull requests, 20,000 deployments, 5,000 incidents';
  const [joined, { changed }] = timed(update);
  yield { what: `${name}: history stands, from cold`, value: joined, unit: 'ms', limit: 4_000 };
  const moment = { from: asOf - 90 * 24 * hour, to: asOf, asOf };
  const [made] = timed(() => {
    engine.replace(changed, history);
    // The first question that reaches back so far has the facts made: to the last incident, however long ago.
    engine.at({ metric: 'last_incident_timestamp_seconds', team: 'all', label: 'P1' }, moment);
    engine.at({ metric: 'pull_requests_merged', team: 'all', label: '' }, moment);
    engine.at({ metric: 'incidents', team: 'all', label: 'P1' }, moment);
  });
  yield { what: 'the facts that an evaluation asks for, from cold', value: made, unit: 'ms' };
  const [first, series] = timed(evaluate);
  yield { what: 'the whole catalogue, at first', value: first, unit: 'ms', limit: 300 };
  yield {
    what: 'the whole catalogue, warm',
    value: median([1, 2, 3, 4, 5].map(() => timed(evaluate)[0])),
    unit: 'ms',
    limit: 100,
  };
  yield { what: 'series at 10 teams, without what is derived', value: series, unit: 'series', limit: 10_000 };
  for (const [what, changesOf] of changes(store)) {
    const times = [1, 2, 3, 4, 5].map((n) => {
      store.write({ records: [changesOf(n)] });
      return timed(refresh)[0];
    });
    yield { what: `after ${what}, facts and all`, value: median(times), unit: 'ms', limit: 200 };
  }
  yield { what: 'resident at rest', value: await residentMb(), unit: 'MB', limit: 350 };
  yield { what: 'resident at its peak', value: process.resourceUsage().maxRSS / 1_024, unit: 'MB', limit: 600 };
  yield* exposed(store, asOf);
  store.close();
}

/** What is exposed besides what facts say: the policy, maturity, governance. After the memory, for it has a history of its own. */
async function* exposed(store: Store, asOf: number): AsyncIterable<Row> {
  const { Evaluator } = await import('../../exporter/evaluation/evaluator.ts');
  const evaluator = new Evaluator(config, store);
  await evaluator.evaluate(asOf + 60_000);
  const startedAt = performance.now();
  const { series } = await evaluator.evaluate(asOf + 120_000);
  yield {
    what: 'an evaluation with policy, maturity and governance, a minute later',
    value: performance.now() - startedAt,
    unit: 'ms',
  };
  yield { what: 'series on /metrics at 10 teams, all of them', value: series, unit: 'series' };
}

/** Each kind of change five times, each time another record. */
function changes(store: Store): readonly (readonly [string, (n: number) => DomainRecord])[] {
  const repository = 'acme/mono';
  const oid = (n: number): string => oidOf('c', n);
  return [
    ['an open pull request', (n) => pullRequestOf({ number: 200_000 + n, repository, createdAt: at(720) })],
    [
      'another title of a merged pull request',
      (n) => ({ ...store.get('pull_request', `acme/mono#${80_000 + 8 * n}`)!, title: 'Other' }),
    ],
    [
      'another title of a revert',
      (n) => ({ ...store.get('pull_request', `acme/mono#${80_000 + 200 * n}`)!, title: 'Other' }),
    ],
    [
      'a newly merged pull request',
      (n) => pullRequestOf({ number: 200_010 + n, repository, mergedAt: at(729), mergeCommit: oid(n) }),
    ],
    [
      'a commit',
      (n) => ({
        kind: 'commit',
        id: `acme/mono@${oid(n)}`,
        repository,
        oid: oid(n),
        parents: [n === 1 ? oidOf('a', 100_000 - 5) : oid(n - 1)],
        cherryPickOf: null,
        isGone: false,
      }),
    ],
    [
      'a deployment of four services',
      (n) => deploymentOf(`new${n}`, { repository, finishedAt: at(729, 2 + n), commit: oid(n) }),
    ],
    ['an incident', (n) => incidentOf(`new${n}`, { createdAt: at(729, 3 + n), service: 'PD1' })],
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'clockspeed-bench-'));
try {
  const path = join(folder, 'bench.db');
  // Filled by another process: its memory is not what is measured.
  if (process.argv[2] === 'fill') fill(openSqliteStore(process.argv[3]!));
  else {
    collectEarly();
    execFileSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'fill', path]);
    await report(scaleBench(path));
  }
} finally {
  rmSync(folder, { recursive: true });
}
