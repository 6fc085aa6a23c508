import type { Config } from '../../exporter/config/config.ts';
import { loadConfig } from '../../exporter/config/load.ts';
import { githubToken } from '../../exporter/demo/github-server/server.ts';
import { probePast } from '../../exporter/demo/past-probes.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import { createNumbers } from '../../exporter/evaluation/numbers.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import type { Engine } from '../../exporter/metrics/engine-types.ts';
import { sourceStateKey } from '../../exporter/sources/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import type { Store } from '../../exporter/store/store.ts';

const dayMs = 86_400_000;
interface ReadDemo {
  readonly config: Config;
  readonly store: Store;
}

const env = {
  GITHUB_URL: 'http://127.0.0.1:1',
  PAGERDUTY_URL: 'http://127.0.0.1:2',
  PROMETHEUS_URL: 'http://127.0.0.1:3',
  PROMETHEUS_TOKEN: 'd',
  GITHUB_TOKEN: 'a',
  PAGERDUTY_TOKEN: 'b',
  PIPELINE_SECRET: 'c',
};

/** A demo as it is when its first sync is over, in memory. */
export function readDemo(options: Parameters<typeof simulate>[0]): ReadDemo {
  const { endsAt } = options;
  const world = simulate(options);
  const config = loadConfig(world.configuration, { env, readFile: () => '' }, { isDemo: true });
  const store = createMemoryStore();
  const read = {
    completeFromAt: endsAt - config.syncDays * dayMs,
    watermarkAt: endsAt,
    lastSuccessAt: endsAt,
    progress: 1,
  };
  const queries = config.prometheus!.queries.map(({ key }) => ({ key: `source/prometheus/${key}`, value: read }));
  const state = (['github', 'pagerduty', 'pipeline', 'surveys', 'assessments'] as const).map((name) => ({
    key: sourceStateKey(name),
    value: read,
  }));
  store.write({
    records: worldRecords(world),
    state: [...state, ...queries, { key: 'work_items/github', value: read }],
  });
  return { config, store };
}

/** Its facts. */
export function engineOf({ config, store }: ReadDemo): { readonly config: Config; readonly engine: Engine } {
  const joined = createHistory(config, store);
  const engine = createNumbers(config);
  engine.replace(joined.update().changed, joined.history);
  return { config, engine };
}

/** The same with what an exporter that always ran would have looked up, and looked up again at the end. */
export async function readProbedDemo(options: Parameters<typeof simulate>[0]): Promise<ReadDemo> {
  const { config, store } = readDemo(options);
  const github = { ...config.github!, auth: { token: githubToken } };
  await probePast(simulate(options), { ...config, github }, store);
  const state = (['probes/github', 'probes/pagerduty'] as const).map((key) => ({
    key,
    value: { ...(store.state(key) as object), watermarkAt: options.endsAt },
  }));
  store.write({ state });
  return { config, store };
}
