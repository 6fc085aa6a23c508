import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, commandOf, copied, only, stages } from './dockerfile.ts';
import { freePort, run, start, until } from './programs.ts';

const [dependencies, image] = stages() as [ReturnType<typeof stages>[0], ReturnType<typeof stages>[0]];
const mounted = '/etc/clockspeed/clockspeed.yaml';
const env = { NODE_ENV: 'production', PATH: `${dirname(process.execPath)}:${process.env['PATH']}` };
let app: string;

/** What stands for `npm ci --omit=dev` where there is no network: exactly the packages that it would install, linked. */
function linkProductionDependencies(): void {
  const listed = execFileSync('npm', ['ls', '--omit=dev', '--parseable', '--all'], { encoding: 'utf8' }).split('\n');
  const packages = listed
    .map((path) => relative('node_modules', path))
    // What lies inside another package comes with it.
    .filter((path) => path !== '' && !path.startsWith('..') && !path.includes('node_modules'));
  for (const name of packages) {
    mkdirSync(dirname(join(app, 'node_modules', name)), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules', name), join(app, 'node_modules', name));
  }
}

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'clockspeed-image-'));
  for (const copy of all(image, 'COPY').map(copied))
    for (const source of copy?.from ?? []) {
      const to = join(app, copy!.to, copy!.to.endsWith('/') && source !== '.' ? basename(source) : '');
      cpSync(source, to, { recursive: true });
    }
  mkdirSync(join(app, 'data'));
  linkProductionDependencies();
});
afterAll(() => rmSync(app, { recursive: true }));

/** The image's command on another port, with a configuration in the place of the mounted one. */
function startImage(configuration: string, port: number): ReturnType<typeof start> {
  const [command, ...args] = commandOf(only(image, 'CMD'));
  const changed = args.map((arg) =>
    arg.replaceAll(mounted, configuration).replace(' --host 0.0.0.0', ` --host 0.0.0.0 --port ${port}`),
  );
  return start('env', ['-C', app, command!, ...changed], env);
}

function isHealthy(port: number): Promise<{ readonly code: number | null }> {
  const [command, ...args] = commandOf(only(image, 'HEALTHCHECK'));
  return run(
    command!,
    args.map((arg) => arg.replace(':9464/', `:${port}/`)),
    { env },
  );
}

describe('the image', () => {
  it('is made in two stages on one pinned Node 24, and its program is not root', () => {
    expect(stages()).toHaveLength(2);
    expect(dependencies.base).toMatch(/^node:24\.\d+\.\d+-bookworm$/);
    // What was compiled in the first runs in the second: the same Node on the same Debian, without compilers.
    expect(image.base).toBe(`${dependencies.base}-slim`);
    expect(only(image, 'USER')).toBe('node');
    // Nothing is installed or copied after it.
    const afterUser = image.instructions.slice(image.instructions.findIndex(([name]) => name === 'USER') + 1);
    expect(afterUser.map(([name]) => name)).toEqual(['EXPOSE', 'HEALTHCHECK', 'CMD']);
    expect(all(dependencies, 'RUN').join()).toContain('npm ci --omit=dev');
    expect(all(image, 'COPY')).toContain(`--from=${dependencies.name} /app/node_modules ./node_modules`);
    expect([only(dependencies, 'WORKDIR'), only(image, 'WORKDIR')]).toEqual(['/app', '/app']);
    expect(all(image, 'RUN')).toEqual(['mkdir data past && chown node:node data past']);
  });
  it('is given by .dockerignore exactly what it copies', () => {
    const [first, ...kept] = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    const taken = [dependencies, image].flatMap((stage) =>
      all(stage, 'COPY').flatMap((rest) => copied(rest)?.from ?? []),
    );
    expect(kept.map((line) => line.replace(/^!/, '')).sort()).toEqual([...new Set(taken)].sort());
  });
  it('shows the demo, reachable from outside, where no configuration is mounted; an empty one is none', async () => {
    const [port, empty] = [await freePort(), join(app, 'empty.yaml')];
    writeFileSync(empty, '');
    const program = startImage(empty, port);
    try {
      const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok || undefined;
      await until('the image is ready', isReady, program);
      expect((await isHealthy(port)).code).toBe(0);
      // 127.0.0.2 is an interface besides 127.0.0.1, as that of a container is.
      expect((await fetch(`http://127.0.0.2:${port}/metrics`)).status).toBe(200);
      // What an alert's runbook_url opens is in the image, too.
      expect((await fetch(`http://127.0.0.1:${port}/runbooks/ClockspeedDataStale.md`)).status).toBe(200);
      process.kill(program.pid, 'SIGTERM');
      expect(await program.ended).toBe(0);
      expect((await isHealthy(port)).code).toBe(1);
    } finally {
      await program.stop();
    }
  }, 180_000);
  it('runs with a configuration where one is mounted, and keeps its store in data/', async () => {
    const [port, path] = [await freePort(), join(app, 'clockspeed.yaml')];
    const pagerduty = 'pagerduty: { token: x, base_url: "http://127.0.0.1:1" }';
    const http = `http: { host: "0.0.0.0", port: ${port} }`;
    writeFileSync(path, `organisation: { name: Acme }\nteams: [{ id: web }]\n${pagerduty}\n${http}\n`);
    const program = startImage(path, port);
    try {
      const isUp = async () => (await isHealthy(port)).code === 0 || undefined;
      await until('the image is healthy', isUp, program);
      expect((await fetch(`http://127.0.0.2:${port}/`)).status).toBe(200);
      expect(readFileSync(join(app, 'data/clockspeed.db'), 'latin1')).toMatch(/^SQLite format 3/);
      process.kill(program.pid, 'SIGTERM');
      expect(await program.ended).toBe(0);
    } finally {
      await program.stop();
    }
  }, 120_000);
});
