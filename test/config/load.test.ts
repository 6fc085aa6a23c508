import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, secretsOf } from '../../exporter/config/load.ts';

const surroundings = {
  env: {
    GITHUB_TOKEN: 'ghs_s3cret',
    PAGERDUTY_TOKEN: 'pd_s3cret',
    PROMETHEUS_TOKEN: 'prom_s3cret',
    PIPELINE_SECRET: 'pipe_s3cret',
    CLOCKSPEED_TOKEN: 'http_s3cret',
    SLACK_DIGEST_URL: 'https://hooks.slack.example/services/slack_s3cret',
  },
  readFile: (path: string) => {
    if (path !== '/run/secrets/github') throw new Error('ENOENT');
    return 'from_file\n';
  },
};
const example = readFileSync(new URL('../../clockspeed.example.yaml', import.meta.url), 'utf8');
const load = (yaml: string) => loadConfig(yaml, surroundings);
function problemsOf(yaml: string): readonly string[] {
  try {
    load(yaml);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, problem }) => `${path}: ${problem}`);
    throw error;
  }
  return [];
}
/** The smallest document, with a part replaced. */
const minimal = ({ organisation = '{ name: Acme }', teams = '[{ id: red }]', services = '[]', rest = '' } = {}) =>
  `organisation: ${organisation}\nteams: ${teams}\nservices: ${services}\npagerduty: { token: x }\n${rest}`;

describe('the example configuration', () => {
  it('loads as it is', () => {
    const config = load(example);
    expect(config.teams.map(({ id }) => id)).toEqual(['analytics', 'platform']);
    expect(config.github?.repositories).toEqual(['acme/docs', 'acme/core', 'acme/gateway', 'acme/billing']);
    expect(config.pipeline).toEqual({ secret: 'pipe_s3cret', completeFromAt: Date.parse('2026-05-01T00:00:00Z') });
    expect(config.policy).toEqual({ change_failure: 0.15, deployment_frequency: 2 });
    expect(config.teams[0]!.workingTime.hours[1]).toEqual([
      { from: 540, to: 750 },
      { from: 810, to: 1_080 },
    ]);
    expect(config.teams[1]!.workingTime.zone).toBe('Europe/Berlin');
    expect(config.isDemo).toBe(false);
  });
  it('shows every key: without its values the defaults are what its comments say', () => {
    const config = load(minimal());
    const shown = load(example);
    expect(config.rules).toEqual(shown.rules);
    const github = load(minimal({ rest: 'github: { auth: { token: x }, repositories: [a/b] }' })).github;
    expect(github?.probes).toEqual(shown.github?.probes);
    expect(github?.probes).toEqual({ everyMs: 86_400_000, runbooks: ['**/runbooks/**/*.md', 'docs/runbook*.md'] });
    expect([config.syncDays, config.stalenessMs, config.store, config.http.port, config.http.host]).toEqual([
      shown.syncDays,
      shown.stalenessMs,
      shown.store,
      9_464,
      '127.0.0.1',
    ]);
  });
});

