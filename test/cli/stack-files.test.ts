import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeStackFiles } from '../../exporter/cli/stack-files.ts';
import { isInstalled } from '../whole/programs.ts';

// Each is where another one usually is: a port that was put in must not be replaced again.
const ports = { exporter: 9090, prometheus: 9093, alertmanager: 9464 };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clockspeed-stack-files-'));
  writeStackFiles(folder, ports);
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

describe('what npm run stack gives to Prometheus and Alertmanager', () => {
  it('scrapes and tells the given ports of loopback', () => {
    const { global, scrape_configs, alerting } = parse(read('prometheus.yml'));
    const targets = ({ static_configs: [{ targets }] }: { static_configs: [{ targets: string[] }] }) => targets.join();
    expect(scrape_configs.map((job: never) => targets(job))).toEqual([
      '127.0.0.1:9090',
      '127.0.0.1:9093',
      '127.0.0.1:9464',
    ]);
    expect(alerting.alertmanagers.map(targets)).toEqual(['127.0.0.1:9464']);
    expect(scrape_configs[0]).toMatchObject({ job_name: 'clockspeed', honor_labels: true });
    expect(global).toEqual({ scrape_interval: '5s', evaluation_interval: '5s' });
  });
  it('holds the committed rules, asked every 5 seconds, with links to the exporter beside it', () => {
    const names = (at: string): string[] => readdirSync(at).filter((name) => name.endsWith('.yml'));
    expect(names(join(folder, 'alerts/generated'))).toEqual(names('alerts/generated'));
    for (const name of names('alerts/generated')) {
      const here = read(join('alerts/generated', name));
      const committed = readFileSync(join('alerts/generated', name), 'utf8')
        .replaceAll('http://127.0.0.1:9464/', 'http://127.0.0.1:9090/')
        .replace('    interval: 1m\n', '    interval: 5s\n');
      expect(here).toBe(committed);
    }
  });
  it('tells nobody', () => {
    const { receivers, global } = parse(read('alerts/alertmanager.yml')) as { receivers: object[]; global?: object };
    expect(global).toBeUndefined();
    for (const receiver of receivers) expect(Object.keys(receiver)).toEqual(['name']);
  });
});

describe.skipIf(!isInstalled('promtool') || !isInstalled('amtool'))('what npm run stack gives, checked', () => {
  it('is what Prometheus and Alertmanager accept', () => {
    const prometheus = spawnSync('promtool', ['check', 'config', join(folder, 'prometheus.yml')], { encoding: 'utf8' });
    expect([prometheus.status, prometheus.stderr]).toEqual([0, '']);
    const amtool = spawnSync('amtool', ['check-config', join(folder, 'alerts/alertmanager.yml')], { encoding: 'utf8' });
    expect([amtool.status, amtool.stderr]).toEqual([0, '']);
    expect(amtool.stdout).toContain('1 templates');
  });
});
