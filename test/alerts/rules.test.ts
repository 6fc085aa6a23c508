import { describe, expect, it } from 'vitest';
import { humanDuration, humanPercentage } from './annotations.ts';
import { committedRules, groupsOf, ruleFiles } from './committed.ts';
import type { CommittedRule } from './committed.ts';
import { exporterCases, exporterRuleTest } from './exporter-rule-tests.ts';
import { policyCases } from './policy-cases.ts';
import { expectedAlert, lifeOf, policyRuleTest } from './policy-rule-tests.ts';
import { failuresOf, hasPromtool } from './promtool.ts';

const ruleOf = (alert: string): CommittedRule => committedRules.find((rule) => rule.alert === alert)!;
const groups = ruleFiles.map((path) => [groupsOf(path)[0]!.name, path] as const);

describe('every alert', () => {
  it('has its cases, and every case an alert', () => {
    const cases = [...Object.keys(policyCases), ...exporterCases.map(({ alert }) => alert)];
    expect([...new Set(cases)].sort()).toEqual([...new Set(committedRules.map(({ alert }) => alert))].sort());
  });
  it('waits and is held as its cases say', () => {
    const minutes = (text: string | undefined): number =>
      text === undefined ? 0 : Number.parseInt(text) * (text.endsWith('h') ? 60 : 1);
    for (const [alert, { forMinutes, holdMinutes }] of Object.entries(policyCases)) {
      const rule = ruleOf(alert);
      expect([alert, minutes(rule.for), minutes(rule.keep_firing_for)]).toEqual([alert, forMinutes, holdMinutes]);
    }
  });
});

describe.skipIf(!hasPromtool)('promtool finds that', () => {
  it.each(groups.filter(([name]) => name !== 'clockspeed-exporter'))(
    'each alert of %s fires, is quiet, is held and resolves on both sides of its limit and its time',
    async (_, path) => {
      const tests = groupsOf(path).flatMap(({ rules }) =>
        rules.map((rule) => policyRuleTest(rule, policyCases[rule.alert]!)),
      );
      expect(await failuresOf({ rule_files: [path], evaluation_interval: '1m', tests })).toBe('');
    },
    // A group of twenty alerts is minutes of simulated rules: half a minute on a busy machine.
    120_000,
  );
  it.each(exporterCases.map((each) => [each.alert, each.title, each] as const))('%s %s', async (_, __, each) => {
    const path = ruleFiles.find((file) => file.endsWith('exporter.yml'))!;
    const tests = [exporterRuleTest(committedRules, each)];
    const evaluation = `${each.intervalMinutes ?? 1}m`;
    expect(await failuresOf({ rule_files: [path], evaluation_interval: evaluation, tests })).toBe('');
  });
  it('a wrong expectation is wrong', async () => {
    const [path] = ruleFiles;
    const rule = groupsOf(path!)[0]!.rules[0]!;
    const right = policyCases[rule.alert]!;
    const tests = [policyRuleTest(rule, { ...right, severity: 'critical' })];
    expect(await failuresOf({ rule_files: [path!], evaluation_interval: '1m', tests })).toContain('FAILED');
  });
});

/** Written by hand: what the team reads the minute it fires. What it expands to is what promtool was asked for above. */
const byHand: Readonly<Record<string, string>> = {
  // A ratio.
  ChangeFailure:
    'web: Too many deployments fail: 10% over the last 28 days, or 90 where these have too few facts; the policy says less than 10 %. Broken for 15m 0s. The release gate refuses features of high risk until it holds again. If changes fail more often, slow down.',
  // Seconds: 259,201 are 3 days and 1 second.
  LeadTime:
    'web: Changes take longer to reach production than the target: 3d 0h 0m 1s over the last 28 days; the policy says at most 3 days. Broken for 15m 0s. A change that waits costs context and hides its risk.',
  // Seconds of working time: 28,801 are 8 hours and 1 second.
  DeploymentGap:
    'web: Changes wait and nothing has been deployed for too long: 8h 0m 1s of working time now; the policy says at most 8 hours of working time. Broken for 5m 0s. No deploy freeze lasts longer than a business day except for critical incidents.',
  // A count.
  RecurringIncidents:
    'web: Incidents come back: 1 over the last 90 days; the policy says at most 0. Broken for 15m 0s. The cause has to be worked on before new features. Ignoring recurring issues is explicitly forbidden.',
  // A rate.
  DeploymentFrequency:
    'web: Deployments are rarer than the target: 0.99 a day over the last 28 days; the policy says at least 1 a day. Broken for 15m 0s. Small, frequent changes are easier to review, safer to deploy and faster to roll back.',
  // Lines.
  PullRequestSize:
    'web: Pull requests are larger than the target: 300 lines over the last 28 days; the policy says less than 300 lines. Broken for 15m 0s. A small change is reviewed in half an hour.',
  // A limit that moves: 7,201 s are 2 hours and 1 second.
  RestoreNotWorse:
    'web: Incidents last longer than before: 2h 0m 1s over the last 28 days; the policy says not worse than in the 28 days before, asked above 2 hours. Broken for 15m 0s. Reliability work comes first until it holds again. MTTR must decrease or stay flat.',
  // Days without a break.
  ChangeFailureUnbroken:
    'web: Too many deployments have failed for too long without a break: 10.01% over the last 28 days, or 90 where these have too few facts; the policy says at most 10 %, for 14 days without a break. Broken for 15m 0s. The release gate refuses features until it holds again; fixes and rollbacks pass. When too many changes keep failing, new features pause and quality comes first.',
  // Cases with a limit of their own.
  FirstReviewOverdue:
    'web: A first review is late: 1 now; the policy says at most 0, each within 4 business hours. Broken for 5m 0s. Whoever reviews answers within half a working day; after that the author asks again.',
  // What has to be fresh: 691,201 s are 8 days and 1 second.
  WeeklyUpdate:
    'web: The weekly update is missing: the last one 8d 0h 0m 1s ago; the policy says not older than 8 days. Broken for 5m 0s. Who writes weekly what is done, next and blocked need not be asked; a day more is for holidays.',
  // At once, of two parts.
  P1Restore:
    'web: P1 incidents last too long: 2h 0m 0s over the last 28 days, or now; the policy says less than 2 hours. Broken for 0s. Reliability work comes first until it holds again. Customers of an analytics product can wait for hours, not for a day.',
};

