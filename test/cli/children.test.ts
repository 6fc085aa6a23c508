import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, isInstalled, startChild } from '../../exporter/cli/children.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-children-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a port of loopback', () => {
  it('is the wanted one where nobody listens, else another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await freePort(port)).not.toBe(port);
    server.close();
    await once(server, 'close');
    expect(await freePort(port)).toBe(port);
  });
});

describe('a program beside us', () => {
  it('is installed or is not', () => {
    expect([isInstalled(process.execPath), isInstalled('no-such-program')]).toEqual([true, false]);
  });
  it('says how it ended by itself, and what it printed is kept', async () => {
    const log = join(folder, 'seven.log');
    const child = startChild('seven', process.execPath, ['-e', 'console.error("farewell"); process.exit(7)'], log);
    expect(await child.ended).toBe('exit code 7');
    expect(readFileSync(log, 'utf8')).toBe('farewell\n');
    // Nobody is left to end.
    await child.stop();
  });
  it('is ended when it is asked to', async () => {
    const child = startChild('patient', process.execPath, ['-e', 'setInterval(() => {}, 1000)'], join(folder, 'p.log'));
    await child.stop();
    expect(await child.ended).toBe('signal SIGTERM');
  });
  it('that cannot be started has ended, too', async () => {
    const child = startChild('nobody', 'no-such-program', [], join(folder, 'nobody.log'));
    expect(await child.ended).toContain('ENOENT');
    await child.stop();
  });
});
