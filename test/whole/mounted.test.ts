import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compose, mountsOf, portOf, sourceOf } from './compose.ts';
import type { Service } from './compose.ts';
import { isInstalled } from './programs.ts';

const { prometheus, alertmanager, grafana } = compose.services as Readonly<Record<string, Service>>;
const read = (path: string): string => readFileSync(path, 'utf8');
const scraping = parse(read('prometheus.yml')) as {
  readonly global: { readonly scrape_interval: string };
  readonly rule_files: readonly string[];
  readonly alerting: { readonly alertmanagers: readonly Targets[] };
  readonly scrape_configs: readonly (Targets & { readonly job_name: string; readonly honor_labels?: boolean })[];
};
interface Targets {
  readonly static_configs: readonly { readonly targets: readonly string[] }[];
}
const targetsOf = ({ static_configs }: Targets): readonly string[] => static_configs.flatMap(({ targets }) => targets);

/** The address of a service for the others. */
const addressOf = (name: string): string => `${name}:${portOf(compose.services[name]!)}`;

describe('prometheus.yml', () => {
  it('scrapes the services and itself, and tells Alertmanager', () => {
    expect(scraping.scrape_configs.map((job) => [job.job_name, ...targetsOf(job)])).toEqual([
      ['clockspeed', addressOf('exporter')],
      ['prometheus', `127.0.0.1:${portOf(prometheus!)}`],
      ['alertmanager', addressOf('alertmanager')],
    ]);
    expect(scraping.alerting.alertmanagers.flatMap(targetsOf)).toEqual([addressOf('alertmanager')]);
    expect(scraping.scrape_configs[0]!.honor_labels).toBe(true);
    expect(scraping.global.scrape_interval).toMatch(/^(1[5-9]|[2-5]\d|60)s$/);
  });
  it('reads the generated rules', () => {
    expect(scraping.rule_files.map((path) => sourceOf(prometheus!, `/etc/prometheus/${path}`))).toEqual([
      './alerts/generated/*.yml',
    ]);
  });
});

describe('what Alertmanager is given', () => {
  const secrets = (path: string): readonly string[] =>
    [...read(path).matchAll(/_file: (\S+)/g)].map(([, file]) => file!).filter((file) => !file.startsWith('${'));
  it('are its templates, and secrets where its configuration and the example look for them', () => {
    const config = parse(read('alerts/alertmanager.yml')) as { readonly templates: readonly string[] };
    expect(config.templates.map((path) => sourceOf(alertmanager!, `/etc/alertmanager/${path}`))).toEqual([
      './alerts/templates/*.tmpl',
    ]);
    const files = [...secrets('alerts/alertmanager.yml'), ...secrets('clockspeed.example.yaml')];
    const names = files.map(
      (file) => /^\.\/alerts\/secrets\/([a-z-]+)$/.exec(sourceOf(alertmanager!, file) ?? '')?.[1],
    );
    expect([...new Set(names)].sort()).toEqual(['pagerduty-routing-key', 'slack-api-url', 'slack-bot-token']);
    for (const name of names) expect(read('alerts/secrets/.gitignore')).toContain(name);
  });
  it('is a folder for secrets of which nothing is ever committed', () => {
    const ignored = (path: string): readonly string[] => read(path).split('\n');
    expect(ignored('alerts/secrets/.gitignore')).toContain('*');
    expect(ignored('.gitignore')).toEqual(expect.arrayContaining(['clockspeed.yaml', '.env']));
  });
});

describe('what Grafana is given', () => {
  const [source] = parse(read('dashboards/provisioning/datasources/clockspeed.yml')).datasources;
  const [provider] = parse(read('dashboards/provisioning/dashboards/clockspeed.yml')).providers;
  const boards = readdirSync('dashboards/generated').map((name) => JSON.parse(read(`dashboards/generated/${name}`)));

  it('is provisioned where it looks for it', () => {
    for (const kind of ['datasources', 'dashboards'])
      expect(sourceOf(grafana!, `/etc/grafana/provisioning/${kind}`)).toBe(`./dashboards/provisioning/${kind}`);
  });
  it('is Prometheus with a fixed uid, which knows how often is scraped', () => {
    expect(source).toMatchObject({ uid: 'prometheus', type: 'prometheus', access: 'proxy', isDefault: true });
    expect(source.url).toBe(`http://${addressOf('prometheus')}`);
    expect(source.jsonData.timeInterval).toBe(scraping.global.scrape_interval);
  });
  it('are the generated boards in a folder of their own, which the browser cannot change', () => {
    expect(sourceOf(grafana!, provider.options.path)).toBe('./dashboards/generated');
    expect(provider).toMatchObject({ type: 'file', folder: 'Clockspeed', allowUiUpdates: false });
    expect(boards.length).toBeGreaterThan(0);
    expect(boards.map(({ uid }) => uid)).not.toContain(provider.folderUid);
  });
  it('begins with a board that there is', () => {
    const home = sourceOf(grafana!, grafana!.environment!['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']!);
    expect(existsSync(home!)).toBe(true);
  });
});

describe.skipIf(['prometheus', 'prometheus-alertmanager', 'promtool', 'amtool'].some((name) => !isInstalled(name)))(
  'the very files that are mounted',
  () => {
    let root: string;
    beforeAll(() => {
      root = mkdtempSync(join(tmpdir(), 'clockspeed-mounted-'));
      for (const service of [prometheus!, alertmanager!])
        for (const { source, target } of mountsOf(service).filter(({ isReadOnly }) => isReadOnly)) {
          mkdirSync(dirname(join(root, target)), { recursive: true });
          cpSync(source, join(root, target), { recursive: true });
        }
    });
    afterAll(() => rmSync(root, { recursive: true }));

    it('are accepted by promtool, each rule file of them, and by amtool, with the templates', () => {
      const rules = spawnSync('promtool', ['check', 'config', join(root, 'etc/prometheus/prometheus.yml')]);
      expect([rules.status, rules.stderr.toString()]).toEqual([0, '']);
      const files = readdirSync('alerts/generated').filter((name) => name.endsWith('.yml'));
      expect(rules.stdout.toString()).toContain(`${files.length} rule files found`);
      const routing = spawnSync('amtool', ['check-config', join(root, 'etc/alertmanager/alertmanager.yml')]);
      expect([routing.status, routing.stdout.toString()]).toEqual([0, expect.stringContaining('1 templates')]);
    });
    it.each([
      ['prometheus', prometheus!],
      ['prometheus-alertmanager', alertmanager!],
    ])('are named by options that %s has', (program, { command }) => {
      const { stdout, stderr } = spawnSync(program, ['--help'], { encoding: 'utf8' });
      for (const option of command!) expect(stdout + stderr).toContain(`${option.split('=')[0]}=`);
    });
  },
);
