import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { Unanswered, withPatience } from '../../exporter/sources/patience.ts';

const never = new AbortController().signal;
let close: () => void = () => undefined;
afterEach(() => close());

async function silentServer(): Promise<string> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('patience with an upstream', () => {
  it('ends although the collector has run meanwhile', async () => {
    const url = await silentServer();
    const asked = withPatience(200, never, (signal) => fetch(url, { signal }));
    for (const at of [40, 80, 120]) setTimeout(collectGarbage, at);
    await expect(asked).rejects.toThrow(Unanswered);
  });
  it('ends for who does not listen to the signal, too', async () => {
    await expect(withPatience(20, never, () => new Promise(() => undefined))).rejects.toThrow('no answer in 0.02 s');
  });
  it('ends with the reason of who stops it, before and during', async () => {
    const stopping = new AbortController();
    const asked = withPatience(60_000, stopping.signal, () => new Promise(() => undefined));
    stopping.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
    let hasRun = false;
    const late = withPatience(60_000, stopping.signal, async () => {
      hasRun = true;
    });
    await expect(late).rejects.toThrow('stopped');
    expect(hasRun).toBe(false);
  });
  it('gives the answer, or the failure, of who answers', async () => {
    await expect(withPatience(1_000, never, async () => 7)).resolves.toBe(7);
    await expect(withPatience(1_000, never, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });
});
