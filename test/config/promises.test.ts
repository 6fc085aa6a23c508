import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import { loadConfig, secretsOf } from '../../exporter/config/load.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const load = (yaml: string): Config => loadConfig(sound + yaml, surroundings);
const problems = (yaml: string): readonly string[] => linesOf(sound + yaml);
const minute = 60_000;
const hour = 60 * minute;
const standard = (key: 'limits' | 'targets' | 'waivers' | 'gate' | 'alerting') => load('')[key];

describe('limits', () => {
  it('are those of the culture pack where nothing is said', () => {
    expect(standard('limits')).toEqual({
      firstReviewBusinessMs: 4 * hour,
      firstReviewLeadBusinessMs: 8 * hour,
      approvalWorkingDayMs: 24 * hour,
      unreviewedWorkingDayMs: 48 * hour,
      acknowledgeMs: 15 * minute,
      smallPullRequestLines: 300,
      undeployedBusinessDays: 1,
    });
  });
  it('are each its own', () => {
    const { limits } = load(
      'limits: { first_review: 90m, first_review_lead: 9h, approval: 2d, unreviewed: 3d, acknowledge: 7m, small_pull_request_lines: 120, undeployed_business_days: 1.5 }',
    );
    expect(limits).toEqual({
      firstReviewBusinessMs: 5_400_000,
      firstReviewLeadBusinessMs: 32_400_000,
      approvalWorkingDayMs: 172_800_000,
      unreviewedWorkingDayMs: 259_200_000,
      acknowledgeMs: 420_000,
      smallPullRequestLines: 120,
      undeployedBusinessDays: 1.5,
    });
    expect(load('limits: { acknowledge: 7m }').limits).toEqual({ ...standard('limits'), acknowledgeMs: 420_000 });
  });
  it('have edges and forms', () => {
    const days = (number: number) => problems(`limits: { undeployed_business_days: ${number} }`);
    expect([days(0.25), days(30)]).toEqual([[], []]);
    expect(days(0.24)).toEqual(['limits.undeployed_business_days: is too small. Use at least 0.25']);
    expect(days(30.1)).toEqual(['limits.undeployed_business_days: is too large. Use at most 30']);
    expect(problems('limits: { small_pull_request_lines: 1 }')).toEqual([]);
    expect(problems('limits: { small_pull_request_lines: 0, first_review: 4, approval: 0h, review: 4h }')).toEqual([
      'limits.first_review: is not a text. See clockspeed.example.yaml',
      'limits.approval: "0h" is no duration. Write a number and m, h or d: "90m", "24h", "14d"',
      'limits.small_pull_request_lines: is too small. Use at least 1',
      'limits.review: there is no such key. Remove it; the keys here are first_review, first_review_lead, approval, unreviewed, acknowledge, small_pull_request_lines, undeployed_business_days',
    ]);
  });
});

