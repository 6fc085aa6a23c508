import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { createHttp } from '../../exporter/exposition/http.ts';
import { Self } from '../../exporter/exposition/self.ts';
import type { Config } from '../../exporter/config/config.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import type { Store } from '../../exporter/store/store.ts';
import { report } from '../../report/all-hands-page.ts';
import { readProbedDemo } from '../demo/read-demo.ts';
import { configuration } from '../history/organisation.ts';

const endsAt = Date.parse('2026-11-20T12:00:00Z');

/** The pages of the demo on loopback, as of one instant, so that what is looked at is the same every time. */
export async function showDemo() {
  const { config, store } = await readProbedDemo({ seed: 1, engineers: 40, endsAt });
  return shown(config, store, true);
}

/** The pages of an organisation in which nothing has happened yet; or, before its first evaluation, of one that nobody has read. */
export async function showNothing(isEvaluated: boolean) {
  const store = createMemoryStore();
  const value = { completeFromAt: endsAt - 180 * 86_400_000, watermarkAt: endsAt, lastSuccessAt: endsAt, progress: 1 };
  const sources = ['github', 'pagerduty', 'pipeline'] as const;
  if (isEvaluated) store.write({ state: sources.map((name) => ({ key: sourceStateKey(name), value })) });
  return shown(configuration(), store, isEvaluated);
}

async function shown(config: Config, store: Store, isEvaluated: boolean) {
  const evaluator = new Evaluator(config, store);
  const evaluation = isEvaluated ? await evaluator.evaluate(endsAt) : null;
  const self = new Self(config, store, '0', '0');
  if (isEvaluated) for (const source of self.sources) source.isUp = true;
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
