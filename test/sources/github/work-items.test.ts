import { afterEach, describe, expect, it } from 'vitest';
import { githubToken, startGitHubServer } from '../../../exporter/demo/github-server/server.ts';
import type { DemoServer, World } from '../../../exporter/demo/world.ts';
import type { WorkItem, WorkItemEvent, WrittenDue } from '../../../exporter/records/index.ts';
import { createGitHubSource } from '../../../exporter/sources/github/source.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { configuration, standardLabels, user, workItemOf } from '../../history/organisation.ts';
import type { WorkItemOf } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;
let server: DemoServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const item = (number: number, more: Partial<WorkItemOf> = {}): WorkItem =>
  workItemOf({ number, createdAt: now - (200 - number) * 60 * minute, labels: ['retro'], ...more });
const items = (count: number, more?: (index: number) => Partial<WorkItemOf>): WorkItem[] =>
  Array.from({ length: count }, (_, index) => item(index + 1, more?.(index)));

const worldOf = (workItems: readonly WorkItem[], repositories = ['acme/app']): World =>
  ({
    startsAt: now - 190 * day,
    repositories: repositories.map((id) => ({
      kind: 'repository',
      id,
      url: `https://github.com/${id}`,
      defaultBranch: 'main',
      codeOwnersBlob: null,
    })),
    heads: new Map(),
    ...{ commits: [], pullRequests: [], deployments: [], codeOwners: [], githubTeams: [], workItems },
  }) as unknown as World;

function sourceOn(
  url: string,
  {
    store,
    repositories = ['acme/app'],
    isRead = true,
    bots = [],
  }: { store?: Store; repositories?: string[]; isRead?: boolean; bots?: readonly string[] } = {},
) {
  const test = testContext(now, store);
  const config = configuration({
    teams: [],
    services: [],
    people: { bots, agents: [], nonEngineers: [] },
    workItems: isRead ? { ...standardLabels, repositories } : null,
    github: { ...configuration().github!, auth: { token: githubToken }, baseUrl: url, repositories },
  });
  return { ...test, source: createGitHubSource(config, test.context) };
}
async function sourceOf(world: World, more: Parameters<typeof sourceOn>[1] = {}) {
  await server?.close();
  server = await startGitHubServer(world, { now: () => now });
  return sourceOn(server.url, more);
}
const stored = (store: Store): WorkItem[] => Array.from(store.changed('work_item', 0), ({ record }) => record);
const sorted = (all: readonly WorkItem[]): WorkItem[] => [...all].sort((a, b) => a.number - b.number);

