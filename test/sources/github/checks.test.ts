import { afterEach, describe, expect, it } from 'vitest';
import { githubToken, startGitHubServer } from '../../../exporter/demo/github-server/server.ts';
import type { DemoServer, World } from '../../../exporter/demo/world.ts';
import type { PullRequest, RequiredCheck } from '../../../exporter/records/index.ts';
import { requiredChecksOf } from '../../../exporter/sources/github/checks.ts';
import { createGitHubSource } from '../../../exporter/sources/github/source.ts';
import type { CheckRow } from '../../../exporter/sources/github/rows.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { configuration, pullRequestOf, service } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

const run = (conclusion: string | null, more: Partial<CheckRow> = {}): CheckRow =>
  ({ __typename: 'CheckRun', isRequired: true, startedAt: 10, completedAt: 20, conclusion, ...more }) as CheckRow;
const status = (state: string): CheckRow => ({ __typename: 'StatusContext', isRequired: true, createdAt: 30, state });
const read = (nodes: readonly (CheckRow | null)[] | null, hasNextPage = false) =>
  requiredChecksOf({ contexts: { pageInfo: { hasNextPage, endCursor: null }, nodes: nodes && [...nodes] } });

describe('required checks', () => {
  it.each([
    ['SUCCESS', 20],
    ['NEUTRAL', 20],
    ['SKIPPED', 20],
    ['FAILURE', null],
    ['CANCELLED', null],
    ['TIMED_OUT', null],
    ['ACTION_REQUIRED', null],
    ['STALE', null],
    ['STARTUP_FAILURE', null],
    [null, null],
  ] as const)('that concluded as %s passed at %s', (conclusion, passedAt) => {
    expect(read([run(conclusion)])).toEqual([{ startedAt: 10, passedAt }]);
  });
  it('that passed, nobody says when, tell nothing', () => {
    expect(read([run('SUCCESS', { completedAt: null })])).toEqual([{ startedAt: null, passedAt: null }]);
    expect(read([run(null, { startedAt: null, completedAt: null })])).toEqual([{ startedAt: null, passedAt: null }]);
  });
  it.each([
    ['SUCCESS', 30],
    ['FAILURE', null],
    ['ERROR', null],
    ['PENDING', null],
    ['EXPECTED', null],
  ] as const)('that are a status of %s passed at %s', (state, passedAt) => {
    expect(read([status(state)])).toEqual([{ startedAt: 30, passedAt }]);
  });
  it('are those alone that GitHub requires', () => {
    expect(read([run('FAILURE', { isRequired: false }), status('SUCCESS')])).toEqual([{ startedAt: 30, passedAt: 30 }]);
    expect(read([])).toEqual([]);
    // Nothing has reported; no commit is to be seen.
    expect([requiredChecksOf(null), requiredChecksOf(undefined)]).toEqual([[], null]);
  });
  it('are unknown where not all are seen', () => {
    expect([read([run('SUCCESS')], true), read([run('SUCCESS'), null]), read(null)]).toEqual([null, null, null]);
  });
});

const now = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const day = 1_440 * minute;
let server: DemoServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const green: RequiredCheck = { startedAt: now - 2 * day, passedAt: now - 2 * day + minute };
const failed: RequiredCheck = { startedAt: now - 2 * day, passedAt: null };
const commit = { oid: 'f'.repeat(40), authoredAt: now - 3 * day, isMerge: false };
const one = (number: number, more: Partial<PullRequest> = {}): PullRequest =>
  pullRequestOf({ number, createdAt: now - 3 * day, updatedAt: now - day, commits: [commit], ...more });

/** Reads a world of these, into what was read before. */
async function poll(pullRequests: readonly PullRequest[], store?: Store, at = now) {
  await server?.close();
  const repository = {
    kind: 'repository',
    id: 'acme/app',
    url: 'https://x',
    defaultBranch: 'main',
    codeOwnersBlob: null,
  };
  const empty = { heads: new Map(), commits: [], deployments: [], codeOwners: [], githubTeams: [], workItems: [] };
  server = await startGitHubServer({ repositories: [repository], pullRequests, ...empty } as unknown as World, {
    now: () => at,
  });
  const { context, warnings } = testContext(at, store);
  const config = configuration({
    teams: [],
    services: [service('app', { owner: null })],
    github: {
      auth: { token: githubToken },
      baseUrl: server.url,
      repositories: ['acme/app'],
      schedule: '* * * * *',
      baseBranches: [],
      probes: { everyMs: day, runbooks: [] },
    },
  });
  await createGitHubSource(config, context).poll(never);
  const checksOf = (number: number) => context.store.get('pull_request', `acme/app#${number}`)?.requiredChecks;
  return { store: context.store, warnings, checksOf };
}
const merged = { mergedAt: now - day, closedAt: now - day, mergeCommit: null };

describe('over HTTP, the checks of a pull request', () => {
  it('are read with the rest, up to fifty in all', async () => {
    // The server adds one that is not required: 49 and it are a page, 50 and it are not.
    const { checksOf, warnings } = await poll([
      one(1, { ...merged, requiredChecks: Array<RequiredCheck>(49).fill(failed) }),
      one(2, { ...merged, requiredChecks: Array<RequiredCheck>(50).fill(failed) }),
      one(3, { ...merged, requiredChecks: [] }),
    ]);
    expect(checksOf(1)).toEqual(Array(49).fill(failed));
    expect([checksOf(2), checksOf(3)]).toEqual([null, []]);
    expect(warnings).toEqual([]);
  });
  it('are unknown where the token may not see them, and nothing else is lost', async () => {
    const { store, checksOf, warnings } = await poll([
      one(1, { ...merged, requiredChecks: null }),
      one(12, { ...merged, requiredChecks: [green] }),
    ]);
    expect([checksOf(1), checksOf(12)]).toEqual([null, [green]]);
    expect(store.get('pull_request', 'acme/app#1')?.files).toHaveLength(1);
    expect(warnings).toEqual([
      'files or checks of some pull requests of acme/app: Resource not accessible by personal access token',
    ]);
  });
  it('are read again when it is merged, with a merge commit or by a push', async () => {
    const { store } = await poll([one(1, { requiredChecks: [failed] })]);
    const later = { closedAt: now + minute, mergedAt: now + minute, mergeCommit: null, updatedAt: now + minute };
    const again = await poll([one(1, { requiredChecks: [green], ...later })], store, now + 2 * minute);
    expect(again.checksOf(1)).toEqual([green]);
  });
  it('are not asked for again once they are known; unknown ones are when it is touched', async () => {
    const both = (checks: readonly RequiredCheck[] | null, updatedAt: number) => [
      one(1, { ...merged, requiredChecks: [green] }),
      one(2, { ...merged, requiredChecks: checks, updatedAt }),
    ];
    const { store } = await poll(both(null, now - day));
    const again = await poll(both([failed], now + minute), store, now + 2 * minute);
    expect([again.checksOf(1), again.checksOf(2)]).toEqual([[green], [failed]]);
    const touched = both([green], now + 3 * minute);
    const third = await poll(touched, store, now + 4 * minute);
    // The title may have changed; its checks were decided by the merge.
    expect(third.checksOf(2)).toEqual([failed]);
  });
});
