import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compose, mountsOf, portOf, services, sourceOf } from './compose.ts';
import { all, only, stages } from './dockerfile.ts';
import { isInstalled } from './programs.ts';

const { exporter, past, prometheus, alertmanager, grafana } = compose.services as Record<
  string,
  (typeof services)[0][1]
>;
const image = stages().at(-1)!;

describe('docker-compose.yml', () => {
  it('is what dclint accepts, without a warning', () => {
    const dclint = spawnSync('node_modules/.bin/dclint', ['docker-compose.yml', '--max-warnings', '0'], {
      encoding: 'utf8',
    });
    expect([dclint.status, dclint.stdout.trim()]).toEqual([0, '']);
  });
  it('brings up the exporter, Prometheus, Alertmanager and Grafana', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['alertmanager', 'exporter', 'grafana', 'prometheus']);
  });
  it('holds no secret and refers to one variable only', () => {
    const text = readFileSync('docker-compose.yml', 'utf8');
    expect([...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name)).toEqual([
      'CLOCKSPEED_CONFIG:-/dev/null',
      // In a comment, as a configuration writes it.
      'NAME',
      'CLOCKSPEED_CONFIG:-',
    ]);
    for (const name of Object.keys(grafana!.environment!)) expect(name).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY/);
    expect(exporter!.env_file).toEqual([{ path: '.env', required: false }]);
  });
  it('declares each named volume that is used, and no other', () => {
    const named = Object.values(compose.services)
      .flatMap(mountsOf)
      .filter(({ source }) => /^[a-z-]+$/.test(source))
      .map(({ source }) => source);
    expect([...new Set(named)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});

describe.each(services)('the service %s', (name, service) => {
  it('is pinned to a version, or built here', () => {
    if (name === 'exporter') expect([service.build, service.image]).toEqual(['.', undefined]);
    else expect(service.image).toMatch(/^(prom|grafana)\/[a-z]+:v?\d+\.\d+\.\d+$/);
  });
  it('comes back, is not root, writes to its volumes only and is reachable from this machine only', () => {
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.user).toMatch(/^[1-9]\d*:\d+$/);
    for (const port of service.ports!) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
    expect(service.ports).toHaveLength(1);
  });
  it('mounts what the repository has, and cannot change it', () => {
    for (const { source, isReadOnly } of mountsOf(service)) {
      if (/^[a-z-]+$/.test(source)) continue;
      expect(isReadOnly).toBe(true);
      if (source !== '${CLOCKSPEED_CONFIG:-/dev/null}') expect([source, existsSync(source)]).toEqual([source, true]);
    }
  });
  it('waits for services that say when they are healthy', () => {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe(other === 'past' ? 'service_completed_successfully' : 'service_healthy');
      expect(['exporter', 'past'].includes(other) || compose.services[other]!.healthcheck).toBeTruthy();
    }
  });
  it('is asked for its health by a program of its image, at the port on which it listens', () => {
    const check = name === 'exporter' ? only(image, 'HEALTHCHECK') : service.healthcheck!.test.join(' ');
    const programs = { exporter: 'node', prometheus: 'promtool', alertmanager: 'amtool', grafana: 'wget' };
    expect(check).toMatch(new RegExp(`CMD "?\\[?"?${programs[name as 'exporter']}\\b`));
    expect(check).toContain(`http://127.0.0.1:${portOf(service)}`);
  });
});

describe('the exporter of docker-compose.yml', () => {
  it('finds a mounted configuration where its image looks for one, and its port and its data where they are', () => {
    const configuration = mountsOf(exporter!).find(({ source }) => source.startsWith('${'))!.target;
    expect(only(image, 'CMD').split(configuration)).toHaveLength(3);
    expect(only(image, 'EXPOSE')).toBe(portOf(exporter!));
    const store = /^ {2}path: (\S+)/m.exec(readFileSync('clockspeed.example.yaml', 'utf8'))![1]!;
    expect(sourceOf(exporter!, `${only(image, 'WORKDIR')}/${store}`)).toBe('exporter-data/clockspeed.db');
    expect(all(image, 'RUN').join()).toContain('chown node:node data past');
    // The demo and tsx write there.
    expect(exporter!.tmpfs).toEqual(['/tmp']);
  });
});

