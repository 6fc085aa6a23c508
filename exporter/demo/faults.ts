import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { DemoServer, Fault } from './world.ts';

/** A demo server's answer. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Points or calls that it costs. */
  readonly points: number;
}

const html = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const json = { 'content-type': 'application/json; charset=utf-8' };

/** What a fault makes of a request; undefined where the server itself must spoil its answer. */
function spoiled(fault: Fault): Reply | undefined {
  const message = (text: string): string => JSON.stringify({ message: text });
  const replies: Partial<Record<Fault, Reply>> = {
    http_401: { status: 401, body: message('Bad credentials'), headers: json, points: 1 },
    http_429: { status: 429, body: message('Rate Limit Exceeded'), headers: json, points: 1 },
    http_429_with_reset: {
      status: 429,
      body: message('Rate Limit Exceeded'),
      headers: { ...json, 'ratelimit-reset': '7', 'retry-after': '7' },
      points: 1,
    },
    http_502: { status: 502, body: html, headers: { 'content-type': 'text/html' }, points: 1 },
    html: { status: 200, body: html, headers: { 'content-type': 'text/html' }, points: 1 },
    secondary_403: {
      status: 403,
      body: message('You have exceeded a secondary rate limit.'),
      headers: { ...json, 'retry-after': '60' },
      points: 1,
    },
    secondary_200: {
      status: 200,
      body: JSON.stringify({
        errors: [{ type: 'RATE_LIMITED', message: 'You have exceeded a secondary rate limit.' }],
      }),
      headers: json,
      points: 1,
    },
    timeout_200: {
      status: 200,
      body: JSON.stringify({
        errors: [
          {
            message:
              'Something went wrong while executing your query. Please include `ABCD:1234` when reporting this issue.',
          },
        ],
      }),
      headers: json,
      points: 1,
    },
  };
  return replies[fault];
}

/** A server on loopback that answers with `reply`, counts what it cost, and fails when it is told to. */
export async function startServer(
  reply: (request: IncomingMessage, body: string, fault: Fault | null) => Reply | Promise<Reply>,
): Promise<DemoServer> {
  const spent = { requests: 0, points: 0 };
  const faults: Fault[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(request, response, Buffer.concat(chunks).toString()));
  });

  async function answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    spent.requests += 1;
    const fault = faults.shift() ?? null;
    if (fault === 'hang') return;
    const { status, headers, body: text, points } = (fault && spoiled(fault)) ?? (await reply(request, body, fault));
    spent.points += points;
    response.writeHead(status, headers ?? json);
    if (fault !== 'truncated') return void response.end(text);
    response.write(text.slice(0, text.length / 2));
    response.destroy();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spent,
    fail: (fault, times = 1) => faults.push(...Array.from({ length: times }, () => fault)),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
