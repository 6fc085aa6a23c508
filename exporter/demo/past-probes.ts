import type { Config } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import { GitHubClient } from '../sources/github/client.ts';
import { readProbes } from '../sources/github/probes.ts';
import { probePagerDuty } from '../sources/pagerduty/probes.ts';
import type { SourceContext } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { startGitHubServer } from './github-server/server.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
const everyMs = 14 * 24 * hourMs;
/** Rounds before "now": the last quarter and the one before. */
const rounds = 13;

/**
 * Settings have no history at their vendors: what stood half a year ago, only who looked then can tell. This writes what an exporter
 * that ran all the time would have found every fortnight, asked of a GitHub whose clock stands then.
 */
export async function probePast(world: World, config: Config, store: Store): Promise<void> {
  let at: Instant = world.endsAt;
  const server = await startGitHubServer(world, { now: () => at, budget: 1_000_000 });
  try {
    const github = { ...config.github!, baseUrl: server.url };
    const context: SourceContext = {
      store,
      now: () => at,
      meter: { request: () => undefined, budget: () => undefined },
      log: { info: () => undefined, warn: () => undefined },
      sleep: async () => undefined,
      patienceMs: 30_000,
    };
    const client = new GitHubClient(github, context);
    const reading = { config: { ...config, github }, store, client, now: context.now, warn: () => undefined };
    const signal = new AbortController().signal;
    for (let back = rounds; back > 0; back -= 1) {
      at = world.endsAt - back * everyMs;
      await readProbes({ ...reading, signal, startedAt: at, sinceAt: at });
      probePagerDutyThen(world, config, store, at);
    }
  } finally {
    await server.close();
  }
}

function probePagerDutyThen(world: World, config: Config, store: Store, at: Instant): void {
  const services = world.pagerdutyServices.filter(({ createdAt }) => createdAt < at);
  const setup = { services, policies: world.escalationPolicies, policyUrls: new Map<string, string>() };
  store.write(probePagerDuty(config, setup, store, at, hourMs));
}