describe('the past of docker-compose.yml', () => {
  const [months, label] = ['/app/past/months', 'instance=exporter:9464'];
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'clockspeed-compose-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Its command, with a folder of this machine in the place of the two that are mounted. */
  const take = (own = '') => {
    const script = past!
      .command![0]!.replaceAll('$$', '$')
      .replaceAll(target('past-data'), folder)
      .replaceAll(target('prometheus-data'), join(folder, 'data'));
    const [command, ...args] = past!.entrypoint!;
    return spawnSync(command!, [...args, script], {
      env: { ...process.env, OWN: own },
      encoding: 'utf8',
      timeout: 20_000,
    });
  };
  const target = (volume: string): string => mountsOf(past!).find(({ source }) => source === volume)!.target;
  const write = (name: string, seconds: number): void =>
    writeFileSync(join(folder, 'months', name), `# TYPE x gauge\nx 1 ${seconds}\n# EOF\n`);
  const samples = (): number =>
    readdirSync(join(folder, 'data')).reduce((sum, block) => {
      const meta = readFileSync(join(folder, 'data', block, 'meta.json'), 'utf8');
      return sum + (JSON.parse(meta) as { readonly stats: { readonly numSamples: number } }).stats.numSamples;
    }, 0);

  it('is written by the exporter where it is read, with the labels of the scrape', () => {
    expect(exporter!.environment).toEqual({ DEMO_OPTIONS: `--past ${months} --label ${label}` });
    expect(only(image, 'CMD')).toContain('demo --host 0.0.0.0 $DEMO_OPTIONS;');
    expect(sourceOf(exporter!, months)).toBe('past-data/months');
    expect(past!.command![0]).toContain(`${target('past-data')}/months`);
    const scraped = parse(readFileSync('prometheus.yml', 'utf8')) as { readonly scrape_configs: readonly { readonly job_name: string; readonly static_configs: readonly { readonly targets: readonly string[] }[] }[] }; // prettier-ignore
    const [job] = scraped.scrape_configs;
    expect([job!.job_name, `instance=${job!.static_configs[0]!.targets[0]}`]).toEqual(['clockspeed', label]);
  });
  it('is taken by who owns the data of Prometheus and may remove what the exporter wrote, once', () => {
    expect(past).toMatchObject({ image: prometheus!.image, user: prometheus!.user, restart: 'no', read_only: true, cap_drop: ['ALL'] }); // prettier-ignore
    expect(past!.group_add).toEqual([exporter!.user.split(':')[1]]);
    expect(only(image, 'CMD')).toContain('umask 002;');
    expect(sourceOf(prometheus!, '/prometheus')).toBe('prometheus-data');
  });
  it.skipIf(!isInstalled('promtool'))('becomes blocks, month by month, and goes on where it was stopped', () => {
    mkdirSync(join(folder, 'months'));
    write('past-2026-09.om', 1_789_000_000);
    write('past-2026-10.om', 1_792_000_000);
    expect(take().status).toBe(0);
    expect([samples(), readdirSync(join(folder, 'months'))]).toEqual([2, []]);
    // Brought up again there is nothing to do.
    expect([take().status, samples()]).toEqual([0, 2]);
    write('past-2026-11.om', 1_794_000_000);
    expect([take().status, samples()]).toEqual([0, 3]);
  });
  it.skipIf(!isInstalled('promtool'))('fails where a file cannot be taken, and keeps it', () => {
    mkdirSync(join(folder, 'months'));
    writeFileSync(join(folder, 'months', 'past-2026-09.om'), 'x 1');
    expect(take().status).not.toBe(0);
    expect(readdirSync(join(folder, 'months'))).toEqual(['past-2026-09.om']);
  });
  it('is not waited for with an own configuration', () => {
    expect(past!.environment).toEqual({ OWN: '${CLOCKSPEED_CONFIG:-}' });
    expect(take('./clockspeed.yaml').status).toBe(0);
  });
});

describe('the others of docker-compose.yml', () => {
  const option = (command: readonly string[] | undefined, name: string): string | undefined =>
    command?.find((arg) => arg.startsWith(`--${name}=`))?.replace(/^[^=]*=/, '');

  it('read the committed configuration and keep what they write in a volume', () => {
    expect(sourceOf(prometheus!, option(prometheus!.command, 'config.file')!)).toBe('./prometheus.yml');
    expect(sourceOf(prometheus!, option(prometheus!.command, 'storage.tsdb.path')!)).toBe('prometheus-data');
    expect(sourceOf(alertmanager!, option(alertmanager!.command, 'config.file')!)).toBe('./alerts/alertmanager.yml');
    expect(sourceOf(alertmanager!, option(alertmanager!.command, 'storage.path')!)).toBe('alertmanager-data');
    expect(sourceOf(grafana!, '/var/lib/grafana')).toBe('grafana-data');
  });
  it('remember 400 days, and give links that can be opened', () => {
    expect(option(prometheus!.command, 'storage.tsdb.retention.time')).toBe('400d');
    expect(option(prometheus!.command, 'web.external-url')).toBe(`http://127.0.0.1:${portOf(prometheus!)}`);
    expect(option(alertmanager!.command, 'web.external-url')).toBe(`http://127.0.0.1:${portOf(alertmanager!)}`);
    // The addresses that alerts and boards link to.
    const example = parse(readFileSync('alerts/generated/exporter.yml', 'utf8')) as object;
    expect(JSON.stringify(example)).toContain(`http://127.0.0.1:${portOf(exporter!)}/runbooks/`);
    expect(grafana!.environment!['GF_SERVER_ROOT_URL']).toBe(`http://127.0.0.1:${portOf(grafana!)}`);
  });
});
