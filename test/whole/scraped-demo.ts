import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, start, until } from './programs.ts';
import type { Program } from './programs.ts';

/** A series with its values: one of an instant query, several of a range query. */
export interface Found {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** The demo, and a Prometheus that scrapes it. */
export interface ScrapedDemo {
  readonly exporterUrl: string;
  /** Asks Prometheus's API. Rejects with what it says where it refuses, or warns of something. */
  ask(path: string, query: Readonly<Record<string, string>>): Promise<unknown>;
  instant(expression: string): Promise<readonly Found[]>;
  stop(): Promise<void>;
}

export interface Options {
  /** Prometheus also holds this scrape as if it had been made so many milliseconds ago. */
  readonly isAlsoFromMs?: number;
}

/** Resolves when the demo is read completely and has been scraped. */
export async function startScrapedDemo({ isAlsoFromMs }: Options = {}): Promise<ScrapedDemo> {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-prometheus-'));
  const programs: Program[] = [];
  const started = (program: Program): Program => {
    programs.unshift(program);
    return program;
  };
  const stop = async (): Promise<void> => {
    for (const program of programs) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [exporterPort, prometheusPort] = [await freePort(), await freePort()];
    const target = `127.0.0.1:${exporterPort}`;
    const [exporterUrl, prometheusUrl] = [`http://${target}`, `http://127.0.0.1:${prometheusPort}`];
    const ask = (path: string, query: Readonly<Record<string, string>>) => answer(prometheusUrl, path, query);
    const instant = async (query: string) => foundIn(await ask('query', { query }));
    const isScraped = (metric: string) => async () => ((await instant(metric)).length > 0 ? true : undefined);
    const exporter = started(
      start(process.execPath, ['--import', 'tsx', 'exporter/main.ts', 'demo', '--port', `${exporterPort}`]),
    );
    // From the beginning, so that counters are seen to rise while the demo is read.
    const prometheus = started(startPrometheus(folder, target, prometheusPort));
    await until('the first scrape', isScraped('clockspeed_build_info'), prometheus);
    const text = await until('the demo is complete', () => completeText(exporterUrl), exporter);
    if (isAlsoFromMs !== undefined) {
      await prometheus.stop();
      writePast(folder, text, isAlsoFromMs, target);
      started(startPrometheus(folder, target, prometheusPort));
    }
    await until(
      'a complete scrape',
      isScraped('clockspeed_outcome_change_ratio{outcome="customer_trust",window="90d"}'),
      programs[0]!,
    );
    return { exporterUrl, ask, instant, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is known only once pull requests and issues were read as far back as they are asked for. */
const complete = [
  'clockspeed_lead_time_seconds{',
  'clockspeed_outcome_change_ratio{outcome="customer_trust",window="90d"}',
];

async function completeText(exporterUrl: string): Promise<string | undefined> {
  const text = await (await fetch(`${exporterUrl}/metrics`)).text();
  return complete.every((sample) => text.includes(sample)) ? text : undefined;
}

/** A Prometheus with its data in a folder, which scrapes one target. */
export function startPrometheus(folder: string, target: string, port: number): Program {
  const scrape = {
    job_name: 'clockspeed',
    honor_labels: true,
    scrape_interval: '1s',
    static_configs: [{ targets: [target] }],
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify({ scrape_configs: [scrape] }));
  return start('prometheus', [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    '--storage.tsdb.retention.time=400d',
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
}

/** The samples of a scrape as OpenMetrics, with an instant of their own and the labels that a scrape gives. */
function writePast(folder: string, text: string, agoMs: number, target: string): void {
  const at = Math.floor((Date.now() - agoMs) / 1_000);
  const own = `instance="${target}",job="clockspeed"`;
  const samples = text
    .split('\n')
    .filter((line) => line.startsWith('clockspeed_'))
    .map((line) => line.replace(/^(\w+)(?:\{(.*)\})? (\S+)$/, (_, name: string, labels: string | undefined, value: string) => `${name}{${labels ? `${labels},` : ''}${own}} ${value} ${at}`)); // prettier-ignore
  const path = join(folder, 'past.txt');
  writeFileSync(path, `${samples.join('\n')}\n# EOF\n`);
  const made = spawnSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', path, join(folder, 'data')]);
  if (made.status !== 0) throw new Error(`promtool made no blocks of the past: ${made.stderr.toString()}`);
}

/** What Prometheus's API answers. Rejects with what it says where it refuses, or warns of something. */
export async function answer(url: string, path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(query).toString()}`);
  const {
    status,
    data,
    error,
    warnings = [],
  } = (await response.json()) as {
    readonly status: string;
    readonly data: unknown;
    readonly error?: string;
    readonly warnings?: readonly string[];
  };
  if (status !== 'success' || warnings.length > 0)
    throw new Error([error, ...warnings, JSON.stringify(query)].join(' '));
  return data;
}

type Pair = readonly [number, string];

/** The series of an answer to a query, of an instant or a range. */
export function foundIn(data: unknown): readonly Found[] {
  const { result } = data as {
    readonly result: readonly {
      readonly metric: Found['metric'];
      readonly value?: Pair;
      readonly values?: readonly Pair[];
    }[];
  };
  return result.map(({ metric, value, values }) => ({
    metric,
    values: (values ?? [value!]).map(([, text]) => Number(text)),
  }));
}
