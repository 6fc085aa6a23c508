import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { metricNamed } from '../../report/month/reader.ts';
import { postToSlack, slackMessage } from '../../report/digest/slack.ts';
import type { Digest } from '../../report/digest/week.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});
/** An address that is a secret, at which somebody answers. */
async function webhook(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/s3cret`;
}
const signal = new AbortController().signal;

const figure = (value: number, url: string) => ({
  metric: metricNamed('pages'),
  series: { metric: 'pages', team: 'web', label: '' },
  moment: { from: 0, to: 1, asOf: 1 },
  value: { value },
  url,
});
const digest: Digest = {
  teamName: 'Web & <Shop>',
  isDemo: false,
  to: Date.parse('2026-04-16T12:00:00Z'),
  groups: [
    {
      name: 'Incidents',
      items: [
        {
          name: 'Pages < 1',
          compared: {
            now: figure(7, 'http://c.example/explain?a=1&b=2'),
            before: figure(9, 'http://c.example/explain?a=3'),
          },
          change: '−2',
        },
      ],
    },
  ],
};

describe('the digest in Slack', () => {
  it('is written in its mrkdwn, field by field', () => {
    expect(slackMessage(digest)).toEqual({
      text: 'Web &amp; &lt;Shop&gt;: the week up to 2026-04-16 12:00 UTC',
      unfurl_links: false,
      blocks: [
        // Plain text is not escaped.
        { type: 'header', text: { type: 'plain_text', text: 'Web & <Shop>: the week up to 2026-04-16 12:00 UTC' } },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '*Incidents*\n• Pages &lt; 1: <http://c.example/explain?a=1&amp;b=2|7> (the week before <http://c.example/explain?a=3|9>, −2)',
          },
        },
      ],
    });
    const notice = slackMessage({ ...digest, isDemo: true }).blocks[1];
    expect(notice).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'A simulated organisation: nothing here is real.' }],
    });
  });

  it('is cut to what a header takes', () => {
    const [header] = slackMessage({ ...digest, teamName: 'W'.repeat(200) }).blocks;
    expect(header!.text!.text).toHaveLength(150);
  });

  it('has as many sections as its links are long, each as long as Slack takes', () => {
    // `• P: <URL|7> (the week before <URL|9>, −2)` is 36 characters and twice its URL. `*I*`, and each item in a line of its own: 3 + 2 × 37
    // and four URLs. With URLs of 730 these are 2,997 characters, with URLs of 731 they are 3,001.
    const sections = (urlLength: number) => {
      const url = 'http://c.example/'.padEnd(urlLength, 'x');
      const item = { name: 'P', compared: { now: figure(7, url), before: figure(9, url) }, change: '−2' };
      const { blocks } = slackMessage({ ...digest, groups: [{ name: 'I', items: [item, item] }] });
      return blocks.slice(1).map(({ text }) => text!.text.length);
    };
    expect(sections(730)).toEqual([2_997]);
    expect(sections(731)).toEqual([3 + 37 + 2 * 731, 36 + 2 * 731]);
  });

  it('is posted as JSON', async () => {
    const posted: unknown[] = [];
    const address = await webhook(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      posted.push([request.method, request.headers['content-type'], JSON.parse(body)]);
      response.end('ok');
    });
    await postToSlack(address, slackMessage(digest), signal);
    expect(posted).toEqual([['POST', 'application/json', slackMessage(digest)]]);
  });

  it('is refused with Slack’s reason, and without the address', async () => {
    const address = await webhook((request, response) => {
      response.writeHead(404).end(`no_service at ${request.url}`);
    });
    const refused = postToSlack(address, slackMessage(digest), signal);
    await expect(refused).rejects.toThrow('Slack refused the digest with 404: no_service at /[secret]');
    await expect(refused).rejects.not.toThrow('s3cret');
  });

  it('follows nobody elsewhere', async () => {
    const address = await webhook((_, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(postToSlack(address, slackMessage(digest), signal)).rejects.toThrow(/^Slack cannot be reached: /);
  });

  it('says that nobody answers, and not where', async () => {
    const address = await webhook((request) => request.socket.destroy());
    const failed = postToSlack(address, slackMessage(digest), signal);
    await expect(failed).rejects.toThrow(/^Slack cannot be reached: /);
    await expect(failed).rejects.not.toThrow('s3cret');
  });

  it('is given up when it is asked to be', async () => {
    const address = await webhook(() => undefined);
    const giveUp = new AbortController();
    const posting = postToSlack(address, slackMessage(digest), giveUp.signal);
    giveUp.abort(new Error('the program ends'));
    await expect(posting).rejects.toThrow('the program ends');
  });
});
