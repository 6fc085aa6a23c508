import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled, run, start, until } from './programs.ts';
import type { Program } from './programs.ts';

const command = ['--import', import.meta.resolve('tsx'), 'exporter/cli/stack.ts'];
const anyPorts = ['--exporter-port', '0', '--prometheus-port', '0', '--alertmanager-port', '0'];
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-stack-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Its folders are ours, so that what it leaves behind is seen. tsx keeps what it compiles there, for the next time. */
const env = (): Readonly<Record<string, string>> => ({ TMPDIR: folder });
const left = (): readonly string[] => readdirSync(folder).filter((name) => !name.startsWith('tsx-'));

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const json = async (url: string): Promise<unknown> => (await fetch(url)).json();

interface Alert {
  readonly labels: { readonly alertname: string };
  readonly annotations: { readonly runbook_url: string };
  readonly generatorURL: string;
}

/** What the rules are about: of one team, not of all together. */
const judged = 'clockspeed_guardrail_breached{team!="all"}';

/** The addresses of the exporter, of Prometheus and of Alertmanager, as it tells them. */
async function addresses(stack: Program): Promise<readonly [string, string, string]> {
  await until('all run', async () => stack.output().includes('Ctrl-C ends all.') || undefined, stack, 300_000);
  const told = stack
    .output()
    .split('All run')[1]!
    .match(/http:\/\/127\.0\.0\.1:\d+/g)!;
  return [told[0]!, told[1]!, told[2]!];
}

describe.skipIf(!isInstalled('prometheus') || !isInstalled('prometheus-alertmanager'))('npm run stack', () => {
  it('shows the demo in Prometheus and what fires in Alertmanager, and one Ctrl-C ends all', async () => {
    const stack = start(process.execPath, [...command, ...anyPorts], env());
    try {
      const [exporter, prometheus, alertmanager] = await addresses(stack);
      const count = async (expression: string): Promise<number> => {
        const answer = await json(`${prometheus}/api/v1/query?query=${encodeURIComponent(`count(${expression})`)}`);
        const { result } = (answer as { data: { result: { value: [number, string] }[] } }).data;
        return Number(result[0]?.value[1] ?? 0);
      };
      // The exporter, Prometheus itself and Alertmanager.
      await until('all are scraped', async () => (await count('up == 1')) === 3 || undefined, stack, 30_000);
      const raw = async (expression: string): Promise<readonly (readonly number[])[]> => {
        const answer = await json(`${prometheus}/api/v1/query?query=${encodeURIComponent(expression)}`);
        const { result } = (answer as { data: { result: { values: [number, string][] }[] } }).data;
        return result.map(({ values }) => values.map(([seconds]) => seconds));
      };
      // One series, hour by hour for 90 days and then as it is scraped: neither a gap nor a step back where the two meet.
      const [[...seconds], ...others] = (await raw('clockspeed_unowned_services[91d]')) as [number[]];
      expect(others).toEqual([]);
      const firstLive = seconds.findIndex((second) => second % 3_600 !== 0);
      expect(firstLive).toBe(90 * 24);
      const steps = seconds.slice(1).map((second, index) => second - seconds[index]!);
      expect(new Set(steps.slice(0, firstLive - 1))).toEqual(new Set([3_600]));
      for (const step of steps.slice(firstLive - 1)) expect(step).toBeGreaterThan(0);
      // A line of a board reaches over 65 minutes.
      expect(steps[firstLive - 1]).toBeLessThan(65 * 60);
      await until('the demo is judged', async () => (await count(judged)) > 0 || undefined, stack, 30_000);
      const alerts = async () => {
        const firing = (await json(`${alertmanager}/api/v2/alerts`)) as Alert[];
        return firing.length > 0 ? firing : undefined;
      };
      // Which guardrail of the demo fires depends on the day; the dead man's switch always does.
      const firing = await until('an alert fires', alerts, stack, 60_000);
      expect(firing.map(({ labels }) => labels.alertname)).toContain('Watchdog');
      // Its links lead to what runs here.
      for (const { generatorURL, annotations } of firing) {
        expect(generatorURL).toContain(`${prometheus}/graph?`);
        expect((await fetch(annotations.runbook_url)).status).toBe(200);
        expect(annotations.runbook_url).toContain(`${exporter}/runbooks/`);
      }

      const children = childrenOf(stack.pid);
      expect(children.filter(isAlive)).toHaveLength(3);
      // npm passes on what the terminal has sent already.
      process.kill(stack.pid, 'SIGINT');
      process.kill(stack.pid, 'SIGINT');
      expect(await stack.ended).toBe(0);
      expect(children.filter(isAlive)).toEqual([]);
      expect(left()).toEqual([]);
    } finally {
      await stack.stop();
    }
  }, 400_000);

  it('ends all when one of them ends, and says which and why', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = `${(server.address() as AddressInfo).port}`;
    const ports = ['--exporter-port', '0', '--prometheus-port', taken, '--alertmanager-port', '0'];
    const { code, err } = await run(process.execPath, [...command, ...ports], { env: env() });
    server.close();
    expect(code).toBe(1);
    expect(err).toContain('prometheus has ended (exit code 1), so the others are ended, too.');
    expect(err).toContain('address already in use');
    expect(left()).toEqual([]);
  }, 300_000);
});

describe('npm run stack, where it cannot begin', () => {
  it('names the packages where a program is missing', async () => {
    const { code, err } = await run(process.execPath, command, { env: { ...env(), PATH: '/nowhere' } });
    expect(code).toBe(2);
    expect(err).toBe(
      'prometheus and prometheus-alertmanager: not installed. On Debian or Ubuntu: sudo apt-get install prometheus prometheus-alertmanager\n',
    );
    expect(left()).toEqual([]);
  }, 60_000);
  it.each([
    [['--prometheus-port', '65536'], '--prometheus-port 65536 is no port'],
    [['--exporter-port', '1e3'], '--exporter-port 1e3 is no port'],
    [['--alertmanager-port', ''], '--alertmanager-port  is no port'],
    [['--grafana-port', '3000'], '--grafana-port'],
  ])(
    'refuses %j',
    async (args, message) => {
      const { code, err } = await run(process.execPath, [...command, ...args], { env: env() });
      expect(code).toBe(2);
      expect(err).toContain(message);
    },
    60_000,
  );
});
