import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { githubToken, startGitHubServer } from '../../../exporter/demo/github-server/server.ts';
import type { DemoServer, RepositorySettings, World } from '../../../exporter/demo/world.ts';
import { createHistory } from '../../../exporter/history/joined-history.ts';
import type { Finding, ProbeCheck } from '../../../exporter/records/index.ts';
import { GitHubClient } from '../../../exporter/sources/github/client.ts';
import { readProbes } from '../../../exporter/sources/github/probes.ts';
import { createGitHubSource } from '../../../exporter/sources/github/source.ts';
import { createMemoryStore } from '../../../exporter/store/memory.ts';
import type { Store } from '../../../exporter/store/store.ts';
import { configuration, service } from '../../history/organisation.ts';
import { never, testContext } from '../context.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const day = 86_400_000;
let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

const sound: Omit<RepositorySettings, 'repository' | 'fromAt'> = {
  rule: { reviews: 1, codeOwners: true, checks: ['build'] },
  ruleset: null,
  hasChecks: true,
  codeOwnersErrors: [],
  hasAlerts: true,
  alerts: [],
  files: ['runbooks/a.md'],
  hidden: [],
};
const settings = (repository: string, more: Partial<RepositorySettings> = {}): RepositorySettings => ({
  ...sound,
  repository,
  fromAt: 0,
  ...more,
});
const blob = 'b'.repeat(40);

/** Repositories of one commit, with an owner for everything. */
function worldOf(all: readonly RepositorySettings[]): World {
  const ids = [...new Set(all.map(({ repository }) => repository))];
  const oid = 'c'.repeat(40);
  return {
    repositories: ids.map((id) => ({
      kind: 'repository',
      id,
      url: `https://github.example/${id}`,
      defaultBranch: 'main',
      codeOwnersBlob: blob,
    })),
    heads: new Map(ids.map((id) => [id, oid])),
    commits: ids.map((id) => ({
      kind: 'commit',
      id: `${id}@${oid}`,
      repository: id,
      oid,
      parents: [],
      cherryPickOf: null,
      isGone: false,
      committedAt: now - day,
      message: 'Change',
    })),
    codeOwners: [{ kind: 'code_owners', id: blob, text: '* @acme/web\n' }],
    settings: all,
    ...{ pullRequests: [], workItems: [], deployments: [], githubTeams: [] },
  } as unknown as World;
}

function configOf(url: string, repositories: readonly string[]) {
  return configuration({
    teams: [],
    services: [service('app', { repository: repositories[0]! })],
    github: {
      auth: { token: githubToken },
      baseUrl: url,
      repositories,
      schedule: '* * * * *',
      baseBranches: [],
      probes: { everyMs: day, runbooks: ['runbooks/**'] },
    },
  });
}

/** Rounds against a server: `round(at)` answers with the problems. */
function roundsOn(url: string, repositories: readonly string[], store: Store = createMemoryStore()) {
  const test = testContext(now, store);
  const config = configOf(url, repositories);
  const client = new GitHubClient(config.github!, test.context);
  const reading = { config, store, client, sinceAt: 0, warn: () => undefined, now: () => test.clock.at };
  const round = (at = now, signal = never) => {
    test.clock.at = at;
    return readProbes({ ...reading, signal, startedAt: at });
  };
  const findings = (check: ProbeCheck, id = repositories[0]!): readonly Finding[] | undefined =>
    store.get('probe', `${check} ${id}`)?.findings;
  return { ...test, config, round, findings };
}

async function roundsOf(all: readonly RepositorySettings[], repositories?: readonly string[]) {
  const clock = { at: now };
  const server: DemoServer = await startGitHubServer(worldOf(all), { now: () => clock.at });
  close = () => server.close();
  const ids = repositories ?? [...new Set(all.map(({ repository }) => repository))];
  const rounds = roundsOn(server.url, ids);
  const round = (at = now) => {
    clock.at = at;
    return rounds.round(at);
  };
  return { ...rounds, server, round };
}

const last = (findings: readonly Finding[] | undefined): string =>
  `${findings?.at(-1)?.result}: ${findings?.at(-1)?.detail}`;

