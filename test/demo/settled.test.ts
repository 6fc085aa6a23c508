import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import type { AnyPopulation, Excluded, Fact } from '../../exporter/metrics/metric.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';

const world = simulate({ seed: 3, engineers: 40, endsAt: Date.parse('2026-06-19T13:00:00Z') });
const secret = 'x';
const config = loadConfig(
  world.configuration,
  {
    env: {
      GITHUB_URL: 'http://127.0.0.1:1',
      PAGERDUTY_URL: 'http://127.0.0.1:2',
      PROMETHEUS_URL: 'http://127.0.0.1:3',
      PROMETHEUS_TOKEN: 'd',
      GITHUB_TOKEN: secret,
      PAGERDUTY_TOKEN: secret,
      PIPELINE_SECRET: secret,
    },
    readFile: () => '',
  },
  { isDemo: true },
);

/** The last instant of which a fact says anything. */
function lastOf(fact: Fact | Excluded): number {
  if (fact.type === 'span') return fact.span.to;
  return fact.at;
}

describe('the instant after which nothing is said of a root', () => {
  const store = createMemoryStore();
  store.write({ records: worldRecords(world) });
  const { history, update } = createHistory(config, store);
  update();
  const populations = [...new Set<AnyPopulation>(catalogue.map(({ population }) => population))];

  it.each(populations.map((population) => [population.id, population] as const))('holds for %s', (_, population) => {
    for (const { root: kind, factsOf } of population.also ? [population, population.also] : [population])
      for (const root of history.roots(kind)) {
        const settledAt = history.settledAt({ kind, id: root.id });
        for (const fact of factsOf(root as never, history))
          expect(lastOf(fact), `${root.id}: ${JSON.stringify(fact)}`).toBeLessThanOrEqual(settledAt);
      }
  });
  it('is known of most pull requests and incidents, and of no other kind', () => {
    const shareSettled = (kind: 'pull_request' | 'incident' | 'service_deployment' | 'team'): number => {
      const roots = Array.from(history.roots(kind), ({ id }) => history.settledAt({ kind, id }));
      return roots.filter((at) => at < Infinity).length / roots.length;
    };
    expect(shareSettled('pull_request')).toBeGreaterThan(0.8);
    expect(shareSettled('incident')).toBeGreaterThan(0.9);
    expect(shareSettled('service_deployment')).toBe(0);
    expect(shareSettled('team')).toBe(0);
  });
});
