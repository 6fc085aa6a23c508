import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export interface Received {
  readonly path: string;
  // What Slack and PagerDuty are sent has no type of ours.
  readonly body: Record<string, unknown>;
}

/** Takes whatever Alertmanager sends, and answers as PagerDuty and Slack do when all is well. */
export async function receiver(received: Received[]): Promise<Listening> {
  return listen(async (request, response) => {
    received.push({ path: request.url ?? '', body: JSON.parse(await text(request)) as Received['body'] });
    response.writeHead(request.url?.startsWith('/pagerduty') ? 202 : 200).end('ok');
  });
}

/** How one guardrail of one team is to stand, whatever the demo says. */
export interface Standing {
  readonly guardrail: string;
  readonly team: string;
  /** In the unit of its metric. */
  readonly value: number;
  readonly brokenForSeconds: number;
}

/** The text of a scrape in which a guardrail is broken, or held. */
export function withStanding(scrape: string, standing: Standing, isBroken: boolean): string {
  const { guardrail, team, value, brokenForSeconds } = standing;
  const labels = `{guardrail="${guardrail}",team="${team}"} `;
  const samples = isBroken
    ? { breached: 1, breach_seconds: brokenForSeconds, value }
    : { breached: 0, breach_seconds: 0, value: 0 };
  const others = scrape.split('\n').filter((line) => !/^clockspeed_guardrail_/.test(line) || !line.includes(labels));
  return others
    .flatMap((line) => {
      const family = /^# TYPE clockspeed_guardrail_(breached|breach_seconds|value) /.exec(line)?.[1];
      return family === undefined
        ? [line]
        : [line, `clockspeed_guardrail_${family}${labels}${samples[family as keyof typeof samples]}`];
    })
    .join('\n');
}

/** Serves the exporter's text, changed. */
export async function relay(exporterUrl: string, change: (scrape: string) => string): Promise<Listening> {
  return listen(async (_, response) => {
    const scrape = await fetch(`${exporterUrl}/metrics`);
    response.writeHead(scrape.status, { 'content-type': scrape.headers.get('content-type') ?? '' });
    response.end(change(await scrape.text()));
  });
}