describe('a configuration', () => {
  it('is frozen to its depth', () => {
    const config = load(example);
    expect(() => (config.teams as unknown[]).push({})).toThrow(TypeError);
    expect(() => ((config.rules.hotfixLabels as string[])[0] = 'x')).toThrow(TypeError);
  });
  it('takes secrets from the environment and from files', () => {
    const config = load(
      minimal({ rest: 'github: { auth: { token: "${file:/run/secrets/github}" }, repositories: [a/b] }' }),
    );
    expect(config.github?.auth).toEqual({ token: 'from_file' });
    expect(secretsOf(load(example))).toEqual([
      'ghs_s3cret',
      'pd_s3cret',
      'prom_s3cret',
      'pipe_s3cret',
      'http_s3cret',
      'https://hooks.slack.example/services/slack_s3cret',
    ]);
  });
  it('names a missing variable or file, and never a value', () => {
    const yaml =
      'organisation: { name: A }\nteams: [{ id: red }]\ngithub: { auth: { token: "${MISSING}" }, repositories: [a/b], base_url: "${file:/none}" }';
    expect(problemsOf(yaml)).toEqual(
      expect.arrayContaining([
        'github.auth.token: the environment variable MISSING is not set',
        'github.base_url: the file /none cannot be read',
      ]),
    );
    const wrong = minimal({
      rest: 'http: { token: "${GITHUB_TOKEN}", port: "${PAGERDUTY_TOKEN}" }\nstaleness: "${GITHUB_TOKEN}"',
    });
    expect(JSON.stringify(problemsOf(wrong))).not.toContain('s3cret');
    expect(problemsOf(wrong)).toContain('staleness: "${GITHUB_TOKEN}" is no duration');
    expect(problemsOf(wrong)).toHaveLength(2);
  });
  it('reports every problem at once, each with its path', () => {
    const yaml = minimal({
      organisation: '{ name: Acme, time_zone: Mars/Base, colour: red }',
      teams:
        '[{ id: all }, { id: red, holidays: ["2026-02-30"] }, { id: red, working_hours: { mon-fri: "17:00-09:00" } }]',
      rest: 'staleness: soon\nrules: { ticket_pattern: "(" }',
    });
    expect(problemsOf(yaml)).toEqual(
      expect.arrayContaining([
        'organisation.time_zone: "Mars/Base" is no time zone',
        'organisation.colour: there is no such key',
        'teams[1].holidays[0]: "2026-02-30" is no date',
        'teams[2].working_hours.mon-fri: "17:00-09:00" are no hours in ascending order',
        'staleness: "soon" is no duration',
        'rules.ticket_pattern: "(" is no regular expression',
      ]),
    );
  });
  it('knows what is reserved, taken or missing', () => {
    const service = (more: string) => `{ id: core, repository: a/b, ${more} }`;
    expect(
      problemsOf(
        minimal({
          teams: '[{ id: all }, { id: unattributed }, { id: red }, { id: red }]',
          services: `[${service('owner: blue, deployments: { from: webhook }')}, ${service('owner: null')}]`,
          rest: 'policy: { moon_phase: 1 }\nplatform_team: gone',
        }),
      ),
    ).toEqual([
      'teams[0].id: "all" has a meaning of its own in every metric',
      'teams[1].id: "unattributed" has a meaning of its own in every metric',
      'teams[3].id: "red" is taken',
      'platform_team: there is no team "gone"',
      'services[0].owner: there is no team "blue"',
      'services[0].deployments.from: "webhook" needs the source pipeline',
      'services[1].id: "core" is taken',
      'services[1].deployments.from: "github_deployments" needs the source github',
      'policy.moon_phase: there is no line of policy "moon_phase"',
    ]);
  });
  it.each([
    ['an empty team id', minimal({ teams: '[{ id: "" }]' }), 'teams[0].id'],
    ['an empty team name', minimal({ teams: '[{ id: red, name: "" }]' }), 'teams[0].name'],
    [
      'no working hours at all',
      minimal({ organisation: '{ name: A, working_hours: {} }' }),
      'organisation.working_hours',
    ],
    [
      'a weekday given twice',
      minimal({ organisation: '{ name: A, working_hours: { mon-fri: "09:00-17:00", tue: "10:00-11:00" } }' }),
      'organisation.working_hours.tue',
    ],
    [
      'a bad schedule',
      minimal({ rest: 'github: { auth: { token: x }, repositories: [a/b], schedule: often }' }),
      'github.schedule',
    ],
    ['an empty secret', minimal({ rest: 'pipeline: { secret: "" }' }), 'pipeline.secret'],
    [
      'a workflow without Actions',
      minimal({
        services: '[{ id: a, owner: red, repository: a/b, deployments: { workflow: x } }]',
        rest: 'github: { auth: { token: x } }',
      }),
      'services[0].deployments',
    ],
    [
      'a membership that ends before it starts',
      minimal({ teams: '[{ id: red, members: [{ github: x, from: "2026-02-01", until: "2026-01-01" }] }]' }),
      'teams[0].members[0]',
    ],
  ])('refuses %s', (_, yaml, path) => {
    expect(problemsOf(yaml).map((line) => line.split(': ')[0])).toContain(path);
  });
  it('says at which line the YAML breaks', () => {
    expect(problemsOf('organisation:\n  name: [A\nteams: x')[0]).toMatch(/^line \d+: this is no YAML/);
  });
});
