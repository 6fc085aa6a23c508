import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import { isInstalled } from './programs.ts';
import { startScrapedDemo } from './scraped-demo.ts';
import type { ScrapedDemo } from './scraped-demo.ts';

/** Families that the demo's present may honestly not have, each with the reason. */
const mayBeEmpty: ReadonlyMap<string, string> = new Map([
  ['deployment_gap_business_seconds', 'absent while no merged change waits'],
  ['oldest_overdue_retro_seconds', 'absent while no retro is overdue'],
]);

describe.skipIf(!isInstalled('prometheus') || !isInstalled('promtool'))(
  'the demo, scraped by a real Prometheus',
  () => {
    let demo: ScrapedDemo;

    beforeAll(async () => {
      demo = await startScrapedDemo();
    }, 240_000);

    afterAll(() => demo?.stop());

    const page = async (path: string): Promise<string> => (await fetch(demo.exporterUrl + path)).text();

    it('passes promtool check metrics without a word', async () => {
      const text = await page('/metrics');
      const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
      expect([checked.stdout, checked.stderr, checked.status]).toEqual(['', '', 0]);
    });

    it('is up, and every sample of a scrape is accepted', async () => {
      expect((await demo.instant('up{job="clockspeed"}')).map(({ values }) => values)).toEqual([[1]]);
      const [scraped] = await demo.instant('scrape_samples_scraped - scrape_samples_post_metric_relabeling');
      expect(scraped?.values).toEqual([0]);
    });

    it.each(catalogue.map(({ name }) => name))('has the family %s', async (name) => {
      const series = await demo.instant(`clockspeed_${name}`);
      if (series.length === 0) expect(mayBeEmpty.has(name)).toBe(true);
      for (const { values } of series) expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
    });

    it('keeps its own labels: no exported_ label appears', async () => {
      const labels = (await demo.ask('labels', {})) as readonly string[];
      expect(labels.filter((label) => label.startsWith('exported_'))).toEqual([]);
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
        const text = await page(path);
        expect(text.match(/\b(eng|pm)-[a-z]+-\d+|@example\.com/g) ?? []).toEqual([]);
      }
    });
  },
);
