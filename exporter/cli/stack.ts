// `npm run stack`: the demo, a Prometheus that scrapes it and an Alertmanager that shows what fires, as processes on loopback. What
// docker-compose.yml brings up, without Docker and without Grafana. One Ctrl-C ends all.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { promtoolArgs } from './backfill.ts';
import { freePort, isInstalled, startChild, wellEnded } from './children.ts';
import type { Child } from './children.ts';
import { writeStackFiles } from './stack-files.ts';
import type { StackPorts } from './stack-files.ts';

const usual: StackPorts = { exporter: 9464, prometheus: 9090, alertmanager: 9093 };
const packages = ['prometheus', 'prometheus-alertmanager'];
const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A given port is taken as it is (0: any that is free); else it is the usual one, or another where that is taken. */
async function portsOf(args: readonly string[]): Promise<StackPorts> {
  const option = { type: 'string' } as const;
  const options = { 'exporter-port': option, 'prometheus-port': option, 'alertmanager-port': option };
  const { values } = parseArgs({ args: [...args], options });
  const portOf = async (name: keyof StackPorts): Promise<number> => {
    const given = values[`${name}-port`];
    if (given === undefined) return freePort(usual[name]);
    const port = Number(given);
    if (!/^\d+$/.test(given) || port > 65_535) throw new Error(`--${name}-port ${given} is no port`);
    return port === 0 ? freePort(0) : port;
  };
  const [exporter, prometheus, alertmanager] = [
    await portOf('exporter'),
    await portOf('prometheus'),
    await portOf('alertmanager'),
  ];
  return { exporter, prometheus, alertmanager };
}

const logOf = (folder: string, name: string): string => join(folder, `${name}.log`);

const pastOf = (folder: string): string => join(folder, 'past');
const dataOf = (folder: string): string => join(folder, 'prometheus');

function startExporter(folder: string, { exporter }: StackPorts): Child {
  const demo = ['demo', '--port', `${exporter}`, '--past', pastOf(folder), '--label', `instance=127.0.0.1:${exporter}`];
  return startChild('exporter', process.execPath, ['--import', import.meta.resolve('tsx'), main, ...demo], null);
}

/** Who ended by itself, and how. */
interface Lost {
  readonly name: string;
  readonly how: string;
}
const lost = async ({ name, ended }: Child): Promise<Lost> => ({ name, how: await ended });

/** Makes blocks of the past, month by month, before Prometheus starts. Resolves with the promtool that failed. */
async function takePast(folder: string, start: (child: Child) => Promise<Lost>): Promise<Lost | null> {
  while (!existsSync(pastOf(folder))) await after(250);
  console.error('Giving it to Prometheus …');
  for (const name of readdirSync(pastOf(folder)).sort()) {
    const args = promtoolArgs(join(pastOf(folder), name), dataOf(folder));
    const end = await start(startChild('promtool', 'promtool', args, logOf(folder, 'promtool')));
    if (end.how !== wellEnded) return end;
    rmSync(join(pastOf(folder), name));
  }
  return null;
}

/** In the order in which they start: whoever is asked before whoever asks. */
function startOthers(folder: string, { prometheus, alertmanager }: StackPorts): readonly Child[] {
  const start = (name: string, port: number, args: readonly string[]): Child => {
    const web = [`--web.listen-address=127.0.0.1:${port}`, `--web.external-url=http://127.0.0.1:${port}`];
    return startChild(name, name, [...args, ...web], logOf(folder, name));
  };
  return [
    start('prometheus-alertmanager', alertmanager, [
      `--config.file=${join(folder, 'alerts/alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      '--cluster.listen-address=',
    ]),
    start('prometheus', prometheus, [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${dataOf(folder)}`,
      // The default forgets after 15 days.
      '--storage.tsdb.retention.time=400d',
      // What fires before Alertmanager listens is lost, and would be sent again after a minute only.
      '--rules.alert.resend-delay=5s',
    ]),
  ];
}

/** Resolves when each has said that it is ready. */
async function allReady({ exporter, prometheus, alertmanager }: StackPorts): Promise<void> {
  for (const page of [`${exporter}/readyz`, `${prometheus}/-/ready`, `${alertmanager}/-/ready`])
    while (!(await isOk(`http://127.0.0.1:${page}`))) await after(250);
}

const isOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

const welcome = ({ exporter, prometheus, alertmanager }: StackPorts): string => `
All run, and nothing leaves this machine:
  http://127.0.0.1:${exporter}/  every number and the facts behind it
  http://127.0.0.1:${prometheus}/alerts  the rules: what is pending, what fires
  http://127.0.0.1:${alertmanager}/  what fires, by team; nobody is told, for no receiver is configured
Try
  http://127.0.0.1:${prometheus}/graph?g0.tab=1&g0.expr=clockspeed_guardrail_breached+%3D%3D+1
  curl 'http://127.0.0.1:${exporter}/gate?team=analytics&change=feature&risk=high'
Most alerts wait for 5 or 15 minutes before they fire. The boards need Grafana: docker compose up.
Ctrl-C ends all.`;

/** The exporter has said everything already. */
function lastWords(folder: string, name: string): string {
  if (name === 'exporter') return '';
  return ` It said:\n${readFileSync(logOf(folder, name), 'utf8').trimEnd().split('\n').slice(-5).join('\n')}`;
}

/** Brings up one after the other; `children` has whoever was started. Resolves with the first that ends by itself. */
async function bringUp(folder: string, ports: StackPorts, children: Child[], ending: AbortSignal): Promise<Lost> {
  const start = (child: Child): Promise<Lost> => {
    children.push(child);
    // Who is asked to end meanwhile starts nobody any more.
    return ending.aborted ? child.stop().then(() => lost(child)) : lost(child);
  };
  const exporter = start(startExporter(folder, ports));
  const early = await Promise.race([exporter, takePast(folder, start)]);
  if (early) return early;
  const others = startOthers(folder, ports).map(start);
  void allReady(ports).then(() => console.error(welcome(ports)));
  return Promise.race([exporter, ...others]);
}

/** Resolves with the exit code when all have ended: because one asked for it (0), or because one of them ended by itself (1). */
async function runAll(folder: string, ports: StackPorts, asked: Promise<null>): Promise<number> {
  writeStackFiles(folder, ports);
  const children: Child[] = [];
  const ending = new AbortController();
  const end = await Promise.race([asked, bringUp(folder, ports, children, ending.signal)]);
  ending.abort();
  // Whoever asks ends before whoever is asked.
  for (const child of [...children].reverse()) await child.stop();
  if (end === null) return 0;
  console.error(`${end.name} has ended (${end.how}), so the others are ended, too.${lastWords(folder, end.name)}`);
  return 1;
}

/** Resolves with the exit code, when everything has ended and the data is gone. 2: the person can mend it. */
async function stack(args: readonly string[], asked: Promise<null>): Promise<number> {
  const ports = await portsOf(args);
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    const remedy = `On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`;
    throw new Error(`${missing.join(' and ')}: not installed. ${remedy}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-stack-'));
  try {
    return await runAll(folder, ports, asked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Listened to until the end: npm passes on a Ctrl-C that the terminal has sent already, and the second must not leave anybody behind.
const asked = new Promise<null>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(null));
});
try {
  process.exitCode = await stack(process.argv.slice(2), asked);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
process.exit();
