import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askGate } from '../../exporter/cli/ask-gate.ts';
import type { GateOptions } from '../../exporter/cli/ask-gate.ts';
import { UsageError } from '../../exporter/cli/surroundings.ts';
import type { World } from '../../exporter/cli/surroundings.ts';
import { standingOf } from '../../exporter/guardrails/standing.ts';
import { policyOf } from '../../exporter/policy/policy.ts';
import { listen, now } from '../exposition/listening.ts';
import { configuration } from '../history/organisation.ts';
import { freePort, run } from '../whole/programs.ts';

const allowed = { allowed: true, reasons: ['No guardrail refuses it.'], since: null, actions: [], isKnown: true };
const refused = { ...allowed, allowed: false, reasons: ['One.', 'Another.'], actions: ['slow_down', 'escalate'] };

let server: Server | undefined;
afterEach(async () => {
  if (!server) return;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  server = undefined;
});

/** An exporter that answers everything with this; what it was asked is kept. */
async function answering(status: number, body: unknown) {
  const asked: IncomingMessage[] = [];
  server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Asks for a harmless feature of web unless said otherwise; answers with whether it may, and what was said. */
async function ask(options: Partial<GateOptions> & { readonly url: string }, env: World['env'] = {}) {
  const said: string[] = [];
  const world = { env, say: (line: string) => void said.push(line) } as unknown as World;
  const may = await askGate({ team: 'web', change: 'feature', risk: 'low', ...options }, world);
  return { may, said };
}

describe('asking the gate', () => {
  it('says that it is allowed, and why', async () => {
    const { url, asked } = await answering(200, allowed);
    expect(await ask({ url })).toEqual({ may: true, said: ['Allowed.', '- No guardrail refuses it.'] });
    expect(asked.map((request) => request.url)).toEqual(['/gate?team=web&change=feature&risk=low']);
  });
  it('says that it is refused, every reason and what is in force', async () => {
    const { url } = await answering(200, refused);
    expect(await ask({ url })).toEqual({
      may: false,
      said: ['Refused.', '- One.', '- Another.', 'In force: slow_down, escalate.'],
    });
  });
  it('asks under the path of the address, for the service, with nothing lost', async () => {
    const { url, asked } = await answering(200, allowed);
    await ask({ url: `${url}/clockspeed/`, service: 'a&b', change: 'rollback', risk: 'high' });
    expect(asked[0]!.url).toBe('/clockspeed/gate?team=web&change=rollback&risk=high&service=a%26b');
  });
  it('sends the token of CLOCKSPEED_TOKEN, and none where there is none', async () => {
    const { url, asked } = await answering(200, allowed);
    await ask({ url }, { CLOCKSPEED_TOKEN: 'tok' });
    await ask({ url }, {});
    await ask({ url }, { CLOCKSPEED_TOKEN: '' });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer tok', undefined, undefined]);
  });
  it('about nothing is an error of who asks, in the words of the exporter, for a fix as well', async () => {
    const { url } = await answering(400, { error: 'team is one of web, core' });
    for (const change of ['feature', 'fix'])
      await expect(ask({ url, change })).rejects.toThrow(new UsageError('team is one of web, core'));
  });
  it.each(['', 'clockspeed', 'clockspeed:9464', 'https://'])(
    'at "%s", which is no address, is one, too',
    async (url) => {
      await expect(ask({ url })).rejects.toThrow(
        new UsageError(`--url "${url}" is no http address: write "https://…"`),
      );
    },
  );
});

describe('where nobody answers', () => {
  it.each([
    ['feature', false, 'A feature waits until it does.'],
    ['fix', true, 'A fix is never refused: go ahead.'],
    ['rollback', true, 'A rollback is never refused: go ahead.'],
  ])('a %s may: %s', async (change, may, words) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const answer = await ask({ url, change }, { CLOCKSPEED_TOKEN: 'tok' });
    expect(answer).toMatchObject({ may, said: [expect.stringContaining(`${url} did not answer`), words] });
    expect(answer.said.join()).not.toContain('tok');
  });
  it.each([
    [401, 'a bearer token is needed', 'status 401'],
    [503, '{}', 'status 503'],
    // A proxy's page, with a status that promises an answer.
    [200, '<html></html>', 'did not answer'],
    [200, '{ "status": "up" }', 'this is no gate'],
    [400, 'null', 'did not answer'],
  ])('so it is with status %i and "%s"', async (status, body, words) => {
    const { url } = await answering(status, body);
    const feature = await ask({ url });
    expect([feature.may, (await ask({ url, change: 'fix' })).may]).toEqual([false, true]);
    expect(feature.said[0]).toContain(words);
  });
});

describe('npx clockspeed gate', () => {
  it('exits with 0 if it may, with 1 if not and says why, with 2 where the question is wrong', async () => {
    const line = policyOf(configuration()).find(({ id }) => id === 'change_failure')!;
    const verdict = { state: 'breached', value: 0.25, limit: 0.1 } as const;
    const track = { state: 'breached', since: now - 60_000, lastKnownAt: now } as const;
    const http = { host: '127.0.0.1', port: 0, token: 'tok' };
    const { url } = await listen({ config: { http }, standings: [standingOf(line, 'web', now, verdict, track)] });
    const bin = new URL('../../exporter/bin.mjs', import.meta.url).pathname;
    const gate = (...args: readonly string[]) =>
      run(process.execPath, [bin, 'gate', '--url', url, ...args], { env: { CLOCKSPEED_TOKEN: 'tok' } });
    const [low, high, fix, nobody] = await Promise.all([
      gate('--team', 'web'),
      gate('--team', 'web', '--service', 'app', '--risk', 'high'),
      gate('--team', 'web', '--risk', 'high', '--change', 'fix'),
      gate('--team', 'nobody'),
    ]);
    expect([low.code, high.code, fix.code, nobody.code]).toEqual([0, 1, 0, 2]);
    expect(low.err).toBe('Allowed.\n- No guardrail refuses it.\nIn force: slow_down.\n');
    expect(high.err).toContain('Refused.\n- change_failure of web has been broken since 2026-06-01T11:59:00.000Z');
    expect(nobody.err).toBe('team is one of web, core\n');
  });
});
