import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { githubToken, startGitHubServer } from './github-server/server.ts';
import { pagerDutyToken, startPagerDutyServer } from './pagerduty-server/server.ts';
import { probePast } from './past-probes.ts';
import { sendDeployments } from './pipeline-sender.ts';
import { prometheusToken, startPrometheusServer } from './prometheus-server/server.ts';
import type { Store } from '../store/store.ts';
import { simulate } from './simulate.ts';
import type { World } from './world.ts';

const pipelineSecret = 'demo-pipeline-secret';

export interface DemoOptions {
  readonly seed: number;
  readonly engineers: number;
  /** Default: of eight people each. */
  readonly teams?: number | undefined;
  /** "Now" of the simulation. */
  readonly endsAt: number;
  readonly now: () => number;
}

export interface Demo {
  readonly config: Config;
  readonly world: World;
  /** Delivers every deployment of the services that deploy by webhook, oldest first, to the exporter's address. */
  sendPipeline(webhookUrl: string): Promise<void>;
  /** Writes what earlier probes would have found; before the sources write anything. */
  probePast(store: Store): Promise<void>;
  close(): Promise<void>;
}

/** A simulated organisation behind a GitHub, a PagerDuty and a Prometheus on loopback, with the configuration that reads them. */
export async function startDemo({ now, ...organisation }: DemoOptions): Promise<Demo> {
  const world = simulate(organisation);
  // It is asked by a first sync only, however large the organisation is: its budget is no part of the demonstration.
  const github = await startGitHubServer(world, { now, budget: 1_000_000 });
  const pagerduty = await startPagerDutyServer(world, { now });
  const prometheus = await startPrometheusServer(world);
  const env = {
    GITHUB_URL: github.url,
    GITHUB_TOKEN: githubToken,
    PAGERDUTY_URL: pagerduty.url,
    PAGERDUTY_TOKEN: pagerDutyToken,
    PROMETHEUS_URL: prometheus.url,
    PROMETHEUS_TOKEN: prometheusToken,
    PIPELINE_SECRET: pipelineSecret,
  };
  const readFile = (path: string): string => {
    throw new Error(`the demo reads no file, and ${path} was asked for`);
  };
  const config = loadConfig(world.configuration, { env, readFile }, { isDemo: true });
  return {
    config,
    world,
    probePast: (store) => probePast(world, config, store),
    sendPipeline: (webhookUrl) =>
      sendDeployments(
        world.deployments.filter(({ source }) => source === 'webhook'),
        webhookUrl,
        pipelineSecret,
      ),
    close: async () => void (await Promise.all([github.close(), pagerduty.close(), prometheus.close()])),
  };
}
