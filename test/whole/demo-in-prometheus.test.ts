import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { freePort, isInstalled, start, until } from './programs.ts';
import type { Program } from './programs.ts';

/** Families that the demo's present may honestly not have, each with the reason. */
const mayBeEmpty: ReadonlyMap<string, string> = new Map([
  ['deployment_gap_business_seconds', 'absent while no merged change waits'],
]);

describe.skipIf(!isInstalled('prometheus') || !isInstalled('promtool'))(
  'the demo, scraped by a real Prometheus',
  () => {
    let [folder, exporterUrl, prometheusUrl] = ['', '', ''];
    let exporter: Program;
    let prometheus: Program;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'clockspeed-prometheus-'));
      const [exporterPort, prometheusPort] = [await freePort(), await freePort()];
      exporterUrl = `http://127.0.0.1:${exporterPort}`;
      prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
      exporter = start(process.execPath, ['--import', 'tsx', 'exporter/main.ts', 'demo', '--port', `${exporterPort}`]);
      await until(
        'the demo collects',
        async () => ((await fetch(`${exporterUrl}/readyz`)).ok ? true : undefined),
        exporter,
      );
      await until(
        'the demo is complete',
        async () =>
          (await (await fetch(`${exporterUrl}/metrics`)).text()).includes('clockspeed_lead_time_seconds{')
            ? true
            : undefined,
        exporter,
      );
      const scrape = {
        job_name: 'clockspeed',
        honor_labels: true,
        scrape_interval: '1s',
        static_configs: [{ targets: [`127.0.0.1:${exporterPort}`] }],
      };
      // JSON is YAML.
      writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify({ scrape_configs: [scrape] }));
      prometheus = start('prometheus', [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${prometheusPort}`,
      ]);
      await until(
        'the first scrape',
        async () => ((await query('clockspeed_build_info')).length > 0 ? true : undefined),
        prometheus,
      );
    }, 240_000);

    afterAll(async () => {
      await prometheus?.stop();
      await exporter?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function query(
      expression: string,
    ): Promise<readonly { metric: Record<string, string>; value: [number, string] }[]> {
      const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { data } = (await response.json()) as {
        data: { result: { metric: Record<string, string>; value: [number, string] }[] };
      };
      return data.result;
    }

    it('passes promtool check metrics without a word', async () => {
      const text = await (await fetch(`${exporterUrl}/metrics`)).text();
      const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
      expect([checked.stdout, checked.stderr, checked.status]).toEqual(['', '', 0]);
    });

    it('is up, and every sample of a scrape is accepted', async () => {
      expect((await query('up{job="clockspeed"}')).map(({ value }) => value[1])).toEqual(['1']);
      const [scraped] = await query('scrape_samples_scraped - scrape_samples_post_metric_relabeling');
      expect(scraped?.value[1]).toBe('0');
    });

    it.each(catalogue.map(({ name }) => name))('has the family %s', async (name) => {
      const series = await query(`clockspeed_${name}`);
      if (series.length === 0) expect(mayBeEmpty.has(name)).toBe(true);
      for (const { value } of series) expect(Number.isFinite(Number(value[1]))).toBe(true);
    });

    it('keeps its own labels: no exported_ label appears', async () => {
      const labels = await (await fetch(`${prometheusUrl}/api/v1/labels`)).json();
      expect((labels as { data: string[] }).data.filter((label) => label.startsWith('exported_'))).toEqual([]);
    });

    it('names no person: no simulated login is in the text, nor on any page', async () => {
      const paths = [
        '/metrics',
        '/',
        ...catalogue.map(
          ({ name, windows }) =>
            `/explain?metric=${name}${typeof windows === 'string' || !windows.includes('90d') ? '' : '&window=90d'}&team=${'analytics'}`,
        ),
      ];
      for (const path of paths) {
        const text = await (await fetch(exporterUrl + path)).text();
        expect(text.match(/\b(eng|pm)-[a-z]+-\d+|@example\.com/g) ?? []).toEqual([]);
      }
    });
  },
);
