import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Whether a program is installed. */
export const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** The wanted port of loopback where nobody listens on it, else another that is free. */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer().listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    if (wanted === 0) throw new Error('no port of loopback is free', { cause });
    return freePort(0);
  }
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** How a program ends that has done what it was asked for. */
export const wellEnded = 'exit code 0';

/** A program that runs beside us. */
export interface Child {
  readonly name: string;
  /** Resolves with how it ended, by itself or not; also where it could not be started. */
  readonly ended: Promise<string>;
  /** Ends it; resolves when it has ended. */
  stop(): Promise<void>;
}

/** How long a program may take to end; then it is killed. */
const patienceMs = 10_000;

/** Starts a program; what it prints goes to a file, or with `log` null to our standard error. */
export function startChild(name: string, command: string, args: readonly string[], log: string | null): Child {
  const output = log === null ? 2 : openSync(log, 'w');
  // In a group of its own: Ctrl-C reaches the whole group of a terminal, and we say who ends, and in which order.
  const child = spawn(command, args, { stdio: ['ignore', output, output], detached: true });
  if (log !== null) closeSync(output);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
    child.once('error', ({ message }) => resolve(message));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await ended;
    clearTimeout(timer);
  };
  return { name, ended, stop };
}
