import { randomInt } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port that was free a moment ago, below those that the kernel gives to outgoing connections (from 32,768 on): tests beside it make many of
 * these, and one would take it before a program has started.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const server = createServer();
    const isFree = new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(true));
      server.once('error', () => resolve(false));
    });
    server.listen(port, '127.0.0.1');
    if (!(await isFree)) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}

/** Whether Debian's program is there. Where it is missing a test is skipped, loudly; in CI it must be there. */
export function isInstalled(program: string): boolean {
  const found = spawnSync(program, ['--version']).status === 0;
  if (!found && process.env['CI'] === 'true')
    throw new Error(`${program} is not installed, and nothing may be skipped in CI`);
  if (!found)
    process.stderr.write(`SKIPPED: ${program} is not installed (apt-get install prometheus prometheus-alertmanager)\n`);
  return found;
}

/** A program on loopback, ended by its own process id. `output` grows while it runs. */
export interface Program {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves with its exit code, or null where a signal has ended it. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

export function start(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  // Who does not ask is not told: a program that could not be started fails where it is waited for.
  ended.catch(() => undefined);
  return {
    pid: child.pid!,
    output: () => output,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Runs a program to its end. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** Asks until the answer is there. Rejects with what the program printed when the time is over. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  program: Program,
  timeoutMs = 120_000,
): Promise<T> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 250) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${what}: not within ${timeoutMs / 1_000} s. It printed:\n${program.output().slice(-4_000)}`);
}
