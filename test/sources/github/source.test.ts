import { afterEach, describe, expect, it } from 'vitest';
import { githubToken, startGitHubServer } from '../../../exporter/demo/github-server/server.ts';
import { simulate } from '../../../exporter/demo/simulate.ts';
import type { DemoServer, World } from '../../../exporter/demo/world.ts';
import type { PullRequest } from '../../../exporter/records/index.ts';
import { createGitHubSource } from '../../../exporter/sources/github/source.ts';
import { sourceState } from '../../../exporter/sources/source.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { configuration, pullRequestOf, service, team } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const day = 86_400_000;
const probes = { everyMs: day, runbooks: ['**/runbooks/**/*.md', 'docs/runbook*.md'] };
let server: DemoServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** `count` merged pull requests in one repository, one an hour, the last a day ago. */
function pullRequests(
  count: number,
  repository = 'acme/app',
  more: (index: number) => Partial<PullRequest> = () => ({}),
): PullRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const mergedAt = now - day - (count - index) * 60 * minute;
    const oid = `${index.toString(16).padStart(4, '0')}${'c'.repeat(36)}`;
    const commits = [{ oid: `f${oid.slice(1)}`, authoredAt: mergedAt - 90 * minute, isMerge: false }];
    return pullRequestOf({
      number: index + 1,
      repository,
      mergedAt,
      mergeCommit: oid,
      commits,
      url: `https://github.com/${repository}/pull/${index + 1}`,
      ...more(index),
    });
  });
}

/** A world of these pull requests, their merge commits on one line. */
function worldOf(all: readonly PullRequest[], repositories = ['acme/app'], more: Partial<World> = {}): World {
  const commits = repositories.flatMap((repository) => {
    const merged = all.filter((one) => one.repository === repository && one.mergeCommit !== null);
    return merged.map(({ mergeCommit, mergedAt }, index) => ({
      kind: 'commit' as const,
      id: `${repository}@${mergeCommit}`,
      repository,
      oid: mergeCommit!,
      parents: index === 0 ? [] : [merged[index - 1]!.mergeCommit!],
      cherryPickOf: null,
      isGone: false,
      committedAt: mergedAt!,
      message: 'Change',
    }));
  });
  return {
    repositories: repositories.map((id) => ({
      kind: 'repository',
      id,
      url: `https://github.com/${id}`,
      defaultBranch: 'main',
      codeOwnersBlob: null,
    })),
    heads: new Map(
      repositories.flatMap((id) =>
        commits
          .filter((one) => one.repository === id)
          .slice(-1)
          .map((one) => [id, one.oid] as const),
      ),
    ),
    commits,
    pullRequests: all,
    deployments: [],
    codeOwners: [],
    workItems: [],
    githubTeams: [],
    ...more,
  } as unknown as World;
}

function sourceOn(url: string, repositories: readonly string[], store?: Store, githubTeams: readonly string[] = []) {
  const test = testContext(now, store);
  const config = configuration({
    teams: [team('web', { githubTeams })],
    services: [service('app', { repository: repositories[0]! })],
    github: {
      auth: { token: githubToken },
      baseUrl: url,
      repositories,
      schedule: '* * * * *',
      baseBranches: [],
      probes,
    },
  });
  return { ...test, source: createGitHubSource(config, test.context) };
}

async function sourceOf(world: World, repositories = ['acme/app'], githubTeams: readonly string[] = []) {
  server = await startGitHubServer(world, { now: () => now });
  return sourceOn(server.url, repositories, undefined, githubTeams);
}

