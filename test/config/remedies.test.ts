import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputShape } from '../../exporter/config/issues.ts';
import { loadConfig } from '../../exporter/config/load.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const gitHub = 'github: { auth: { token: x }, repositories: [a/b] }\n';
const service = (more: string): string => `{ owner: red, repository: a/b, ${more} }`;

describe('a remedy', () => {
  it('says which key was probably meant', () => {
    expect(linesOf(`${sound}stalenes: 2h\nhttp: { Port: 1 }`)).toEqual([
      'http.Port: there is no such key. Did you mean port?',
      'stalenes: there is no such key. Did you mean staleness?',
    ]);
  });
  it('lists the keys of the place where none is close', () => {
    expect(linesOf(`${sound}store: { colour: red }`)).toEqual([
      'store.colour: there is no such key. Remove it; the keys here are path',
    ]);
    expect(
      linesOf('organisation: { name: A }\nteams: [{ id: red }]\npagerduty: { token: x, priorities: { urgent: [a] } }'),
    ).toEqual(['pagerduty.priorities.urgent: there is no such key. Remove it; the keys here are P1, P2, P3, P4, P5']);
  });
  it('says which team or line of policy was probably meant', () => {
    const yaml = `${sound}${gitHub}services: [${service('id: core').replace('red', 'bleu')}]\npolicy: { chang_failure: 0.1 }`;
    expect(linesOf(yaml)).toEqual([
      'services[0].owner: there is no team "bleu". Use one of red, blue, null for nobody',
      'policy.chang_failure: there is no line of policy "chang_failure". Did you mean change_failure?',
    ]);
  });
  it('tells what is missing from what is of another form', () => {
    expect(linesOf('organisation: {}\nteams: x\npagerduty: { token: x }')).toEqual([
      'organisation.name: is missing. Give a text',
      'teams: is not a list. See clockspeed.example.yaml',
    ]);
  });
  it('names the choices', () => {
    expect(linesOf(`${sound}rules: { counted_priorities: [P7] }`)).toEqual([
      'rules.counted_priorities[0]: is none of the choices. Use P1, P2, P3, P4, P5',
    ]);
  });
  it('gives the edges of a number', () => {
    expect(linesOf(`${sound}sync_days: 0\nhttp: { port: 65536 }`)).toEqual([
      'sync_days: is too small. Use at least 1',
      'http.port: is too large. Use at most 65535',
    ]);
    expect(linesOf(`${sound}sync_days: 1\nhttp: { port: 65535 }`)).toEqual([]);
  });
});

describe('one run', () => {
  it('lists unknown names although the form of the document is wrong, too', () => {
    expect(
      linesOf(`${sound}${gitHub}services: [${service('id: core').replace('red', 'green')}]\nsync_days: many`),
    ).toEqual([
      'sync_days: is not a number. See clockspeed.example.yaml',
      'services[0].owner: there is no team "green". Use one of red, blue, null for nobody',
    ]);
  });
  it('says once, not twice, that a variable is missing', () => {
    expect(linesOf(`${sound}github: { auth: { token: x }, repositories: [a/b], base_url: "\${NOWHERE}" }`)).toEqual([
      'github.base_url: the environment variable NOWHERE is not set. Set NOWHERE, or use ${file:/path}',
    ]);
  });
  it('does not take what every object has for a variable', () => {
    expect(linesOf(`${sound}http: { token: "\${toString}" }`)).toHaveLength(1);
  });
  it('answers a text that is empty, a list, or has an alias to nothing', () => {
    expect(linesOf('').map((line) => line.split(':')[0])).toEqual(['organisation', 'teams', 'github']);
    expect(linesOf('- a')).toEqual([': is not a map of keys. See clockspeed.example.yaml']);
    expect(linesOf('organisation: *nobody')).toHaveLength(1);
  });
});

describe('a secret', () => {
  it('is hidden by its reference wherever it was written, also where it contains another', () => {
    const lines = linesOf(
      `${sound}staleness: "\${LONGER_SECRET}"\n${gitHub.replace('}', ', schedule: "${SECRET}" }')}`,
    );
    expect(lines.join()).not.toContain('abc');
    expect(lines.join()).not.toContain('def');
    expect(lines).toContain(
      'staleness: "${LONGER_SECRET}" is no duration. Write a number and m, h or d: "90m", "24h", "14d"',
    );
  });
  it('loses the white space around it, which no header may have', () => {
    const config = loadConfig(`${sound}http: { token: "\${SPACED}" }`, surroundings);
    expect(config.http.token).toBe('spaced');
  });
  it('may stand in a part of a value, but not as a password in an address', () => {
    const withBase = (url: string) => gitHub.replace('{ auth', `{ base_url: "${url}", auth`);
    const config = loadConfig(sound + withBase('https://${SECRET}.example/api/v3/'), surroundings);
    expect(config.github?.baseUrl).toBe('https://abc.example/api/v3');
    expect(linesOf(sound + withBase('https://me:${SECRET}@example'))[0]).toContain('has a name or a password in it');
  });
});