describe('targets', () => {
  it('are due at the end of the present quarter, with measured baselines, where nothing is said', () => {
    expect(standard('targets')).toEqual({ dueAt: null, baselines: {} });
  });
  it.each([
    // Berlin is an hour ahead of UTC in winter, two in summer; the day that the clocks go back has 25 hours.
    ['Europe/Berlin', '2026-12-31', '2026-12-31T23:00:00Z'],
    ['Europe/Berlin', '2026-09-30', '2026-09-30T22:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00Z'],
    ['America/New_York', '2026-12-31', '2027-01-01T05:00:00Z'],
    ['UTC', '2028-02-28', '2028-02-29T00:00:00Z'],
  ])('are due in %s on %s when that date is over there', (zone, due, instant) => {
    const zoned = sound.replace('{ name: Acme }', `{ name: Acme, time_zone: ${zone} }`);
    const { targets } = loadConfig(`${zoned}targets: { due: '${due}' }`, surroundings);
    expect(targets.dueAt).toBe(Date.parse(instant));
  });
  it.each(['2026-02-29', '2026-12-31T00:00:00Z', '31.12.2026', 'soon'])('are not due on "%s"', (due) => {
    expect(problems(`targets: { due: '${due}' }`)).toEqual([`targets.due: "${due}" is no date. Write "2026-12-25"`]);
  });
  it('have stated or estimated baselines, 0 included', () => {
    expect(
      load('targets: { baselines: { lead_time: { stated: 7 }, cycle_time: { estimated: 0 } } }').targets.baselines,
    ).toEqual({
      lead_time: { kind: 'stated', value: 7 },
      cycle_time: { kind: 'estimated', value: 0 },
    });
  });
  it('have one baseline each, of the two kinds', () => {
    const remedy = 'is neither stated nor estimated. Give one of the two; leave the baseline out to have it measured';
    expect(problems('targets: { baselines: { lead_time: { stated: 7, estimated: 7 }, cycle_time: {} } }')).toEqual([
      `targets.baselines.lead_time: ${remedy}`,
      `targets.baselines.cycle_time: ${remedy}`,
    ]);
    expect(problems('targets: { baselines: { lead_time: { measured: 7 }, cycle_time: 7 } }')).toEqual([
      'targets.baselines.lead_time.measured: there is no such key. Remove it; the keys here are stated, estimated',
      `targets.baselines.lead_time: ${remedy}`,
      'targets.baselines.cycle_time: is not a map of keys. See clockspeed.example.yaml',
    ]);
  });
  it('know no baseline of what is no target', () => {
    expect(problems('targets: { baselines: { lead_tim: { stated: 7 }, change_failure: { stated: 0.1 } } }')).toEqual([
      'targets.baselines.lead_tim: there is no target "lead_tim". Did you mean lead_time?',
      expect.stringMatching(
        /^targets\.baselines\.change_failure: there is no target "change_failure"\. Use one of deployment_frequency, .*, change_failure_target, /,
      ),
    ]);
  });
  it('have baselines in the unit of the metric: a share is no per cent', () => {
    expect(problems('targets: { baselines: { change_failure_target: { stated: 1 } } }')).toEqual([]);
    expect(
      problems('targets: { baselines: { change_failure_target: { stated: 12 }, lead_time: { estimated: -1 } } }'),
    ).toEqual([
      'targets.baselines.change_failure_target.stated: 12 is outside the range of change_failure_ratio. Write a share from 0 to 1: 0.1 is 10 %',
      'targets.baselines.lead_time.estimated: -1 is outside the range of lead_time_seconds. Write 0 or more',
    ]);
  });
});

describe('a waiver', () => {
  const waiver = (more: string) =>
    `waivers: [{ guardrail: change_failure, team: red, reason: A migration., role: VP, until: '2026-12-01', ${more} }]`;
  it('is none where nothing is said', () => {
    expect(standard('waivers')).toEqual([]);
  });
  it('names its line, team or all, reason and role, and ends at an instant; a date ends with its day', () => {
    const whole = { guardrail: 'change_failure', team: 'red', reason: 'A migration.', role: 'VP' };
    // The organisation's day, in UTC where it names no zone.
    expect(load(waiver('')).waivers).toEqual([{ ...whole, untilAt: Date.parse('2026-12-02T00:00:00Z') }]);
    const other = waiver('').replace('2026-12-01', '2026-12-01T18:00:00+01:00').replace('red', 'all');
    expect(load(other).waivers).toEqual([{ ...whole, team: 'all', untilAt: Date.parse('2026-12-01T17:00:00Z') }]);
  });
  it('begins where it says so, at an instant or with a day, and else holds of the past as well', () => {
    const from = (start: string) => load(waiver(`from: '${start}'`)).waivers[0];
    expect(load(waiver('')).waivers[0]).not.toHaveProperty('fromAt');
    expect(from('2026-11-20')).toMatchObject({ fromAt: Date.parse('2026-11-20T00:00:00Z') });
    expect(from('2026-11-20T18:00:00+01:00')).toMatchObject({ fromAt: Date.parse('2026-11-20T17:00:00Z') });
    // One day, from its beginning to its end.
    expect(from('2026-12-01')).toMatchObject({
      fromAt: Date.parse('2026-12-01T00:00:00Z'),
      untilAt: Date.parse('2026-12-02T00:00:00Z'),
    });
  });
  it('begins before it ends', () => {
    const between = (from: string, until: string) => problems(waiver(`from: '${from}'`).replace('2026-12-01', until));
    const refused = ['waivers[0].until: it ends before it starts. Let from be before until'];
    expect(between('2026-12-02', '2026-12-01')).toEqual(refused);
    // The end of that day, not its beginning.
    expect(between('2026-12-01T23:59:59Z', '2026-12-01')).toEqual([]);
    expect(between('2026-12-02T00:00:00Z', '2026-12-01')).toEqual(refused);
    expect(between('2026-12-01T12:00:00Z', '2026-12-01T12:00:00Z')).toEqual(refused);
    expect(between('2026-12-01T12:00:00Z', '2026-12-01T12:00:01Z')).toEqual([]);
    expect(between('soon', '2026-12-01')).toEqual([
      'waivers[0].from: "soon" is no instant. Write "2026-05-01" or "2026-05-01T12:00:00Z"',
    ]);
  });
  it('has its days where the organisation is', () => {
    const zoned = sound.replace('{ name: Acme }', '{ name: Acme, time_zone: Europe/Berlin }');
    const said = (from: string) => zoned + waiver(`from: '${from}'`);
    // Berlin is at UTC+1 in winter: its 20 November begins, and its 1 December ends, at 23:00 UTC of the day before, and of the day.
    expect(loadConfig(said('2026-11-20'), surroundings).waivers[0]).toMatchObject({
      fromAt: Date.parse('2026-11-19T23:00:00Z'),
      untilAt: Date.parse('2026-12-01T23:00:00Z'),
    });
    expect(linesOf(said('2026-12-01T22:59:59Z'))).toEqual([]);
    expect(linesOf(said('2026-12-01T23:00:00Z'))).toHaveLength(1);
  });
  it('of an unknown line or team is none', () => {
    expect(problems(waiver('').replace('change_failure', 'chang_failure').replace('red', 'reed'))).toEqual([
      'waivers[0].guardrail: there is no line of policy "chang_failure". Did you mean change_failure?',
      'waivers[0].team: there is no team "reed". Did you mean red?',
    ]);
    expect(problems(waiver('').replace('red', 'unattributed'))).toEqual([
      'waivers[0].team: there is no team "unattributed". Use one of red, blue, all',
    ]);
  });
  it('leaves nothing out, and nothing empty', () => {
    expect(problems('waivers: [{}]')).toEqual(
      ['guardrail', 'team', 'reason', 'role', 'until'].map((key) => `waivers[0].${key}: is missing. Give a text`),
    );
    expect(problems(`waivers: [{ guardrail: '', team: '', reason: '', role: '', until: '' }]`)).toEqual([
      ...['guardrail', 'team', 'reason'].map((key) => `waivers[0].${key}: is empty. See clockspeed.example.yaml`),
      'waivers[0].role: is empty. Name a role, never a person',
      'waivers[0].until: "" is no instant. Write "2026-05-01" or "2026-05-01T12:00:00Z"',
    ]);
  });
  it.each(['2026-12-01T12:00:00', '2026-02-29', '2026-02-29T12:00:00Z', 'next week'])(
    'does not end at "%s"',
    (until) => {
      expect(problems(waiver('').replace('2026-12-01', until))).toEqual([
        `waivers[0].until: "${until}" is no instant. Write "2026-05-01" or "2026-05-01T12:00:00Z"`,
      ]);
    },
  );
});

