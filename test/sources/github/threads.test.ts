import { afterEach, describe, expect, it } from 'vitest';
import { githubToken, startGitHubServer } from '../../../exporter/demo/github-server/server.ts';
import type { DemoServer, World } from '../../../exporter/demo/world.ts';
import type { PullRequest } from '../../../exporter/records/index.ts';
import { createGitHubSource } from '../../../exporter/sources/github/source.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { configuration, pullRequestOf, service } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const day = 1_440 * minute;
const commits = [{ oid: 'f'.repeat(40), authoredAt: now - 3 * day, isMerge: false }];
let server: DemoServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Open, last touched two days ago, with so many comments, as GitHub has it now. */
const discussed = (number: number, comments: number, isUnresolved = true, more: Partial<PullRequest> = {}) =>
  pullRequestOf({
    number,
    createdAt: now - 3 * day,
    updatedAt: now - 2 * day,
    commits,
    threadsSeen: [{ at: now, comments, isUnresolved }],
    ...more,
  });

async function poll(pullRequests: readonly PullRequest[], at = now, store?: Store) {
  await server?.close();
  const all = [{ kind: 'repository', id: 'acme/app', url: 'https://x', defaultBranch: 'main', codeOwnersBlob: null }];
  const empty = { heads: new Map(), commits: [], deployments: [], codeOwners: [], githubTeams: [], workItems: [] };
  server = await startGitHubServer({ repositories: all, pullRequests, ...empty } as unknown as World, {
    now: () => at,
  });
  const test = testContext(at, store);
  const config = configuration({
    teams: [],
    services: [service('app')],
    github: {
      auth: { token: githubToken },
      baseUrl: server.url,
      repositories: ['acme/app'],
      schedule: '* * * * *',
      baseBranches: [],
      probes: { everyMs: 100 * day, runbooks: [] },
    },
  });
  const source = createGitHubSource(config, test.context);
  const seenOf = (number: number) => test.store.get('pull_request', `acme/app#${number}`)?.threadsSeen;
  return { ...test, source, seenOf };
}
const read = (store: Store) => store.state('threads/github');

describe('the threads of a pull request', () => {
  it('are looked at from fifteen comments on while it is open, and vouched for from then on', async () => {
    const closed = { closedAt: now - 2 * day };
    const { source, store, seenOf } = await poll([
      discussed(1, 15),
      discussed(2, 14),
      discussed(3, 16, false),
      discussed(4, 99, true, closed),
    ]);
    await source.poll(never);
    expect(seenOf(1)).toEqual([{ at: now, comments: 15, isUnresolved: true }]);
    expect(seenOf(3)).toEqual([{ at: now, comments: 16, isUnresolved: false }]);
    expect([seenOf(2), seenOf(4)]).toEqual([undefined, undefined]);
    // What a look found is known strictly after it.
    expect(read(store)).toEqual({ completeFromAt: now + 1, watermarkAt: now });
  });
  it('are looked at again with every poll, though nothing tells that they changed; only what differs is kept', async () => {
    const first = await poll([discussed(1, 20)]);
    await first.source.poll(never);
    const same = await poll([discussed(1, 20)], now + 5 * minute, first.store);
    await same.source.poll(never);
    expect(same.seenOf(1)).toHaveLength(1);
    const resolved = await poll([discussed(1, 20, false)], now + 10 * minute, first.store);
    await resolved.source.poll(never);
    expect(resolved.seenOf(1)).toEqual([
      { at: now, comments: 20, isUnresolved: true },
      { at: now + 10 * minute, comments: 20, isUnresolved: false },
    ]);
    expect(read(first.store)).toEqual({ completeFromAt: now + 1, watermarkAt: now + 10 * minute });
    // Heads and threads, and nothing else.
    expect(server!.spent.requests).toBe(2);
  });
  it('are kept when the rest is read again, and no longer looked at once it is merged', async () => {
    const first = await poll([discussed(1, 20)]);
    await first.source.poll(never);
    const at = now + 5 * minute;
    const merged = { mergedAt: at - minute, closedAt: at - minute, updatedAt: at - minute };
    const later = await poll([discussed(1, 21, false, merged)], at, first.store);
    await later.source.poll(never);
    expect(later.store.get('pull_request', 'acme/app#1')?.mergedAt).toBe(at - minute);
    expect(later.seenOf(1)).toEqual([{ at: now, comments: 20, isUnresolved: true }]);
  });
  it('that lose comments are followed on', async () => {
    const first = await poll([discussed(1, 15)]);
    await first.source.poll(never);
    const at = now + 5 * minute;
    const fewer = await poll([discussed(1, 14, true, { updatedAt: at - minute })], at, first.store);
    await fewer.source.poll(never);
    expect(fewer.seenOf(1)?.at(-1)).toEqual({ at, comments: 14, isUnresolved: true });
  });
  it('are vouched for no further when a repository could not be read', async () => {
    const first = await poll([discussed(1, 20)]);
    await first.source.poll(never);
    const at = now + 5 * minute;
    const second = await poll([], at, first.store);
    server!.fail('http_502', 6);
    await expect(second.source.poll(never)).rejects.toThrow('answered 502');
    expect(read(first.store)).toEqual({ completeFromAt: now + 1, watermarkAt: now });
  });
  it('cost a request for fifty of them', async () => {
    const many = Array.from({ length: 51 }, (_, index) => discussed(index + 1, 20));
    const first = await poll(many);
    await first.source.poll(never);
    const second = await poll(many, now + 5 * minute, first.store);
    await second.source.poll(never);
    // Heads, and 50 and 1.
    expect(server!.spent).toMatchObject({ requests: 3, points: 3 });
  });
  it('are no problem of pull requests when they cannot be read', async () => {
    const gone = discussed(1, 20);
    const first = await poll([gone]);
    await first.source.poll(never);
    // GitHub says that there is no such pull request, and no update tells it.
    const second = await poll([], now + 5 * minute, first.store);
    await expect(second.source.poll(never)).rejects.toThrow(
      'github: poll: github: threads: GitHub does not show the discussion of acme/app#1',
    );
    expect(first.store.state('source/github')).toMatchObject({ watermarkAt: now + 5 * minute });
    expect(read(first.store)).toEqual({ completeFromAt: now + 1, watermarkAt: now });
  });
});
