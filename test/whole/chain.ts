import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generationConfig } from '../../exporter/cli/generation.ts';
import type { Config } from '../../exporter/config/config.ts';
import { writeAlerting } from './alerting.ts';
import { receiver, relay } from './loopback.ts';
import type { Listening, Received } from './loopback.ts';
import { freePort, start, until } from './programs.ts';
import type { Program } from './programs.ts';

/** The demo, a Prometheus that scrapes it and an Alertmanager that tells a receiver of the test. */
export interface Chain {
  /** That of the demo, with addresses that can be followed. */
  readonly config: Config;
  /** Grows as messages arrive. */
  readonly received: readonly Received[];
  readonly alertmanager: Program;
  stop(): Promise<void>;
}

function configurationIn(folder: string, exporterUrl: string, receiverUrl: string): Config {
  const { alerting, ...rest } = generationConfig();
  return {
    ...rest,
    alerting: {
      ...alerting,
      exporterUrl,
      runbooksUrl: `${exporterUrl}/runbooks`,
      slack: { ...alerting.slack!, signIn: { apiUrlFile: join(folder, 'slack-api-url') } },
      pagerduty: { routingKeyFile: join(folder, 'routing-key') },
      watchdogUrl: `${receiverUrl}/watchdog`,
    },
  };
}

/** Resolves when the dead man's switch has been heard. `change` is what Prometheus sees of a scrape. */
export async function startChain(change: (scrape: string) => string): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-alerts-'));
  const started: (() => Promise<void>)[] = [];
  const run = (command: string, args: readonly string[]): Program => {
    const program = start(command, args);
    started.unshift(() => program.stop());
    return program;
  };
  const serve = async (server: Promise<Listening>): Promise<string> => {
    const { url, close } = await server;
    started.unshift(close);
    return url;
  };
  const stop = async (): Promise<void> => {
    for (const end of started) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [exporterPort, prometheusPort, alertmanagerPort] = [await freePort(), await freePort(), await freePort()];
    const exporterUrl = `http://127.0.0.1:${exporterPort}`;
    const exporter = run(process.execPath, [
      '--import',
      'tsx',
      'exporter/main.ts',
      'demo',
      '--port',
      `${exporterPort}`,
    ]);
    const received: Received[] = [];
    const receiverUrl = await serve(receiver(received));
    const scraped = await serve(relay(exporterUrl, change));
    const config = configurationIn(folder, exporterUrl, receiverUrl);
    writeAlerting(folder, config, {
      scraped,
      receiver: receiverUrl,
      alertmanager: `http://127.0.0.1:${alertmanagerPort}`,
    });
    const isComplete = async (): Promise<boolean> =>
      (await (await fetch(`${exporterUrl}/metrics`)).text()).includes('clockspeed_lead_time_seconds{');
    await until('the demo is complete', async () => (await isComplete()) || undefined, exporter);
    const alertmanager = run('prometheus-alertmanager', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
      '--cluster.listen-address=',
    ]);
    const prometheus = run('prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
      // What fires before Alertmanager is found is lost, and would be sent again after a minute only.
      '--rules.alert.resend-delay=1s',
    ]);
    const isHeard = (): boolean => received.some(({ path }) => path === '/watchdog');
    await until('the dead man’s switch', () => Promise.resolve(isHeard() || undefined), prometheus, 30_000);
    return { config, received, alertmanager, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