describe('the GitHub source, on the simulated organisation', () => {
  it('stores everything of its 180 days as it is', async () => {
    const world = simulate({ seed: 3, engineers: 40, endsAt: now, days: 60 });
    server = await startGitHubServer(world, { now: () => now });
    const test = testContext(now);
    const config = configuration({
      teams: world.githubTeams.map(({ id }) => team(id.split('/')[1]!, { githubTeams: [id] })),
      services: [],
      people: { bots: [], agents: ['coding-agent'], nonEngineers: [] },
      github: {
        auth: { token: githubToken },
        baseUrl: server.url,
        repositories: world.repositories.map(({ id }) => id),
        schedule: '* * * * *',
        baseBranches: [],
        probes,
      },
    });
    await createGitHubSource(config, test.context).poll(never);
    for (const expected of world.pullRequests) expect(test.store.get('pull_request', expected.id)).toEqual(expected);
    const referred = new Set(world.pullRequests.map(({ codeOwnersBlob }) => codeOwnersBlob));
    for (const expected of world.codeOwners.filter(({ id }) => referred.has(id)))
      expect(test.store.get('code_owners', expected.id)).toEqual(expected);
    expect(test.store.count('membership')).toBe(world.githubTeams.flatMap(({ members }) => members).length);
    // Every commit that the default branches lead to, and none besides.
    for (const { id, parents, cherryPickOf } of world.commits) {
      const stored = test.store.get('commit', id);
      if (stored) expect([stored.parents, stored.cherryPickOf]).toEqual([parents, cherryPickOf]);
    }
    expect(test.store.count('commit')).toBeGreaterThan(world.pullRequests.length / 2);
  });
});

describe('the first sync', () => {
  it('costs at most 70 requests and 150 points per 1,000 pull requests, and a request per 100 commits of graph', async () => {
    const { source, store } = await sourceOf(worldOf(pullRequests(500)));
    await source.poll(never);
    expect(store.count('pull_request')).toBe(500);
    // 500 commits are 5 requests of graph. A second look at the first page closes what moved during the scan.
    expect(server!.spent.requests - 5).toBeLessThanOrEqual(35);
    expect(server!.spent.points - 5).toBeLessThanOrEqual(75);
    expect(sourceState(store, 'github')).toEqual({
      completeFromAt: now - 180 * day,
      watermarkAt: now,
      lastSuccessAt: now,
      progress: 1,
    });
  });

  it('reads every review, commit, event and file, however many', async () => {
    const many = pullRequests(1, 'acme/app', () => ({
      reviews: Array.from({ length: 150 }, (_, i) => ({
        id: `R${i}`,
        author: null,
        submittedAt: now - 5 * day + i,
        state: 'commented' as const,
        dismissedAt: null,
        stateBefore: null,
      })),
      commits: Array.from({ length: 230 }, (_, i) => ({
        oid: `${i}`.padStart(40, 'e'),
        authoredAt: now - 5 * day + i,
        isMerge: i === 7,
      })),
      files: Array.from({ length: 320 }, (_, i) => ({ path: `src/${i}.ts`, additions: i, deletions: 1 })),
      reviewRequests: Array.from({ length: 90 }, (_, i) => ({ at: now - 6 * day + i })),
    }));
    const { source, store } = await sourceOf(worldOf(many));
    await source.poll(never);
    expect(store.get('pull_request', 'acme/app#1')).toEqual(many[0]);
  });

  it('reads what is open, however long nobody touched it', async () => {
    const old = pullRequestOf({
      number: 9,
      createdAt: now - 400 * day,
      updatedAt: now - 390 * day,
      commits: [{ oid: 'f'.repeat(40), authoredAt: now - 400 * day, isMerge: false }],
      url: 'https://github.com/acme/app/pull/9',
    });
    const closed = pullRequestOf({
      number: 8,
      createdAt: now - 400 * day,
      updatedAt: now - 390 * day,
      closedAt: now - 390 * day,
    });
    const { source, store } = await sourceOf(worldOf([old, closed]));
    await source.poll(never);
    expect(store.get('pull_request', old.id)).toEqual(old);
    expect(store.has('pull_request', closed.id)).toBe(false);
  });

  it('goes on where it was stopped, at every request', async () => {
    const world = worldOf(pullRequests(130));
    server = await startGitHubServer(world, { now: () => now });
    const { store } = testContext(now);
    let polls = 0;
    for (let isDone = false; !isDone; polls += 1) {
      const { source } = sourceOn(server.url, ['acme/app'], store);
      const stop = new AbortController();
      const before = server.spent.requests;
      const watch = setInterval(() => server!.spent.requests >= before + 7 && stop.abort(), 1);
      isDone = await source.poll(stop.signal).then(
        () => true,
        () => false,
      );
      clearInterval(watch);
      expect(polls).toBeLessThan(30);
    }
    expect(polls).toBeGreaterThan(1);
    for (const expected of world.pullRequests) expect(store.get('pull_request', expected.id)).toEqual(expected);
    expect(store.count('commit')).toBe(130);
  });

  it('does not call complete what moved while it was scanned', async () => {
    // The last page's row is touched after the first page was read: it moves to the front, past the cursor.
    const all = pullRequests(120);
    const world = worldOf(all);
    server = await startGitHubServer(world, { now: () => now });
    const { source, store } = sourceOn(server.url, ['acme/app']);
    const touched = { ...all[0]!, title: 'Touched', updatedAt: now - minute };
    const mutable = all as PullRequest[];
    const watch = setInterval(() => {
      if (server!.spent.requests >= 4) mutable[0] = touched;
    }, 1);
    await source.poll(never);
    clearInterval(watch);
    expect(store.count('pull_request')).toBe(120);
  });
});