describe('GitHub', () => {
  it('is signed in to in one way', () => {
    const auth = (text: string) => linesOf(`${sound}github: { auth: ${text}, repositories: [a/b] }`);
    const app = 'app: { id: 1, installation_id: "2", private_key: k }';
    expect(auth(`{ ${app} }`)).toEqual([]);
    expect(auth(`{ token: t, ${app} }`)[0]).toContain('github.auth: takes one way to sign in');
    expect(auth('{}')[0]).toContain('github.auth: takes one way to sign in');
    expect(auth('{ app: { id: 1, installation_id: 2 } }')).toEqual([
      'github.auth.app.private_key: is missing. Give a text',
    ]);
  });
  it('has one spelling of a repository', () => {
    expect(linesOf(`${sound}${gitHub}services: [${service('id: core').replace('a/b', 'A/b')}]`)).toEqual([
      'github.repositories: "A/b" is also written "a/b". Write it one way',
    ]);
  });
});

describe('two services', () => {
  const both = (one: string, other: string) =>
    linesOf(`${sound}${gitHub}services: [${service(one)}, ${service(other)}]`);
  it('do not count the same deployments', () => {
    expect(both('id: one, paths: [x/, y/]', 'id: two, paths: [y/, x/]')).toEqual([
      'services[1]: it counts the same deployments as "one". Give one of them other paths, another environment or another workflow',
    ]);
  });
  it('may share a repository by paths, or by environment', () => {
    expect(both('id: one, paths: [x/]', 'id: two, paths: [y/]')).toEqual([]);
    expect(both('id: one', 'id: two, deployments: { environment: eu }')).toEqual([]);
  });
});

describe('a time zone', () => {
  const zoned = (zone: string) => linesOf(sound.replace('{ name: Acme }', `{ name: Acme, time_zone: "${zone}" }`));
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('may be %s', (zone) => {
    expect(zoned(zone)).toEqual([]);
  });
  it.each(['+02:00', 'Mars/Base', '', '2026-01-01[Europe/Berlin]'])('may not be "%s"', (zone) => {
    expect(zoned(zone)).toHaveLength(1);
  });
});

describe('a path', () => {
  it.each(['', '/', 'a/***', '!a'])('"%s" is refused before history meets it', (path) => {
    const lines = linesOf(
      `${sound}${gitHub}services: [${service(`id: a, paths: ["${path}"]`)}]\nrules: { generated_files: ["${path}"] }`,
    );
    expect(lines.map((line) => line.split(': ')[0])).toEqual(['services[0].paths[0]', 'rules.generated_files[0]']);
  });
});

describe('a line of policy', () => {
  it('takes a share from 0 to 1, and no per cent', () => {
    expect(linesOf(`${sound}policy: { change_failure: 1 }`)).toEqual([]);
    expect(linesOf(`${sound}policy: { change_failure: 10, deployment_frequency: -1 }`)).toEqual([
      'policy.change_failure: 10 is outside the range of change_failure_ratio. Write a share from 0 to 1: 0.1 is 10 %',
      'policy.deployment_frequency: -1 is outside the range of deployments_per_business_day. Write 0 or more',
    ]);
  });
  it('whose number judges cases is changed where the cases are', () => {
    expect(linesOf(`${sound}policy: { first_review_target: 21600, pull_request_size: 200 }`)).toEqual([
      'policy.first_review_target: cases are judged by the same number. Set it under limits',
      'policy.pull_request_size: cases are judged by the same number. Set it under limits',
    ]);
  });
});

describe('the example configuration', () => {
  it('shows every key that exists', () => {
    const text = readFileSync(new URL('../../clockspeed.example.yaml', import.meta.url), 'utf8');
    // The other ways to sign in, and to name a folder, stand in comments: one document cannot hold both.
    const shown = parse(
      text
        .replace('    # app:', '    app:')
        .replace('    # api_url_file:', '    api_url_file:')
        .replace('  # basic:', '  basic:')
        .replaceAll(/# (repository|path|ref): /g, '$1: ')
        .replace('token: ${GITHUB_TOKEN}', 'token: t'),
    ) as unknown;
    expect(keysMissing(inputShape(), [shown])).toEqual([]);
  });
});

/** Keys of the shape that none of the values at its place has. */
function keysMissing(shape: ReturnType<typeof inputShape>, values: readonly unknown[], path = ''): readonly string[] {
  const { properties = {}, items, anyOf = [] } = shape;
  const maps = values.filter((value) => typeof value === 'object' && value !== null) as Record<string, unknown>[];
  const inMaps = Object.entries(properties).flatMap(([key, inner]) => {
    const having = maps.filter((map) => key in map).map((map) => map[key]);
    if (having.length === 0) return [`${path}.${key}`];
    return keysMissing(inner as typeof shape, having, `${path}.${key}`);
  });
  const inLists = items ? keysMissing(items as typeof shape, values.flat(), `${path}[]`) : [];
  return [...inMaps, ...inLists, ...anyOf.flatMap((inner) => keysMissing(inner as typeof shape, values, path))];
}
