import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Config } from '../../exporter/config/config.ts';
import type { Latest } from '../../exporter/exposition/exposed.ts';
import { createHttp } from '../../exporter/exposition/http.ts';
import { Self } from '../../exporter/exposition/self.ts';
import type { Store } from '../../exporter/store/store.ts';

/** The pages of an evaluation on loopback; what needs the worker is not asked. */
export async function servedPages(
  { config, store }: { readonly config: Config; readonly store: Store },
  evaluation: Latest,
  nowAt: number,
) {
  const refuse = () => Promise.reject(new Error('not asked'));
  const self = new Self(config, store, '0', '0');
  const server = createHttp({
    config,
    store,
    self,
    now: () => nowAt,
    latest: () => evaluation,
    explain: refuse,
    maturity: refuse,
    governance: refuse,
    work: refuse,
    webhooks: null,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