describe('later polls', () => {
  it('ask at most three requests of a hundred repositories in which nothing has changed', async () => {
    const repositories = Array.from({ length: 100 }, (_, i) => `acme/r${i}`);
    const all = repositories.flatMap((repository) => pullRequests(1, repository));
    const { source, store } = await sourceOf(worldOf(all, repositories), repositories);
    await source.poll(never);
    expect(store.count('pull_request')).toBe(100);
    const before = server!.spent.requests;
    await source.poll(never);
    expect(server!.spent.requests - before).toBeLessThanOrEqual(3);
  });

  it('ask for what changed only', async () => {
    const all = pullRequests(120);
    const world = worldOf(all);
    const { source, store, clock } = await sourceOf(world);
    await source.poll(never);
    const before = server!.spent.requests;
    clock.at = now + minute;
    await server!.close();
    const changed = { ...all[60]!, title: 'New title', updatedAt: now + 30_000 };
    server = await startGitHubServer(worldOf([...all.slice(0, 60), changed, ...all.slice(61)]), {
      now: () => clock.at,
    });
    const again = sourceOn(server.url, ['acme/app'], store);
    again.clock.at = now + minute;
    await again.source.poll(never);
    expect(store.get('pull_request', changed.id)?.title).toBe('New title');
    // What changed?, one page of pull requests; its files are known.
    expect(server.spent.requests).toBeLessThanOrEqual(3);
    expect(before).toBeGreaterThan(3);
  });

  it('see who joined and who left a team, from when it was seen', async () => {
    const world = (members: readonly string[]) =>
      worldOf(pullRequests(1), ['acme/app'], { githubTeams: [{ id: 'acme/web', members }] });
    const first = await sourceOf(world(['ann', 'bob']), ['acme/app'], ['acme/web']);
    await first.source.poll(never);
    await server!.close();
    server = await startGitHubServer(world(['bob', 'cat']), { now: () => now });
    const later = sourceOn(server.url, ['acme/app'], first.store, ['acme/web']);
    later.clock.at = now + 61 * minute;
    await later.source.poll(never);
    const memberships = [...first.store.changed('membership', 0)].map(({ record }) => [
      record.login,
      record.fromAt,
      record.untilAt,
    ]);
    expect(memberships).toEqual(
      expect.arrayContaining([
        ['ann', 0, now + 61 * minute],
        ['bob', 0, null],
        ['cat', now + 61 * minute, null],
      ]),
    );
  });
});

