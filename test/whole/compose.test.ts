import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compose, mountsOf, portOf, services, sourceOf } from './compose.ts';
import { all, only, stages } from './dockerfile.ts';

const { exporter, prometheus, alertmanager, grafana } = compose.services as Record<string, (typeof services)[0][1]>;
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
    ]);
    for (const name of Object.keys(grafana!.environment!)) expect(name).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY/);
    expect(exporter!.env_file).toEqual([{ path: '.env', required: false }]);
  });
  it('declares each named volume that is used, and no other', () => {
    const named = services
      .flatMap(([, service]) => mountsOf(service))
      .filter(({ source }) => /^[a-z-]+$/.test(source))
      .map(({ source }) => source);
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
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
    for (const port of service.ports) expect(port).toMatch(/^127\.0\.0\.1:(\d+):\1$/);
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
      expect(condition).toBe('service_healthy');
      expect(other === 'exporter' || compose.services[other]!.healthcheck).toBeTruthy();
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
    expect(all(image, 'RUN').join()).toContain('chown node:node data');
    // The demo and tsx write there.
    expect(exporter!.tmpfs).toEqual(['/tmp']);
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