describe('the first sync of issues', () => {
  it('reads every page of them, in few requests, and vouches for them apart', async () => {
    const world = worldOf(items(120));
    const { source, store } = await sourceOf(world);
    await source.poll(never);
    expect(sorted(stored(store))).toEqual(world.workItems);
    expect(store.state('work_items/github')).toEqual({ completeFromAt: now - 180 * day, watermarkAt: now });
    // What changed?, two empty pages of pull requests and deployments; of issues: three pages open, three updated, one again.
    expect(server!.spent.requests).toBeLessThanOrEqual(1 + 4 + 7 + 1);
    expect(server!.spent.points).toBeLessThanOrEqual(30);
  });

  it('reads every event and every edit, however many', async () => {
    const events = Array.from({ length: 150 }, (_, index): WorkItemEvent => {
      const at = now - 5 * day + index * minute;
      return index % 2 === 0 ? { type: 'labeled', at, label: 'blocked' } : { type: 'unlabeled', at, label: 'blocked' };
    });
    const many: WorkItemEvent[] = [
      { type: 'assigned', at: now - 6 * day, assignee: user('ann') },
      { type: 'assigned', at: now - 6 * day, assignee: null },
      { type: 'assigned', at: now - 6 * day, assignee: { login: 'coder', type: 'Bot' } },
      { type: 'milestoned', at: now - 6 * day, milestone: 'Q2', dueOn: '2026-06-30' },
      ...events,
      { type: 'commented', at: now - 2 * day },
      { type: 'closed', at: now - day },
    ];
    const createdAt = now - 7 * day;
    const dues = Array.from({ length: 45 }, (_, index): WrittenDue => {
      const on = index === 3 ? null : `2026-0${1 + (index % 9)}-01`;
      return { at: createdAt + index * minute, on };
    });
    const body = `Why\n\nDue: ${dues.at(-1)!.on}`;
    const more = { body, dues, createdAt, events: many, parent: 'other/repo#3', assignees: [] };
    const whole = {
      ...item(1, { ...more, milestone: { title: 'Q2', dueOn: '2026-06-30' } }),
      assignees: [user('ann')],
    };
    const { source, store } = await sourceOf(worldOf([whole]));
    await source.poll(never);
    expect(stored(store)).toEqual([whole]);
  });

  it('reads why each was closed, and asks for it where it was stored before that was asked', async () => {
    const events: WorkItemEvent[] = [
      { type: 'closed', at: now - 5 * day },
      { type: 'closed', at: now - 4 * day, givenUp: 'not_planned' },
      { type: 'reopened', at: now - 3 * day },
      { type: 'closed', at: now - 2 * day, givenUp: 'duplicate' },
    ];
    const [one] = items(1, () => ({ createdAt: now - 6 * day, events }));
    const { source, store } = await sourceOf(worldOf([one!]));
    const unasked = events.map(({ type, at }) => ({ type, at }) as WorkItemEvent);
    const read = { watermarkAt: now - 60_000, newestAt: one!.updatedAt, scan: null };
    store.write({ records: [{ ...one!, events: unasked }], state: [{ key: 'github/issues/acme/app', value: read }] });
    await source.poll(never);
    expect(stored(store)).toEqual([one]);
  });

  it('reads of comments and closes whether they are the author’s own or a bot’s, and keeps no name for it', async () => {
    const events: WorkItemEvent[] = [
      { type: 'commented', at: now - 6 * day, by: 'author' },
      { type: 'commented', at: now - 5 * day, by: 'bot' },
      { type: 'commented', at: now - 4 * day },
      { type: 'closed', at: now - 3 * day, by: 'author' },
      { type: 'reopened', at: now - 2 * day },
      { type: 'closed', at: now - day, givenUp: 'not_planned', by: 'bot' },
    ];
    const [one] = items(1, () => ({ createdAt: now - 7 * day, events }));
    const read = async (bots: readonly string[]) => {
      const { source, store } = await sourceOf(worldOf([one!]), { bots });
      await source.poll(never);
      return stored(store)[0]!;
    };
    expect(await read([])).toEqual(one);
    expect(JSON.stringify(await read([]))).not.toMatch(/opener|somebody-else|stale-issues/);
    // An account of a person's kind may be a bot by the configuration.
    const configured = (await read(['Somebody-Else[bot]'])).events.map((event) => ('by' in event ? event.by : null));
    expect(configured).toEqual(['author', 'bot', 'bot', 'author', null, 'bot']);
  });

  it('reads what is open, however long nobody touched it, and not what was closed before', async () => {
    const createdAt = now - 400 * day;
    const open = item(1, { createdAt });
    const old = item(2, { createdAt, events: [{ type: 'closed', at: now - 390 * day }] });
    const { source, store } = await sourceOf(worldOf([open, old]));
    await source.poll(never);
    expect(stored(store)).toEqual([open]);
  });

  it('goes on where it was stopped, at every request', async () => {
    const world = worldOf(items(130));
    server = await startGitHubServer(world, { now: () => now });
    const { store } = testContext(now);
    let polls = 0;
    for (let isDone = false; !isDone; polls += 1) {
      const { source } = sourceOn(server.url, { store });
      const stop = new AbortController();
      const before = server.spent.requests;
      const watch = setInterval(() => server!.spent.requests >= before + 5 && stop.abort(), 1);
      isDone = await source.poll(stop.signal).then(
        () => true,
        () => false,
      );
      clearInterval(watch);
      expect(polls).toBeLessThan(30);
    }
    expect(polls).toBeGreaterThan(1);
    expect(sorted(stored(store))).toEqual(world.workItems);
  });

  it('comes later, too, where issues are configured later', async () => {
    const world = worldOf(items(3));
    const first = await sourceOf(world, { isRead: false });
    await first.source.poll(never);
    expect(first.store.count('work_item')).toBe(0);
    expect(first.store.state('work_items/github')).toBeUndefined();
    const { source, store } = sourceOn(server!.url, { store: first.store });
    await source.poll(never);
    expect(stored(store)).toHaveLength(3);
  });
});

