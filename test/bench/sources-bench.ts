/** What the sources ask of their upstreams: `node --import tsx test/bench/sources-bench.ts`. */
import { startGitHubServer, githubToken } from '../../exporter/demo/github-server/server.ts';
import { pagerDutyToken, startPagerDutyServer } from '../../exporter/demo/pagerduty-server/server.ts';
import type { World } from '../../exporter/demo/world.ts';
import type { Incident } from '../../exporter/records/index.ts';
import { createGitHubSource } from '../../exporter/sources/github/source.ts';
import { createPagerDutySource } from '../../exporter/sources/pagerduty/source.ts';
import { configuration, pullRequestOf, service } from '../history/organisation.ts';
import { never, testContext } from '../sources/context.ts';
import { report } from './row.ts';
import type { Row } from './row.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const day = 86_400_000;

/** Repositories of so many merged pull requests, on one line of commits each. */
function githubWorld(repositories: readonly string[], each: number): World {
  const oid = (n: number): string => n.toString(16).padStart(40, 'c');
  const pullRequests = repositories.flatMap((repository) =>
    Array.from({ length: each }, (_, n) =>
      pullRequestOf({
        number: n + 1,
        repository,
        mergedAt: now - 170 * day + (n * 169 * day) / each,
        mergeCommit: oid(n),
      }),
    ),
  );
  const commits = pullRequests.map(({ repository, number, mergedAt }) => ({
    kind: 'commit',
    id: `${repository}@${oid(number - 1)}`,
    repository,
    oid: oid(number - 1),
    parents: number === 1 ? [] : [oid(number - 2)],
    cherryPickOf: null,
    isGone: false,
    committedAt: mergedAt,
    message: 'Change',
  }));
  return {
    repositories: repositories.map((id) => ({
      kind: 'repository',
      id,
      url: `https://github.com/${id}`,
      defaultBranch: 'main',
      codeOwnersBlob: null,
    })),
    heads: new Map(repositories.map((id) => [id, oid(each - 1)])),
    ...{ commits, pullRequests, deployments: [], codeOwners: [], workItems: [], githubTeams: [] },
  } as unknown as World;
}

async function* github(): AsyncIterable<Row> {
  const first = await polledGitHub(['acme/app'], 1_000);
  yield {
    what: 'first sync of 1,000 pull requests: requests',
    value: first.requests - 10,
    unit: 'requests',
    limit: 70,
  };
  yield { what: 'first sync of 1,000 pull requests: points', value: first.points - 10, unit: 'points', limit: 150 };
  const idle = await polledGitHub(
    Array.from({ length: 100 }, (_, n) => `acme/r${n}`),
    1,
    2,
  );
  yield { what: 'idle poll of 100 repositories', value: idle.requests, unit: 'requests', limit: 3 };
}

/** What the last of so many polls cost; beside the first, ten requests are the graph of 1,000 commits. */
async function polledGitHub(repositories: readonly string[], each: number, polls = 1) {
  const server = await startGitHubServer(githubWorld(repositories, each), { now: () => now });
  const services = [service('app', { repository: repositories[0]! })];
  const config = configuration({
    teams: [],
    services,
    github: {
      auth: { token: githubToken },
      baseUrl: server.url,
      repositories,
      schedule: '* * * * *',
      baseBranches: [],
      probes: { everyMs: day, runbooks: ['**/runbooks/**/*.md'] },
    },
  });
  const source = createGitHubSource(config, testContext(now).context);
  let before = { requests: 0, points: 0 };
  for (let poll = 0; poll < polls; poll += 1) {
    before = { ...server.spent };
    await source.poll(never);
  }
  const spent = { requests: server.spent.requests - before.requests, points: server.spent.points - before.points };
  await server.close();
  return spent;
}

/** An incident with ten log entries: a trigger, seven pages, an acknowledgement, a resolve. */
function incidentAt(n: number): Incident {
  const createdAt = now - 179 * day + (n * 178 * day) / 1_000;
  const types = ['trigger', ...Array<'notify'>(7).fill('notify'), 'acknowledge', 'resolve'] as const;
  const entries = types.map((type, k) => ({
    id: `E${n}-${k}`,
    type,
    at: createdAt + k * 1_000,
    user: 'U1',
    channel: type === 'notify' ? ('push' as const) : null,
  }));
  return {
    kind: 'incident',
    id: `Q${n}`,
    url: 'https://x',
    number: n,
    title: 'x',
    incidentKey: null,
    service: 'PD1',
    createdAt,
    priority: 'P1',
    status: 'resolved',
    mergedAt: null,
    entries,
  };
}

async function* pagerduty(): AsyncIterable<Row> {
  const incidents = Array.from({ length: 1_000 }, (_, n) => incidentAt(n));
  const priorities = { kind: 'priorities', id: 'account', names: ['P1'] };
  const server = await startPagerDutyServer(
    {
      incidents,
      onCalls: [],
      pagerdutyServices: [],
      escalationPolicies: [],
      pagerdutyUsers: [],
      priorities,
    } as unknown as World,
    { now: () => now },
  );
  const config = configuration({
    pagerduty: { token: pagerDutyToken, baseUrl: server.url, schedule: '* * * * *', priorities: null },
  });
  await createPagerDutySource(config, testContext(now).context).poll(never);
  yield {
    what: 'PagerDuty: 1,000 incidents with their pages and acknowledgements',
    value: server.spent.requests,
    unit: 'requests',
    limit: 120,
  };
  await server.close();
}

await report(github());
await report(pagerduty());
