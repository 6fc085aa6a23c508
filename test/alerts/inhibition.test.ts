import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alertmanager } from '../../alerts/alertmanager.ts';
import { generationConfig } from '../../exporter/cli/generation.ts';
import { freePort, isInstalled, start, until } from '../whole/programs.ts';
import type { Program } from '../whole/programs.ts';
import { written } from './amtool.ts';
import type { Labels } from './amtool.ts';
import { committedRules } from './committed.ts';

// Nobody is told in a test: the same routes and rules, without an address.
const { alerting, ...others } = generationConfig();
const demo = { ...others, alerting: { ...alerting, slack: null, pagerduty: null, watchdogUrl: null } };

describe('an alert that mutes another', () => {
  const { inhibit_rules: rules } = parse(alertmanager(demo)) as {
    readonly inhibit_rules: readonly Readonly<Record<'source_matchers' | 'target_matchers', readonly string[]>>[];
  };
  const nameIn = (matchers: readonly string[]): string => /^alertname="(\w+)"$/.exec(matchers[0]!)![1]!;
  const labelsOf = (name: string): Labels => committedRules.find(({ alert }) => alert === name)!.labels;

  it.each(rules.map((rule) => [nameIn(rule.source_matchers), nameIn(rule.target_matchers)] as const))(
    'tells whom the other would have told: %s and %s',
    (louder, quieter) => {
      const { team, tells } = labelsOf(quieter);
      expect(labelsOf(louder)).toMatchObject({ team, tells });
    },
  );
});

/** What fires, each beside the alert that mutes it, or nearly does. */
const muted: readonly Labels[] = [
  { alertname: 'ChangeFailureTarget', team: 'analytics' },
  { alertname: 'P1Incidents', team: 'all' },
  { alertname: 'ClockspeedSourceDown', team: 'platform', source: 'github' },
];
const heard: readonly Labels[] = [
  // Another team's, and nobody's.
  { alertname: 'ChangeFailureTarget', team: 'ingestion' },
  { alertname: 'ChangeFailureTarget' },
  { alertname: 'P1Incidents' },
  { alertname: 'ClockspeedSourceDown', source: 'github' },
  { alertname: 'ClockspeedSourceDown', team: 'platform' },
  { alertname: 'ClockspeedSourceDown', team: 'platform', source: 'pagerduty' },
  // Leadership and the team hear that features pause; the team goes on hearing why.
  { alertname: 'ChangeFailureUnbroken', team: 'integrations' },
  { alertname: 'ChangeFailure', team: 'integrations' },
  // Nothing mutes what pages.
  { alertname: 'P1Acknowledge', team: 'analytics' },
  // These mute, those without a team or a source have nobody to mute.
  { alertname: 'ChangeFailure' },
  { alertname: 'P1IncidentsNotMore' },
  { alertname: 'ClockspeedDataStale', source: 'github' },
  { alertname: 'ClockspeedDataStale', team: 'platform' },
  { alertname: 'ChangeFailure', team: 'analytics' },
  { alertname: 'P1IncidentsNotMore', team: 'all' },
  // The last that is posted: when it mutes, all others have been taken in.
  { alertname: 'ClockspeedDataStale', team: 'platform', source: 'github' },
];

describe.skipIf(!isInstalled('prometheus-alertmanager'))('a real Alertmanager', () => {
  let routing: ReturnType<typeof written> | undefined;
  let program: Program;
  let url = '';

  beforeAll(async () => {
    routing = written(demo);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    program = start('prometheus-alertmanager', [
      `--config.file=${routing.path}`,
      `--storage.path=${routing.folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ]);
    await until('it is ready', async () => (await fetch(`${url}/-/ready`)).ok || undefined, program);
  });
  afterAll(async () => {
    await program?.stop();
    routing?.remove();
  });

  const alertsThatAre = async (state: 'active' | 'suppressed'): Promise<Labels[]> => {
    const answer = await fetch(`${url}/api/v2/alerts`);
    const alerts = (await answer.json()) as { readonly labels: Labels; readonly status: { readonly state: string } }[];
    return alerts.filter(({ status }) => status.state === state).map(({ labels }) => labels);
  };
  const sorted = (alerts: readonly Labels[]): string[] =>
    alerts.map((labels) => JSON.stringify(Object.entries(labels).sort())).sort();

  it('mutes what a louder alert of the same team says already, and never an alert without a team', async () => {
    const posted = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([...muted, ...heard].map((labels) => ({ labels }))),
    });
    expect(posted.status).toBe(200);
    const all = async () => ((await alertsThatAre('suppressed')).length >= muted.length ? true : undefined);
    await until('what is to be muted is', all, program, 10_000);
    expect(sorted(await alertsThatAre('suppressed'))).toEqual(sorted(muted));
    expect(sorted(await alertsThatAre('active'))).toEqual(sorted(heard));
  });
});