describe('a round of probes', () => {
  it('finds how a repository is set up, with where to act on it', async () => {
    const { round, store } = await roundsOf([settings('acme/app')]);
    expect(await round()).toEqual([]);
    const found = [...store.changed('probe', 0)].map(({ record }) => record);
    expect(found.map(({ check, findings }) => [check, findings[0]!.result]).sort()).toEqual([
      ['ci_on_default_branch', 'met'],
      ['code_owner_review_required', 'met'],
      ['code_owners_valid', 'met'],
      ['default_branch_protected', 'met'],
      ['no_old_critical_vulnerability', 'met'],
      ['reviews_required', 'met'],
      ['runbooks_present', 'met'],
      ['vulnerability_alerts_enabled', 'met'],
    ]);
    expect(found[0]).toMatchObject({ subject: 'acme/app', findings: [{ at: now }] });
    for (const { url } of found) expect(url).toMatch(/^https:\/\/github\.example\/acme\/app\//);
  });

  it('costs two requests and a point for a repository, and a request and a point for ten more', async () => {
    const ids = Array.from({ length: 11 }, (_, n) => `acme/r${n}`);
    const { round, server } = await roundsOf(ids.map((id) => settings(id)));
    await round();
    // 11 repositories are 2 requests of ten at most, and one for the files of each.
    expect(server.spent).toEqual({ requests: 2 + 11, points: 2 + 11 });
  });

  it('comes once a day, and no minute earlier', async () => {
    const { round, server } = await roundsOf([settings('acme/app')]);
    await round();
    const { requests } = server.spent;
    await round(now + day - minute);
    expect(server.spent.requests).toBe(requests);
    await round(now + day);
    expect(server.spent.requests).toBe(2 * requests);
  });

  it('looks at once at a repository that is new in the configuration', async () => {
    const { round, server, store } = await roundsOf([settings('acme/app'), settings('acme/new')], ['acme/app']);
    await round();
    const more = roundsOn(server.url, ['acme/app', 'acme/new'], store);
    await more.round(now + minute);
    expect(more.findings('reviews_required', 'acme/new')).toMatchObject([{ at: now + minute, result: 'met' }]);
    expect(more.findings('reviews_required', 'acme/app')).toMatchObject([{ at: now }]);
  });

  it('adds a finding only where another is found', async () => {
    const { round, findings } = await roundsOf([
      settings('acme/app', { rule: null }),
      settings('acme/app', { fromAt: now + 2 * day }),
    ]);
    for (let n = 0; n < 5; n += 1) await round(now + n * day);
    expect(findings('reviews_required')).toEqual([
      { at: now, result: 'unmet', detail: 'An approving review is not required.' },
      { at: now + 2 * day, result: 'met', detail: 'An approving review is required.' },
    ]);
    expect(findings('runbooks_present')).toHaveLength(1);
  });

  it('finds a vulnerability too old on the first round after its thirtieth day, once', async () => {
    const critical = { severity: 'CRITICAL', createdAt: now - 29 * day, fixedAt: now + 9.5 * day } as const;
    const { round, findings } = await roundsOf([settings('acme/app', { alerts: [critical] })]);
    for (let n = 0; n <= 10; n += 1) await round(now + n * day);
    // 29 d, 30 d (not longer), 31 d; fixed before the eleventh round.
    expect(findings('no_old_critical_vulnerability')?.map(({ at, result }) => [(at - now) / day, result])).toEqual([
      [0, 'met'],
      [2, 'unmet'],
      [10, 'met'],
    ]);
  });

  it('reads every page of alerts', async () => {
    const alert = (n: number) => ({
      severity: n === 249 ? ('CRITICAL' as const) : ('LOW' as const),
      createdAt: now - 40 * day,
      fixedAt: null,
    });
    const alerts = Array.from({ length: 250 }, (_, n) => alert(n));
    const { round, findings } = await roundsOf([settings('acme/app', { alerts })]);
    await round();
    expect(last(findings('no_old_critical_vulnerability'))).toMatch(/^unmet: 1 critical vulnerability is open/);
  });

  it('tells the signal how far it reaches: from its end to when the next is due', async () => {
    const { round, store, config } = await roundsOf([settings('acme/app')]);
    const { history, update } = createHistory(config, store);
    const signal = () => {
      update();
      return history.signal('github_probes');
    };
    expect(signal()).toEqual({ completeFromAt: null, watermarkAt: null });
    await round();
    expect(signal()).toEqual({ completeFromAt: now, watermarkAt: now + day });
    await round(now + 3 * day);
    expect(signal()).toEqual({ completeFromAt: now, watermarkAt: now + 4 * day });
  });
});

describe('a permission that is missing', () => {
  it('makes unknown what it hides, by name, and nothing else', async () => {
    const { round, findings } = await roundsOf([settings('acme/app', { hidden: ['rule', 'checks', 'alerts'] })]);
    expect(await round()).toEqual([]);
    expect(last(findings('reviews_required'))).toBe('unknown: The token lacks "Administration: read".');
    // Everybody may see that there is a rule, and that it requires a check.
    expect(last(findings('default_branch_protected'))).toMatch(/^met/);
    expect(last(findings('ci_on_default_branch'))).toMatch(/^met/);
    expect(last(findings('no_old_critical_vulnerability'))).toBe('unknown: The token lacks "Dependabot alerts: read".');
    expect(last(findings('vulnerability_alerts_enabled'))).toBe(
      'unknown: The token lacks "Dependabot alerts: read" and "Administration: read".',
    );
    expect(last(findings('code_owners_valid'))).toMatch(/^met/);
  });

  it('is a finding when it goes and when it comes', async () => {
    const { round, findings } = await roundsOf([
      settings('acme/app'),
      settings('acme/app', { fromAt: now + day, hidden: ['rule'] }),
      settings('acme/app', { fromAt: now + 2 * day }),
    ]);
    for (let n = 0; n < 3; n += 1) await round(now + n * day);
    expect(findings('reviews_required')?.map(({ result }) => result)).toEqual(['met', 'unknown', 'met']);
  });

  it('makes everything unknown of a repository that is not there, and the others are found', async () => {
    const { round, findings } = await roundsOf([settings('acme/app')], ['acme/gone', 'acme/app']);
    expect(await round()).toEqual([]);
    for (const check of ['reviews_required', 'runbooks_present', 'vulnerability_alerts_enabled'] as const)
      expect(last(findings(check, 'acme/gone'))).toMatch(/^unknown: The repository cannot be read/);
    expect(last(findings('reviews_required', 'acme/app'))).toMatch(/^met/);
  });

  it('is named by the check of the configuration, by repository and check', async () => {
    const all = [settings('acme/app', { hidden: ['alerts'] }), settings('acme/api')];
    const { server } = await roundsOf(all);
    const config = configOf(server.url, ['acme/app', 'acme/api']);
    const checks = await createGitHubSource(config, testContext(now).context).checkAccess(never);
    expect(checks.filter(({ what }) => what.startsWith('probe'))).toEqual([
      {
        what: 'probe the settings of acme/app: unknown are vulnerability_alerts_enabled',
        ok: false,
        remedy: 'Grant "Dependabot alerts: read" and "Administration: read" for acme/app',
      },
      {
        what: 'probe the settings of acme/app: unknown are no_old_critical_vulnerability',
        ok: false,
        remedy: 'Grant "Dependabot alerts: read" for acme/app',
      },
      { what: 'probe the settings of acme/api', ok: true },
    ]);
  });
});

describe('a GitHub that fails a probe', () => {
  it.each(['http_502', 'secondary_403', 'secondary_200', 'truncated', 'timeout_200'] as const)(
    'with %s is asked again, and says nothing false',
    async (fault) => {
      const { round, server, findings } = await roundsOf([settings('acme/app')]);
      server.fail(fault, 2);
      expect(await round()).toEqual([]);
      expect(last(findings('reviews_required'))).toMatch(/^met/);
    },
  );

  it('by never answering leaves the findings and the signal as they were, and is asked at the next poll', async () => {
    const { round, server, findings, context, store, slept } = await roundsOf([settings('acme/app')]);
    await round();
    Object.assign(context, { patienceMs: 400 });
    server.fail('hang', 6);
    expect(await round(now + day)).toEqual(['probes of acme/app: github: probes: no answer in 0.4 s']);
    expect(slept).toHaveLength(5);
    expect(findings('reviews_required')).toMatchObject([{ at: now, result: 'met' }]);
    expect(store.state('probes/github')).toMatchObject({ watermarkAt: now + day });
    expect(await round(now + day + minute)).toEqual([]);
    expect(store.state('probes/github')).toMatchObject({ watermarkAt: now + day + minute + day });
  });

  it('does not hold up the poll: pull requests are complete, and the poll tells', async () => {
    const { server, store, context, config } = await roundsOf([settings('acme/app')]);
    // As soon as the rest is written down, GitHub falls silent.
    const write: Store['write'] = (batch) => {
      store.write(batch);
      const isComplete = (value: unknown): boolean => (value as { watermarkAt?: number }).watermarkAt === now;
      if (batch.state?.some(({ key, value }) => key === 'source/github' && isComplete(value))) server.fail('hang', 6);
    };
    const silenced = { ...context, store: { ...store, write }, patienceMs: 400 };
    await expect(createGitHubSource(config, silenced).poll(never)).rejects.toThrow('probes of acme/app');
    expect(store.state('source/github')).toMatchObject({ watermarkAt: now });
  });

  it('keeps what it found of the others when one fails, and asks for what is left alone', async () => {
    const ids = ['acme/a', 'acme/b', 'acme/c'];
    const { server, store } = await roundsOf(ids.map((id) => settings(id)));
    // The files of the second are not answered for: six attempts, each with an error page.
    let written = 0;
    const write: Store['write'] = (batch) => {
      store.write(batch);
      if (batch.records !== undefined && ++written === 1) server.fail('http_502', 6);
    };
    const failing = roundsOn(server.url, ids, { ...store, write });
    expect(await failing.round()).toHaveLength(1);
    expect(store.state('probes/github')).toBeUndefined();
    expect(failing.findings('runbooks_present', 'acme/a')).toHaveLength(1);
    const before = server.spent.requests;
    expect(await failing.round(now + minute)).toEqual([]);
    // One query for the two that were left, and the files of each.
    expect(server.spent.requests - before).toBe(1 + 2);
    expect(store.state('probes/github')).toMatchObject({ watermarkAt: now + day });
  });

  it('goes on with what a stopped round had left', async () => {
    const ids = ['acme/a', 'acme/b', 'acme/c'];
    const { server, store } = await roundsOf(ids.map((id) => settings(id)));
    const stop = new AbortController();
    const stopped = { ...store, write: (batch: Parameters<Store['write']>[0]) => (store.write(batch), stop.abort()) };
    const first = roundsOn(server.url, ids, stopped);
    await expect(first.round(now, stop.signal)).rejects.toThrow();
    expect(store.count('probe')).toBe(8);
    const before = server.spent.requests;
    await roundsOn(server.url, ids, store).round(now + minute);
    expect(store.count('probe')).toBe(3 * 8);
    expect(server.spent.requests - before).toBe(1 + 2);
    expect(store.get('probe', 'reviews_required acme/a')?.findings[0]?.at).toBe(now);
  });
});

describe('a token whose scopes do not reach', () => {
  /** Refuses the whole of a query that touches alerts, as GitHub does to a classic token, and every REST path. */
  async function narrowServer(): Promise<string> {
    const answer = (body: string): object =>
      body.includes('vulnerabilityAlerts')
        ? { errors: [{ type: 'INSUFFICIENT_SCOPES', message: 'Your token has not been granted the required scopes' }] }
        : {
            data: {
              settings0: {
                url: 'https://github.example/acme/app',
                viewerPermission: 'WRITE',
                codeowners: null,
                defaultBranchRef: {
                  name: 'main',
                  branchProtectionRule: null,
                  refUpdateRule: null,
                  rules: { nodes: [] },
                  target: { history: { nodes: [] }, inGithub: null, inRoot: null, inDocs: null },
                },
              },
            },
          };
    const server: Server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const isQuery = request.method === 'POST';
        response.writeHead(isQuery ? 200 : request.url!.includes('/git/trees/') ? 403 : 404, {
          'content-type': 'application/json',
        });
        response.end(JSON.stringify(isQuery ? answer(Buffer.concat(chunks).toString()) : { message: 'Not Found' }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    close = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('is refused a part and not the rest, and a 403 or 404 is unknown', async () => {
    const { round, findings } = roundsOn(await narrowServer(), ['acme/app']);
    expect(await round()).toEqual([]);
    expect(last(findings('no_old_critical_vulnerability'))).toBe(
      'unknown: The token lacks "Dependabot alerts: read" and "Administration: read".',
    );
    // No rule is shown to who is no administrator, and the branch is refused.
    expect(last(findings('default_branch_protected'))).toBe('unknown: The token lacks "Administration: read".');
    expect(last(findings('runbooks_present'))).toBe('unknown: The token lacks "Contents: read".');
    expect(last(findings('code_owners_valid'))).toBe('unmet: There is no CODEOWNERS file.');
  });
});
