import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { githubToken, startGitHubServer } from '../../exporter/demo/github-server/server.ts';
import type { World } from '../../exporter/demo/world.ts';
import { run as runToEnd, start, until } from '../whole/programs.ts';

const main = new URL('../../exporter/main.ts', import.meta.url).pathname;
const loader = import.meta.resolve('tsx');
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program in an empty folder, to its end. */
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runToEnd(process.execPath, ['--import', loader, main, ...args], { cwd: folder, env });
function configured(yaml: string): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, yaml);
  return path;
}
const minimal = (github: string) => `organisation: { name: Acme }\nteams: [{ id: web }]\n${github}\n`;

describe('npm start', () => {
  it('without a configuration says how to get one, and starts no demo', async () => {
    const { code, err, out } = await run(['start']);
    expect(code).toBe(2);
    expect(err).toContain('Copy clockspeed.example.yaml to clockspeed.yaml');
    expect(out).toBe('');
  });
  it('names every problem of a configuration at once', async () => {
    const { code, err } = await run([
      'start',
      '--config',
      configured(
        minimal('colour: red\nstaleness: soon\ngithub: { auth: { token: "${MISSING}" }, repositories: [a/b] }'),
      ),
    ]);
    expect(code).toBe(2);
    for (const part of ['colour', '"soon" is no duration', 'MISSING is not set']) expect(err).toContain(part);
  });
  it('says that somebody else listens on its port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const yaml = minimal(
      `pipeline: { secret: s }\npagerduty: { token: x, base_url: "http://127.0.0.1:1" }\nhttp: { port: ${port} }\nstore: { path: ${JSON.stringify(join(folder, 'port.db'))} }`,
    );
    const { code, err } = await run(['start', '--config', configured(yaml)]);
    server.close();
    expect(code).toBe(1);
    expect(err).toContain(`cannot listen on 127.0.0.1:${port}`);
  });
  it('refuses a store that is no store, and leaves it as it is', async () => {
    const path = configured('just some notes, and more of them, long enough to be a file');
    const { code, err } = await run([
      'start',
      '--config',
      configured(minimal(`pagerduty: { token: x }\nstore: { path: ${JSON.stringify(path)} }`)),
    ]);
    expect(code).toBe(1);
    expect(err).toContain('left as it is');
  });
});

describe('where npm start listens', () => {
  const alone = 'Only this machine, or this container, reaches it: http.host "0.0.0.0" lets others in.';
  it.each([
    // The default, which inside a container nobody else reaches.
    ['', true],
    [', host: "0.0.0.0"', false],
    [', host: localhost', true],
  ])(
    'is said as an address that this machine can open: { port: 0%s }',
    async (host, isAlone) => {
      const yaml = minimal(
        `pagerduty: { token: x, base_url: "http://127.0.0.1:1" }\nhttp: { port: 0${host} }\nstore: { path: ${JSON.stringify(join(folder, `host${host.length}.db`))} }`,
      );
      const program = start(process.execPath, ['--import', loader, main, 'start', '--config', configured(yaml)]);
      try {
        const address = async () => /listens on (\S+)/.exec(program.output())?.[1];
        const url = await until('it listens', address, program, 60_000);
        expect((await fetch(`${url}/healthz`)).status).toBe(200);
        expect(program.output().includes(alone)).toBe(isAlone);
      } finally {
        await program.stop();
      }
    },
    90_000,
  );
});

describe('npm run print', () => {
  it('writes the past of the demo to standard output and nothing else there', async () => {
    const past = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const { code, out, err } = await run(['print', '--demo', '--as-of', past]);
    expect([code, err]).toEqual([0, '']);
    expect(out.startsWith('# HELP clockspeed_deployments ')).toBe(true);
    expect(out).toMatch(/^clockspeed_lead_time_seconds\{team="all",window="28d",stat="p50"\} \d/m);
    const last = Math.max(
      ...[...out.matchAll(/^clockspeed_last_deployment_timestamp_seconds\{.*\} (\S+)$/gm)].map(([, at]) => Number(at)),
    );
    expect(last * 1_000).toBeLessThan(Date.parse(past));
  }, 120_000);
  it('refuses an instant that is none', async () => {
    const { code, err } = await run(['print', '--demo', '--as-of', 'yesterday']);
    expect(code).not.toBe(0);
    expect(err).toContain('Write an instant like');
  });
});

describe('npm run check-config', () => {
  it('asks each source what it may read, and names what is missing', async () => {
    const world = {
      repositories: [{ kind: 'repository', id: 'acme/app', url: 'x', defaultBranch: 'main', codeOwnersBlob: null }],
      heads: new Map(),
      commits: [],
      pullRequests: [],
      deployments: [],
      codeOwners: [],
      workItems: [],
      githubTeams: [],
    } as unknown as World;
    const server = await startGitHubServer(world, { now: () => Date.now() });
    const github = (repositories: string) =>
      minimal(`github: { auth: { token: "\${TOKEN}" }, base_url: "${server.url}", repositories: [${repositories}] }`);
    const good = await run(['check-config', configured(github('acme/app'))], { TOKEN: githubToken });
    expect([good.code, good.err.match(/✓/g)?.length]).toEqual([0, 4]);
    expect(good.err).toContain('✓ github: probe the settings of acme/app');
    const bad = await run(['check-config', configured(github('acme/app, acme/hidden'))], { TOKEN: githubToken });
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('✗ github: read pull requests of acme/hidden');
    expect(bad.err).toContain('Grant "Pull requests: read" for acme/hidden');
    expect(bad.err).toMatch(/✗ github: probe the settings of acme\/hidden: .*runbooks_present/);
    const refused = await run(['check-config', configured(github('acme/app'))], { TOKEN: 'ghs_very_secret' });
    expect(refused.code).toBe(2);
    expect(refused.err).not.toContain('ghs_very_secret');
    await server.close();
  });
});