describe('a GitHub that fails', () => {
  it.each(['http_502', 'timeout_200', 'html', 'truncated'] as const)(
    'with %s is asked again, and nothing is missed',
    async (fault) => {
      const { source, store, slept } = await sourceOf(worldOf(pullRequests(60)));
      server!.fail(fault, 2);
      await source.poll(never);
      expect(store.count('pull_request')).toBe(60);
      expect(slept).toEqual([1_000, 2_000]);
    },
  );
  it('by never answering is given up in time, and asked again', async () => {
    const { source, store, slept, context } = await sourceOf(worldOf(pullRequests(60)));
    // A fast one needs a few milliseconds.
    Object.assign(context, { patienceMs: 250 });
    server!.fail('hang', 2);
    await source.poll(never);
    expect(store.count('pull_request')).toBe(60);
    expect(slept).toEqual([1_000, 2_000]);
    server!.fail('hang', 6);
    await expect(source.poll(never)).rejects.toThrow('github: heads: no answer in 0.25 s');
  });
  it('with 502 is asked for smaller pages, which grow back slowly', async () => {
    const { source, store } = await sourceOf(worldOf(pullRequests(60)));
    server!.fail('http_502', 2);
    await source.poll(never);
    // 'heads' failed twice: 100 → 50 → 25, and one success makes it 26.
    expect(store.state('github/page_size/heads')).toBe(26);
  });
  it.each([
    ['secondary_403', [60_000, 60_000]],
    ['secondary_200', [60_000, 120_000]],
    ['http_429_with_reset', [7_000, 7_000]],
    ['http_429', [60_000, 120_000]],
  ] as const)('with %s is left alone for as long as it asks, or a minute, doubling', async (fault, pauses) => {
    const { source, slept } = await sourceOf(worldOf(pullRequests(3)));
    server!.fail(fault, 2);
    await source.poll(never);
    expect(slept).toEqual(pauses);
  });
  it('waits for the hour when its budget is spent', async () => {
    const clock = { at: now };
    server = await startGitHubServer(worldOf(pullRequests(3)), { now: () => clock.at, budget: 4 });
    const { source, slept, context } = sourceOn(server.url, ['acme/app']);
    const sleep = context.sleep;
    Object.assign(context, {
      sleep: async (ms: number) => {
        clock.at += ms;
        await sleep(ms);
      },
    });
    await source.poll(never);
    expect(slept[0]).toBe(60 * minute);
  });
  it('keeps the rest of a page of which it may not show one', async () => {
    const { source, store, warnings } = await sourceOf(worldOf(pullRequests(4)));
    // heads, open ones, then the first page of pull requests.
    server!.fail('partial', 3);
    await source.poll(never);
    expect(store.count('pull_request')).toBeGreaterThanOrEqual(3);
    expect(warnings).toContain(
      'some pull requests of acme/app cannot be read: Resource not accessible by personal access token',
    );
  });
  it('with a repository that is not there goes on with the others, and calls nothing complete', async () => {
    const { source, store } = await sourceOf(worldOf(pullRequests(2)), ['acme/gone', 'acme/app']);
    await expect(source.poll(never)).rejects.toThrow('acme/gone cannot be read');
    expect(store.count('pull_request')).toBe(2);
    expect(sourceState(store, 'github').completeFromAt).toBeNull();
  });
  it('names the token that is not accepted, without showing it', async () => {
    server = await startGitHubServer(worldOf(pullRequests(1)), { now: () => now });
    const test = testContext(now);
    const config = configuration({
      github: {
        auth: { token: 'ghs_wrong' },
        baseUrl: server.url,
        repositories: ['acme/app'],
        schedule: '* * * * *',
        baseBranches: [],
        probes,
      },
    });
    const source = createGitHubSource(config, test.context);
    const failure = await source.poll(never).catch((error: Error) => error);
    expect(String((failure as Error).message)).toBe('github: heads: the token is not accepted (401)');
    expect(JSON.stringify(await source.checkAccess(never))).not.toContain('ghs_wrong');
  });
});

describe('a commit that GitHub no longer has', () => {
  it('is remembered as gone', async () => {
    const { source, store } = await sourceOf(worldOf(pullRequests(2)));
    store.write({
      records: [
        {
          kind: 'deployment',
          id: 'webhook:1',
          source: 'webhook',
          run: 'webhook:1',
          repository: 'acme/app',
          environment: 'production',
          services: null,
          workflow: null,
          commit: 'd'.repeat(40),
          ref: null,
          url: null,
          startedAt: null,
          statuses: [],
          trigger: null,
          creator: null,
        },
      ],
    });
    await source.poll(never);
    expect(store.get('commit', `acme/app@${'d'.repeat(40)}`)).toMatchObject({ isGone: true, parents: [] });
  });
});
