import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertmanager } from '../../alerts/alertmanager.ts';
import { generationConfig } from '../../exporter/cli/generation.ts';
import type { Config } from '../../exporter/config/config.ts';
import { configuration, team } from '../history/organisation.ts';
import { hasAmtool, misrouted, objectionsTo, written } from './amtool.ts';
import { alertsFolder, committedRules } from './committed.ts';

const committed = join(alertsFolder, 'alertmanager.yml');
const demo = generationConfig();
const teams = ['platform', 'analytics', 'ingestion', 'integrations', 'accounts'];
const severities = ['none', 'info', 'warning', 'critical'];

describe.skipIf(!hasAmtool)('the routing of the demo, as amtool reads it', () => {
  it('is a configuration without a fault, and amtool would say so of one', () => {
    expect(objectionsTo(committed)).toBe('');
    expect(objectionsTo(join(alertsFolder, 'templates', 'clockspeed.tmpl'))).not.toBe('');
    expect(misrouted(committed, { team: 'analytics' }, ['everybody'])).not.toBe('');
  });

  it('knows the teams that are configured', () => {
    expect(demo.teams.map(({ id }) => id)).toEqual(teams);
  });

  it.each(severities.flatMap((severity) => teams.map((id) => ({ severity, id }))))(
    'tells $id its own ($severity), its lead and leadership theirs, and pages what is critical besides',
    ({ severity, id }) => {
      const paged = severity === 'critical' ? ['pager'] : [];
      const tells = (whom: string, ...receivers: readonly string[]): string =>
        misrouted(committed, { alertname: 'Any', team: id, severity, tells: whom }, [...paged, ...receivers]);
      expect(tells('team', `team-${id}`)).toBe('');
      expect(tells('lead', 'leads')).toBe('');
      expect(tells('leadership', 'leadership')).toBe('');
      expect(tells('leadership_and_team', 'leadership', `team-${id}`)).toBe('');
    },
  );

  it.each([
    ['the organisation’s', { team: 'all' }],
    ['an unknown team’s', { team: 'gone' }],
    ['what has no team', {}],
    // A name that only begins like a team's is another.
    ['what is nearly a team’s', { team: 'analytics-2' }],
  ])('tells everybody %s, whether or not it pages', (_, labels) => {
    const any = { alertname: 'Any', tells: 'team', ...labels };
    expect(misrouted(committed, { ...any, severity: 'warning' }, ['everybody'])).toBe('');
    expect(misrouted(committed, { ...any, severity: 'critical' }, ['pager', 'everybody'])).toBe('');
  });

  it('tells leads and leadership of the organisation as of a team', () => {
    expect(misrouted(committed, { team: 'all', severity: 'warning', tells: 'lead' }, ['leads'])).toBe('');
    expect(misrouted(committed, { team: 'all', severity: 'critical', tells: 'leadership' }, ['pager', 'leadership'])).toBe(''); // prettier-ignore
  });

  it('keeps the Watchdog to whoever waits for it', () => {
    for (const severity of severities)
      for (const tells of ['team', 'lead', 'leadership'])
        expect(misrouted(committed, { alertname: 'Watchdog', team: 'platform', severity, tells }, ['watchdog'])).toBe(
          '',
        );
  });

  // The escalation of reviews: 75 % and 4 h to the team, 8 h and 24 h to the lead, 48 h without review to leadership.
  // Of blocked work: a working day to the team, two to the leads, three to leadership.
  it.each([
    ['FirstReviewAtRisk', 'team-analytics'],
    ['ApprovalAtRisk', 'team-analytics'],
    ['FirstReviewOverdue', 'team-analytics'],
    ['FirstReviewLeadOverdue', 'leads'],
    ['ApprovalOverdue', 'leads'],
    ['Unreviewed48h', 'leadership'],
    ['BlockedOver1d', 'team-analytics'],
    ['BlockedOver2d', 'leads'],
    ['BlockedOver3d', 'leadership'],
    ['StaleWork', 'team-analytics'],
    ['WeeklyUpdate', 'team-analytics'],
    ['CustomerBugs', 'team-analytics'],
  ])('sends %s of a team to %s and nowhere else', (alert, receiver) => {
    const { labels } = committedRules.find((rule) => rule.alert === alert)!;
    expect(misrouted(committed, { alertname: alert, ...labels, team: 'analytics' }, [receiver])).toBe('');
  });

  it.each([
    ['P1Acknowledge', 'analytics', ['pager', 'team-analytics']],
    ['UnownedIncident', 'all', ['pager', 'leadership']],
    ['ClockspeedDown', 'platform', ['pager', 'team-platform']],
  ])('pages %s', (alert, id, receivers) => {
    const { labels } = committedRules.find((rule) => rule.alert === alert)!;
    expect(misrouted(committed, { alertname: alert, ...labels, team: id }, receivers)).toBe('');
  });
});