describe('the gate', () => {
  it('allows what it does not know unless it is told to refuse', () => {
    expect(standard('gate')).toEqual({ whenUnknown: 'allow' });
    expect(load('gate: { when_unknown: refuse }').gate).toEqual({ whenUnknown: 'refuse' });
    expect(problems('gate: { when_unknown: maybe }')).toEqual([
      'gate.when_unknown: is none of the choices. Use allow, refuse',
    ]);
  });
  it('knows which teams release on Fridays: none unless they say so', () => {
    const teams = (text: string) => sound.replace('[{ id: red }, { id: blue }]', text);
    const { teams: read } = loadConfig(teams('[{ id: red, friday_releases: true }, { id: blue }]'), surroundings);
    expect(read.map(({ fridayReleases }) => fridayReleases)).toEqual([true, false]);
    expect(linesOf(teams('[{ id: red, friday_releases: "yes" }]'))).toEqual([
      'teams[0].friday_releases: is not true or false. See clockspeed.example.yaml',
    ]);
  });
});

describe('alerting', () => {
  it('leads to this machine and tells nobody where nothing is said', () => {
    expect(standard('alerting')).toEqual({
      exporterUrl: 'http://127.0.0.1:9464',
      dashboardsUrl: 'http://127.0.0.1:3000',
      runbooksUrl: 'http://127.0.0.1:9464/runbooks',
      slack: null,
      pagerduty: null,
      watchdogUrl: null,
    });
  });
  it('finds the runbooks at the exporter unless they are elsewhere, with no slash at an end', () => {
    const own = load('alerting: { exporter_url: "https://clock.example/" }').alerting;
    expect([own.exporterUrl, own.runbooksUrl]).toEqual(['https://clock.example', 'https://clock.example/runbooks']);
    const { alerting } = load(
      'alerting: { exporter_url: "https://clock.example", dashboards_url: "https://g.example//", runbooks_url: "https://r.example/" }',
    );
    expect([alerting.dashboardsUrl, alerting.runbooksUrl]).toEqual(['https://g.example', 'https://r.example']);
  });
  it('tells leads and leadership where they are, else leads in the channel of all, and leadership where leads are', () => {
    const channels = (more: string) => {
      const { slack } = load(`alerting: { slack: { api_url_file: /f, channel: "#all"${more} } }`).alerting;
      return [slack?.channel, slack?.leadsChannel, slack?.leadershipChannel];
    };
    expect(channels('')).toEqual(['#all', '#all', '#all']);
    expect(channels(', leads_channel: "#leads"')).toEqual(['#all', '#leads', '#leads']);
    expect(channels(', leadership_channel: "#top"')).toEqual(['#all', '#all', '#top']);
    expect(channels(', leads_channel: "#leads", leadership_channel: "#top"')).toEqual(['#all', '#leads', '#top']);
  });
  it('posts in one way: as a bot, or by a webhook', () => {
    const slack = (how: string) => `alerting: { slack: { ${how}channel: "#all" } }`;
    expect(load(slack('api_url_file: /f, ')).alerting.slack?.signIn).toEqual({ apiUrlFile: '/f' });
    expect(load(slack('bot_token_file: /t, ')).alerting.slack?.signIn).toEqual({ botTokenFile: '/t' });
    const one = [
      'alerting.slack: takes one way to post. Give bot_token_file, or api_url_file: the webhook of a Slack app posts to its one channel',
    ];
    expect(problems(slack(''))).toEqual(one);
    expect(problems(slack('api_url_file: /f, bot_token_file: /t, '))).toEqual(one);
  });
  it('pages and keeps a watchdog where it is told to', () => {
    const { alerting } = load(
      'alerting: { pagerduty: { routing_key_file: /k }, watchdog_url: "https://dog.example/x" }',
    );
    expect([alerting.pagerduty, alerting.watchdogUrl]).toEqual([{ routingKeyFile: '/k' }, 'https://dog.example/x']);
  });
  it('names every address and channel that is none', () => {
    expect(
      problems(
        'alerting: { exporter_url: clock.example, watchdog_url: "", slack: { api_url_file: "", channel: all, leads_channel: "#two words" }, pagerduty: {} }',
      ),
    ).toEqual([
      'alerting.exporter_url: "clock.example" is no http address. Write "https://…"',
      'alerting.slack.api_url_file: is empty. See clockspeed.example.yaml',
      'alerting.slack.channel: is no channel. Write "#name", with the quotes',
      'alerting.slack.leads_channel: is no channel. Write "#name", with the quotes',
      'alerting.pagerduty.routing_key_file: is missing. Give a text',
      'alerting.watchdog_url: "" is no http address. Write "https://…"',
    ]);
  });
});