describe('what is told', () => {
  it.each(Object.entries(byHand))('of %s is what was written by hand', (alert, words) => {
    const policyCase = policyCases[alert]!;
    const { exp_annotations } = expectedAlert(ruleOf(alert), policyCase, 'web', lifeOf(policyCase).firesAt);
    expect(exp_annotations['description']).toBe(words);
  });
  it('of ChangeFailure, with every label and address, is what was written by hand', () => {
    expect(expectedAlert(ruleOf('ChangeFailure'), policyCases['ChangeFailure']!, 'web', 18)).toEqual({
      exp_labels: {
        team: 'web',
        guardrail: 'change_failure',
        severity: 'warning',
        tells: 'team',
        job: 'clockspeed',
        instance: 'one:9464',
      },
      exp_annotations: {
        summary: 'Too many deployments fail.',
        description: byHand['ChangeFailure'],
        runbook_url: 'http://127.0.0.1:9464/runbooks/ChangeFailure.md',
        dashboard_url: 'http://127.0.0.1:3000/d/clockspeed-delivery?var-team=web',
        explain_url: 'http://127.0.0.1:9464/explain?guardrail=change_failure&team=web',
      },
    });
  });
  it('of what has never been is that none is known', () => {
    const { exp_annotations } = expectedAlert(ruleOf('WeeklyUpdate'), policyCases['WeeklyUpdate']!, 'web', 8, 'one:9464', Infinity); // prettier-ignore
    expect(exp_annotations['description']).toMatch(
      /^web: The weekly update is missing: none is known; the policy says/,
    );
  });
  it('of a stale source is what was written by hand', () => {
    const stale = exporterCases.find(({ alert }) => alert === 'ClockspeedDataStale')!;
    const { alert_rule_test } = exporterRuleTest(committedRules, stale);
    const [told] = alert_rule_test.find(({ eval_time }) => eval_time === '126m')!.exp_alerts;
    expect(told).toEqual({
      exp_labels: { source: 'github', team: 'platform', guardrail: 'none', severity: 'warning', tells: 'team', job: 'clockspeed', instance: 'one:9464' }, // prettier-ignore
      exp_annotations: {
        summary: 'The numbers of a source are too old to be shown.',
        description:
          'github was last read 2h 6m 0s ago; after 2 hours its numbers are absent and its guardrails unknown. The release gate answers by its configured default (allow).',
        runbook_url: 'http://127.0.0.1:9464/runbooks/ClockspeedDataStale.md',
        dashboard_url: 'http://127.0.0.1:3000/d/clockspeed-itself',
        explain_url: 'http://127.0.0.1:9464/',
      },
    });
  });
  it('is formatted as Prometheus does', () => {
    const durations = [0, 59, 60, 3_599, 3_600, 86_399, 86_400, 259_201].map(humanDuration);
    expect(durations).toEqual([
      '0s',
      '59s',
      '1m 0s',
      '59m 59s',
      '1h 0m 0s',
      '23h 59m 59s',
      '1d 0h 0m 0s',
      '3d 0h 0m 1s',
    ]);
    expect([0, 0.01, 0.1, 0.1001, 0.899, 1].map(humanPercentage)).toEqual([
      '0%',
      '1%',
      '10%',
      '10.01%',
      '89.9%',
      '100%',
    ]);
  });
});
