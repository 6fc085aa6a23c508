import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import { guardrailFamilies } from '../../exporter/exposition/guardrail-families.ts';
import { render } from '../../exporter/exposition/registry.ts';
import type { Sample } from '../../exporter/exposition/registry.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { Progress } from '../../exporter/guardrails/targets.ts';
import {
  at,
  breached,
  configuration,
  dunno,
  notConfigured,
  shipped,
  standing,
  unknown,
  waiver,
  within,
} from '../guardrails/fixture.ts';
import { isInstalled } from '../whole/programs.ts';

const stands = (id: string, team: string, more: Partial<Standing>): Standing => ({
  ...standing(id, team, []),
  line: shipped(id),
  ...more,
});
// As of day 91 at noon.
const failing = stands('change_failure', 'web', {
  verdict: breached(0.25, 0.1),
  isBreached: true,
  breachedAt: at(91, 10), // 7,200 s ago
});
const target = stands('lead_time', 'web', {
  verdict: breached(345_600, 259_200),
  isBreached: true,
  breachedAt: at(91, 11), // 3,600 s ago
});
const standings: readonly Standing[] = [
  failing,
  stands('change_failure', 'core', { verdict: within(0.04, 0.1) }),
  stands('page_share', 'web', dunno('too_few')),
  stands('page_share', 'core', { verdict: unknown('stale'), isBreached: true, breachedAt: at(90, 12) }), // kept: 86,400 s ago
  stands('p1_restore', 'web', { verdict: notConfigured, isBreached: null }),
  stands('deployment_gap', 'web', { verdict: within(null, 28_800) }),
  stands('p1_incidents_not_more', 'all', { verdict: breached(3, 2), isBreached: true, breachedAt: at(91, 9) }),
  target,
];
const progress: readonly Progress[] = [
  { line: shipped('lead_time'), team: 'web', baseline: { kind: 'stated', value: 432_000 }, ratio: 0.5 },
  { line: shipped('cycle_time'), team: 'core', baseline: { kind: 'measured', value: 172_800 }, ratio: null },
];

const lines = [shipped('change_failure'), shipped('lead_time'), shipped('undeployed_changes'), shipped('p1_restore')];
const told = (more: Partial<Config> = {}) => guardrailFamilies(lines, standings, progress, configuration(more));
/** `name{a,b}` without names of labels, and the value. */
const flat = ({ labels, value }: Sample) => [...Object.values(labels), value];
const samples = (name: string, more: Partial<Config> = {}) =>
  told(more)
    .find((family) => family.name === `clockspeed_${name}`)!
    .samples.map(flat);

describe('the state of the policy', () => {
  it('is 1 for broken and 0 for held; what nobody knows is absent, and a target before its date', () => {
    expect(samples('guardrail_breached')).toEqual([
      ['change_failure', 'web', 1],
      ['change_failure', 'core', 0],
      ['page_share', 'core', 1],
      ['deployment_gap', 'web', 0],
      ['p1_incidents_not_more', 'all', 1],
    ]);
  });
  it('has the seconds since it was broken, and 0 where it is held', () => {
    expect(samples('guardrail_breach_seconds')).toEqual([
      ['change_failure', 'web', 7_200],
      ['change_failure', 'core', 0],
      ['page_share', 'core', 86_400],
      ['deployment_gap', 'web', 0],
      ['p1_incidents_not_more', 'all', 10_800],
    ]);
  });
  it('has a target from its date on', () => {
    const due = (dueAt: number) => samples('guardrail_breached', { targets: { dueAt, baselines: {} } }).length;
    expect([due(at(91, 12) + 1), due(at(91, 12))]).toEqual([5, 6]);
    const targets = { dueAt: at(91, 12), baselines: {} };
    expect(samples('guardrail_breached', { targets }).at(-1)).toEqual(['lead_time', 'web', 1]);
    expect(samples('guardrail_breach_seconds', { targets }).at(-1)).toEqual(['lead_time', 'web', 3_600]);
  });
  it('says what is unknown now, though its state be kept, and nothing of what is not configured', () => {
    expect(samples('guardrail_unknown')).toEqual([
      ['change_failure', 'web', 0],
      ['change_failure', 'core', 0],
      ['page_share', 'web', 1],
      ['page_share', 'core', 1],
      ['deployment_gap', 'web', 0],
      ['p1_incidents_not_more', 'all', 0],
      ['lead_time', 'web', 0],
    ]);
  });
  it('shows the number and what it was compared with, where there are any', () => {
    expect(samples('guardrail_value')).toEqual([
      ['change_failure', 'web', 0.25],
      ['change_failure', 'core', 0.04],
      ['p1_incidents_not_more', 'all', 3],
      ['lead_time', 'web', 345_600],
    ]);
    expect(samples('guardrail_limit')).toEqual([
      ['change_failure', 'web', 0.1],
      ['change_failure', 'core', 0.1],
      ['deployment_gap', 'web', 28_800],
      ['p1_incidents_not_more', 'all', 2],
      ['lead_time', 'web', 259_200],
    ]);
  });
});