interface Receiver {
  readonly name: string;
  readonly slack_configs?: readonly { readonly channel: string }[];
}
interface Routing {
  readonly receivers: readonly Receiver[];
  readonly global?: object;
}
const routingOf = (config: Config): Routing => parse(alertmanager(config)) as Routing;
const channelsOf = (config: Config): (readonly (string | undefined)[])[] =>
  routingOf(config).receivers.map(({ name, slack_configs }) => [name, slack_configs?.[0]?.channel]);

const { alerting } = configuration();
const slack = {
  signIn: { apiUrlFile: '/none/slack' },
  channel: '#all',
  leadsChannel: '#leads',
  leadershipChannel: '#leadership',
};
const pagerduty = { routingKeyFile: '/none/key' };
const watchdogUrl = 'http://127.0.0.1:1/';
const whole = configuration({
  teams: [team('web', { slackChannel: '#web-alerts' }), team('core_2')],
  alerting: { ...alerting, slack, pagerduty, watchdogUrl },
});

describe('the routing of another organisation', () => {
  it('has a channel for each team: its own, else the one for everybody', () => {
    expect(channelsOf(whole)).toEqual([
      ['everybody', '#all'],
      ['leads', '#leads'],
      ['leadership', '#leadership'],
      ['team-web', '#web-alerts'],
      ['team-core_2', '#all'],
      ['pager', undefined],
      ['watchdog', undefined],
    ]);
  });

  const without = (more: Partial<Config['alerting']>): Config => ({
    ...whole,
    alerting: { ...whole.alerting, ...more },
  });
  it('names no channel where there is no Slack, not even a team’s own', () => {
    const bare = without({ slack: null });
    expect(channelsOf(bare).map(([, channel]) => channel)).toEqual(Array(7).fill(undefined));
    expect(routingOf(bare).global).toBe(undefined);
  });

  const asBot = without({ slack: { ...slack, signIn: { botTokenFile: '/none/token' } } });
  it('signs in as a bot where it posts to several channels', () => {
    const { receivers, global } = routingOf(asBot);
    expect(global).toBe(undefined);
    for (const { slack_configs = [] } of receivers)
      for (const own of slack_configs)
        expect(own).toMatchObject({
          api_url: 'https://slack.com/api/chat.postMessage',
          http_config: { authorization: { credentials_file: '/none/token' } },
        });
    expect(channelsOf(asBot)).toEqual(channelsOf(whole));
  });

  it.skipIf(!hasAmtool).each([
    ['with everything', whole],
    ['as a bot', asBot],
    ['without Slack', without({ slack: null })],
    ['without PagerDuty', without({ pagerduty: null })],
    ['without a watchdog', without({ watchdogUrl: null })],
    ['with nothing to tell by', without({ slack: null, pagerduty: null, watchdogUrl: null })],
    ['without a team', { ...whole, teams: [] }],
  ] satisfies [string, Config][])('is valid %s, and the routes are the same', (_, config) => {
    const { path, remove } = written(config);
    try {
      expect(objectionsTo(path)).toBe('');
      const own = config.teams.length === 0 ? 'everybody' : 'team-core_2';
      expect(misrouted(path, { team: 'core_2', severity: 'warning', tells: 'team' }, [own])).toBe('');
      // A team's name is no pattern.
      expect(misrouted(path, { team: 'core-2', severity: 'warning', tells: 'team' }, ['everybody'])).toBe('');
      // Where nobody can be paged, a critical alert is still read.
      expect(misrouted(path, { team: 'gone', severity: 'critical', tells: 'team' }, ['pager', 'everybody'])).toBe('');
      expect(misrouted(path, { alertname: 'Watchdog', team: 'platform', severity: 'none' }, ['watchdog'])).toBe('');
    } finally {
      remove();
    }
  });
});