describe('the channel of a team', () => {
  const teams = (text: string) => sound.replace(/\[.*\]/, `[{ id: red, slack_channel: ${text}\n  }]`);
  it('is its own, or that of all', () => {
    expect(loadConfig(teams('"#red"'), surroundings).teams[0]!.slackChannel).toBe('#red');
    expect(load('').teams[0]!.slackChannel).toBeNull();
  });
  it.each(['red', '"#"', '"#re d"', '#red'])('is not %s, where YAML takes the last for a comment', (text) => {
    expect(linesOf(teams(text))).toEqual(['teams[0].slack_channel: is no channel. Write "#name", with the quotes']);
  });
});

describe('the example', () => {
  it('shows limits, the gate and Fridays as they are where nothing is said', () => {
    const text = readFileSync(new URL('../../clockspeed.example.yaml', import.meta.url), 'utf8');
    const env = Object.fromEntries([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name!, 'https://x.example']));
    const shown = loadConfig(text, { ...surroundings, env });
    expect([shown.limits, shown.gate]).toEqual([standard('limits'), standard('gate')]);
    expect(shown.teams[0]!.fridayReleases).toBe(load('').teams[0]!.fridayReleases);
  });
});

describe('the digest', () => {
  const url = 'https://hooks.slack.example/services/s3cret';
  const env = { SLACK: url, WRONG: 'hooks.slack.example/services/s3cret' };
  it('is posted nowhere unless an address is given, which is a secret', () => {
    expect(load('').digest).toBeNull();
    const config = loadConfig(`${sound}digest: { slack_url: "\${SLACK}" }`, { ...surroundings, env });
    expect(config.digest).toEqual({ slackUrl: url });
    expect(secretsOf(config)).toContain(url);
  });
  it('says what would be right without the address', () => {
    const wrong = () => loadConfig(`${sound}digest: { slack_url: "\${WRONG}" }`, { ...surroundings, env });
    expect(wrong).toThrow('digest.slack_url: is no http address');
    expect(wrong).not.toThrow('s3cret');
  });
});