describe('actions and waivers', () => {
  it('stand for each team, and for the organisation', () => {
    // Web by its own failures and the organisation's incidents, core by the latter; page share and the gap name none.
    expect(samples('enforcement_active')).toEqual([
      ['slow_down', 'web', 1],
      ['slow_down', 'core', 1],
      ['slow_down', 'all', 1],
    ]);
    expect(samples('guardrail_waived_until_timestamp_seconds')).toEqual([]);
  });
  it('are shown with the role and the end, for a team', () => {
    const waivers = [waiver('change_failure', 'web')];
    // Day 91 at 13:00 is 2026-04-06T13:00Z.
    const until = Date.parse('2026-04-06T13:00Z') / 1_000;
    expect(samples('guardrail_waived_until_timestamp_seconds', { waivers })).toEqual([
      ['change_failure', 'web', 'VP Engineering', until],
    ]);
    // The organisation's incidents still ask for it.
    expect(samples('enforcement_active', { waivers })[0]).toEqual(['slow_down', 'web', 1]);
  });
  it('of the organisation’s lines are shown for whom they are waived', () => {
    const until = Date.parse('2026-04-06T13:00Z') / 1_000;
    const of = (team: string) =>
      samples('guardrail_waived_until_timestamp_seconds', { waivers: [waiver('p1_incidents_not_more', team)] });
    expect(of('core')).toEqual([['p1_incidents_not_more', 'core', 'VP Engineering', until]]);
    expect(of('all')).toEqual([
      ['p1_incidents_not_more', 'all', 'VP Engineering', until],
      ['p1_incidents_not_more', 'web', 'VP Engineering', until],
      ['p1_incidents_not_more', 'core', 'VP Engineering', until],
    ]);
    expect(samples('enforcement_active', { waivers: [waiver('p1_incidents_not_more', 'core')] })).toEqual([
      ['slow_down', 'web', 1],
      ['slow_down', 'core', 0],
      ['slow_down', 'all', 1],
    ]);
  });
});

describe('the policy', () => {
  it('is one sample a line, targets apart', () => {
    expect(samples('policy_guardrail')).toEqual([
      ['change_failure', 'clockspeed_change_failure_ratio', '28d', '', 'less_than', 0.1],
      ['undeployed_changes', 'clockspeed_undeployed_changes_overdue', '', '', 'at_most', 0],
      ['p1_restore', 'clockspeed_incident_restore_seconds', '28d', 'mean', 'less_than', 7_200],
    ]);
    expect(samples('policy_target')).toEqual([
      ['lead_time', 'clockspeed_lead_time_seconds', '28d', 'p50', 'at_most', 259_200],
    ]);
  });
  it('has its baselines, and progress where there is any', () => {
    expect(samples('policy_baseline')).toEqual([
      ['lead_time', 'web', 'stated', 432_000],
      ['cycle_time', 'core', 'measured', 172_800],
    ]);
    expect(samples('target_progress_ratio')).toEqual([['lead_time', 'web', 0.5]]);
  });
});

describe('every family', () => {
  const waivers = [waiver('change_failure', 'web')];
  it('has the labels that it declares, and no pair twice', () => {
    for (const { labelNames, samples: list } of told({ waivers })) {
      for (const { labels } of list) expect(Object.keys(labels)).toEqual([...labelNames]);
      expect(new Set(list.map(({ labels }) => JSON.stringify(labels))).size).toBe(list.length);
    }
  });
  it.skipIf(!isInstalled('promtool'))('passes promtool, HELP and all', async () => {
    const text = await render(told({ waivers }));
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    expect([checked.stdout, checked.stderr, checked.status]).toEqual(['', '', 0]);
  });
});
