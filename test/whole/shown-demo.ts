import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { createHttp } from '../../exporter/exposition/http.ts';
import { Self } from '../../exporter/exposition/self.ts';
import { report } from '../../report/all-hands-page.ts';
import { readProbedDemo } from '../demo/read-demo.ts';

const endsAt = Date.parse('2026-11-20T12:00:00Z');

/** The pages of the demo on loopback, as of one instant, so that what is looked at is the same every time. */
export async function showDemo() {
  const { config, store } = await readProbedDemo({ seed: 1, engineers: 40, endsAt });
  const evaluator = new Evaluator(config, store);
  const evaluation = await evaluator.evaluate(endsAt);
  const self = new Self(config, store, '0', '0');
  for (const source of self.sources) source.isUp = true;
  const server = createHttp({
    config,
    store,
    self,
    now: () => endsAt,
    latest: () => evaluation,
    explain: async (series, moment) => evaluator.explain(series, moment),
    maturity: async (asOf) => evaluator.maturity(asOf),
    governance: async (asOf) => evaluator.governance(asOf),
    work: async (team, asOf) => evaluator.work(team, asOf),
    allHands: (month) => report(evaluator.told(endsAt), month, endsAt),
    webhooks: null,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