describe('later polls of issues', () => {
  it('ask no more than without issues where nothing has changed', async () => {
    const repositories = Array.from({ length: 20 }, (_, index) => `acme/r${index}`);
    const all = repositories.map((repository) => item(1, { repository }));
    const { source, store } = await sourceOf(worldOf(all, repositories), { repositories });
    await source.poll(never);
    expect(store.count('work_item')).toBe(20);
    const before = server!.spent.requests;
    await source.poll(never);
    expect(server!.spent.requests - before).toBe(1);
  });

  it('ask for what changed only', async () => {
    const all = items(120);
    const first = await sourceOf(worldOf(all));
    await first.source.poll(never);
    const at = now + minute;
    const changed = item(60, { events: [{ type: 'closed', at }] });
    const { source, store, clock } = await sourceOf(worldOf([...all.slice(0, 59), changed, ...all.slice(60)]), {
      store: first.store,
    });
    clock.at = now + 2 * minute;
    await source.poll(never);
    expect(store.get('work_item', changed.id)).toEqual(changed);
    expect(store.state('work_items/github')).toEqual({
      completeFromAt: now - 180 * day,
      watermarkAt: now + 2 * minute,
    });
  });

  it('see the date of a milestone move, although no issue of it was touched', async () => {
    const withDate = (dueOn: string): WorkItem => item(1, { milestone: { title: 'Q2', dueOn } });
    const first = await sourceOf(worldOf([withDate('2026-06-30')]));
    await first.source.poll(never);
    const moved = { ...worldOf([withDate('2026-07-31')]), startsAt: now };
    const { source, store } = await sourceOf(moved, { store: first.store });
    await source.poll(never);
    expect(store.get('work_item', 'acme/app#1')?.milestone).toEqual({ title: 'Q2', dueOn: '2026-07-31' });
    // What changed?, and the milestones.
    expect(server!.spent.requests).toBe(2);
  });

  it('remember what the date of a milestone was, whether or not its issues are read again', async () => {
    const createdAt = now - 200 * 60 * minute;
    const dated = (dueOn: string | null, more: Partial<WorkItemOf> = {}): WorkItem =>
      item(1, { createdAt, milestone: { title: 'Q2', dueOn }, events: [{ type: 'milestoned', at: createdAt, milestone: 'Q2', dueOn }], ...more }); // prettier-ignore
    const { store } = testContext(now);
    const polled = async (world: World, at: number) => {
      await server?.close();
      server = await startGitHubServer(world, { now: () => now });
      const { source, clock } = sourceOn(server.url, { store });
      clock.at = at;
      await source.poll(never);
      return store.get('work_item', 'acme/app#1')!;
    };
    expect(await polled(worldOf([dated('2026-06-30')]), now)).not.toHaveProperty('milestoneDates');
    // Moved without a touch of the issue, then moved while somebody commented it, then not moved, then taken away.
    const [first, second, third] = [now + minute, now + 2 * minute, now + 3 * minute];
    const seen = [
      { at: createdAt, milestone: 'Q2', dueOn: '2026-06-30' },
      { at: first, milestone: 'Q2', dueOn: '2026-07-31' },
    ];
    expect((await polled({ ...worldOf([dated('2026-07-31')]), startsAt: first }, first)).milestoneDates).toEqual(seen);
    const commented = (dueOn: string | null): WorkItem =>
      dated(dueOn, { updatedAt: second - 1_000, events: [...dated(dueOn).events, { type: 'commented', at: second - 1_000 }] }); // prettier-ignore
    const twice = [...seen, { at: second, milestone: 'Q2', dueOn: '2026-08-31' }];
    const world = worldOf([commented('2026-08-31')]);
    expect((await polled({ ...world, startsAt: first }, second)).milestoneDates).toEqual(twice);
    expect((await polled({ ...world, startsAt: second }, third)).milestoneDates).toEqual(twice);
    expect((await polled({ ...worldOf([commented(null)]), startsAt: third }, third + minute)).milestoneDates).toEqual([...twice, { at: third + minute, milestone: 'Q2', dueOn: null }]); // prettier-ignore
  });
});

describe('a GitHub that fails over issues', () => {
  it.each(['http_502', 'timeout_200', 'html', 'truncated'] as const)('with %s is asked again', async (fault) => {
    const { source, store, slept } = await sourceOf(worldOf(items(60)));
    server!.fail(fault, 2);
    await source.poll(never);
    expect(store.count('work_item')).toBe(60);
    expect(slept).toEqual([1_000, 2_000]);
  });

  it('by not allowing them is told which permission is missing, and the rest stays complete', async () => {
    const { source, store } = await sourceOf(worldOf(items(3)));
    server!.fail('issues_forbidden');
    await expect(source.poll(never)).rejects.toThrow('grant "Issues: read" for acme/app');
    expect(store.state('source/github')).toMatchObject({ completeFromAt: now - 180 * day, watermarkAt: now });
    expect(store.state('work_items/github')).toBeUndefined();
    await source.poll(never);
    expect(store.count('work_item')).toBe(3);
    expect(store.state('work_items/github')).toMatchObject({ watermarkAt: now });
  });

  it('is asked by check-config whether it allows them, where they are read', async () => {
    const asked = async (isRead: boolean) => {
      const { source } = await sourceOf(worldOf([]), { isRead });
      return (await source.checkAccess(never)).map(({ what }) => what);
    };
    expect(await asked(true)).toContain('read issues of acme/app');
    expect(await asked(false)).not.toContain('read issues of acme/app');
  });
});
