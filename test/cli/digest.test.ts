import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../exporter/cli/surroundings.ts';
import { digest } from '../../report/digest.ts';
import type { DigestOptions } from '../../report/digest.ts';
import { now, program, stored } from './stored.ts';

const servers: Server[] = [];
let of: ReturnType<typeof stored>;
afterEach(async () => {
  vi.useRealTimers();
  of.remove();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

/** An incoming webhook, whose address is a secret; gives what was posted. */
async function webhook(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/s3cret`;
}
const run = (more: Partial<DigestOptions> = {}, whose = of.whose) =>
  digest({ ...whose, team: 'web', slack: false, asOf: null, ...more }, of.world);

describe('npm run digest', () => {
  it('prints the week of a team from what a running exporter has stored, and what is not measured', async () => {
    of = stored();
    await run();
    expect(of.printed.join('')).toMatch(/^# web: the week up to 2026-05-25 00:00 UTC\n/);
    // The one pull request was merged five weeks before.
    expect(of.printed.join('')).toMatch(/^- Pull requests merged: \[0\]\(\S+\) \(the week before \[0\]\(\S+\), ±0\)$/m);
    expect(of.printed.join('')).toMatch(/^- Pages: \[not measured: not configured\]\(/m);
    expect(of.said).toEqual([]);
  });
  it('prints a week that is over, half-open', async () => {
    of = stored();
    // Merged on 15 April 00:00: in the week that begins with that instant, not in the one that ends with it.
    const mergedAt = Date.parse('2026-04-15T00:00:00Z');
    await run({ asOf: mergedAt });
    expect(of.printed.at(-1)).toMatch(/^- Pull requests merged: \[0\]\(/m);
    await run({ asOf: mergedAt + 7 * 86_400_000 });
    expect(of.printed.at(-1)).toMatch(/^- Pull requests merged: \[1\]\(/m);
  });
  it('refuses a team that there is not, a week that is not over and one of which nothing was read', async () => {
    of = stored();
    const cases: readonly (readonly [Promise<void>, string | RegExp])[] = [
      [run({ team: 'wbe' }), '--team: there is no team "wbe"; the teams are web'],
      [run({ asOf: now + 1 }), '--as-of: the week up to 2026-05-25 00:00 UTC is not over'],
      // Read since 5 January.
      [run({ asOf: Date.parse('2026-01-05T00:00:00Z') }), 'nothing is known of the week up to 2026-01-05 00:00 UTC: the history begins at 2026-01-05 00:00 UTC'], // prettier-ignore
      [run({}, of.empty), 'nothing is known of the week up to 2026-05-25 00:00 UTC: nothing was read to its end yet'],
      [run({}, of.missing), /^there is no store at .*missing\.db yet/],
      [run({ slack: true }), '--slack: the configuration has no digest.slack_url, which says where to post'],
    ];
    for (const [refused, why] of cases) {
      await expect(refused).rejects.toThrow(why);
      await expect(refused).rejects.toBeInstanceOf(UsageError);
    }
    expect(of.printed).toEqual([]);
    expect(of.files()).not.toContain('missing.db');
  });
  it('posts what it printed', async () => {
    const posted: string[] = [];
    const slack = await webhook(async (request, response) => {
      for await (const chunk of request) posted.push(String(chunk));
      response.end('ok');
    });
    of = stored({ slack });
    await run({ slack: true });
    expect(JSON.parse(posted.join(''))).toMatchObject({ text: 'web: the week up to 2026-05-25 00:00 UTC' });
    expect(of.said).toEqual(['Posted to Slack.']);
    expect(of.printed).toHaveLength(1);
  });
  it('prints also what Slack then refuses, and never says the address', async () => {
    const slack = await webhook((_, response) => void response.writeHead(403).end('invalid_token'));
    of = stored({ slack });
    await expect(run({ slack: true })).rejects.toThrow(/^Slack refused the digest with 403: invalid_token$/);
    expect(of.printed).toHaveLength(1);
    expect(of.said).toEqual([]);
  });
  it('waits ten seconds for a webhook that hangs, and no longer', async () => {
    let asked: () => void;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const slack = await webhook(() => asked());
    of = stored({ slack });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const posting = run({ slack: true });
    let failure: unknown;
    void posting.catch((error: unknown) => (failure = error));
    await isAsked;
    await vi.advanceTimersByTimeAsync(9_999);
    expect(failure).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await expect(posting).rejects.toThrow('Slack cannot be reached: no answer in 10 s');
  });
});

describe('the program of npm run digest', () => {
  it('ends with 0 and nothing but Markdown on standard output', async () => {
    of = stored();
    const { code, out, err } = await program(of.folder, ['digest', '--team', 'web', '--as-of', '2026-05-01']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^# web: the week up to 2026-05-01 00:00 UTC\n/);
  }, 180_000);
  it.each([
    [[], "error: required option '--team <id>' not specified\n"],
    [['--team', 'shop'], '--team: there is no team "shop"; the teams are web\n'],
    [['--team', 'web', '--slack'], '--slack: the configuration has no digest.slack_url, which says where to post\n'],
  ])(
    'ends with 2 and one clear line after %j',
    async (args, line) => {
      of = stored();
      expect(await program(of.folder, ['digest', ...args])).toEqual({ code: 2, out: '', err: line });
    },
    60_000,
  );
  it('ends with 1 where Slack does not take it, without the address', async () => {
    const slack = await webhook((request) => request.socket.destroy());
    of = stored({ slack });
    const { code, out, err } = await program(of.folder, ['digest', '--team', 'web', '--slack']);
    expect(code).toBe(1);
    expect(out).toMatch(/^# web: the week up to /);
    expect(err).toMatch(/^Slack cannot be reached: [^\n]+\n$/);
    expect(err).not.toContain('s3cret');
  }, 180_000);
});
