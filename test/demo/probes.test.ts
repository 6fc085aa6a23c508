import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../exporter/demo/demo.ts';
import type { Demo } from '../../exporter/demo/demo.ts';
import type { History } from '../../exporter/history/history.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import type { ProbeCheck } from '../../exporter/records/index.ts';
import { createGitHubSource } from '../../exporter/sources/github/source.ts';
import { createPagerDutySource } from '../../exporter/sources/pagerduty/source.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';
import { never, testContext } from '../sources/context.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');
const day = 86_400_000;
const quarterAt = endsAt - 91 * day;
const store = createMemoryStore();
let demo: Demo;
let history: History;

beforeAll(async () => {
  demo = await startDemo({ seed: 3, engineers: 40, endsAt, now: () => endsAt });
  await demo.probePast(store);
  const { context } = testContext(endsAt, store);
  await createGitHubSource(demo.config, context).poll(never);
  await createPagerDutySource(demo.config, context).poll(never);
  const made = createHistory(demo.config, store);
  made.update();
  history = made.history;
}, 120_000);
afterAll(() => demo.close());

const result = (check: ProbeCheck, subject: string, asOf = endsAt + 1): string | undefined =>
  history.finding(check, subject, asOf)?.result;

describe('what the sources find in the demo', () => {
  it('is how its repositories are set up, each in its own way', () => {
    const of = (check: ProbeCheck) =>
      ['core', 'gateway', 'collector', 'connector'].map((name) => result(check, `acme/${name}`));
    expect(of('default_branch_protected')).toEqual(['met', 'met', 'unmet', 'met']);
    // Nothing is required of the collector, but checks run.
    expect(of('ci_on_default_branch')).toEqual(['met', 'met', 'met', 'met']);
    expect(of('code_owners_valid')).toEqual(['met', 'met', 'met', 'unmet']);
    expect(of('code_owner_review_required')).toEqual(['met', 'met', 'unmet', 'met']);
    expect(of('reviews_required')).toEqual(['met', 'met', 'unmet', 'met']);
    expect(of('vulnerability_alerts_enabled')).toEqual(['met', 'met', 'met', 'unknown']);
    expect(of('no_old_critical_vulnerability')).toEqual(['met', 'unmet', 'met', 'unknown']);
    expect(of('runbooks_present')).toEqual(['met', 'met', 'unmet', 'met']);
    expect(history.finding('no_old_critical_vulnerability', 'acme/connector', endsAt + 1)?.detail).toBe(
      'The token lacks "Dependabot alerts: read".',
    );
  });

  it('is how PagerDuty is set up: one service is mapped to nothing, one policy has one level', () => {
    const unmet = (check: ProbeCheck) =>
      history.probes(check).flatMap(({ subject }) => (result(check, subject) === 'unmet' ? [subject] : []));
    expect(unmet('services_mapped')).toEqual(['PUNOWNED']);
    const integrations = demo.config.teams.find(({ id }) => id === 'integrations')!;
    expect(unmet('escalation_two_levels')).toEqual(integrations.escalationPolicies);
    expect(history.probes('escalation_two_levels')).toHaveLength(5);
  });

  it('changes within the quarter, and was looked up before it', () => {
    // Looked at every 14 days back from the end: 91 d is between the rounds of 98 and 84.
    const at = (check: ProbeCheck, days: number) => result(check, 'acme/core', endsAt - days * day + 1);
    expect([at('reviews_required', 182), at('reviews_required', 98), at('reviews_required', 84)]).toEqual([
      'unmet',
      'unmet',
      'met',
    ]);
    // An owner's review from the sixth week on: 91 − 35 = 56 d before the end.
    expect([at('code_owner_review_required', 70), at('code_owner_review_required', 56)]).toEqual(['unmet', 'met']);
    // Runbooks from the ninth: 91 − 56 = 35 d before the end, seen 28 d before it.
    expect([at('runbooks_present', 42), at('runbooks_present', 28)]).toEqual(['unmet', 'met']);
    // Critical since 101 d before the end, too old from 71 d before it, fixed 56 d before it.
    expect([98, 84, 70, 56].map((days) => at('no_old_critical_vulnerability', days))).toEqual([
      'met',
      'met',
      'unmet',
      'met',
    ]);
    expect(result('reviews_required', 'acme/core', quarterAt - 100 * day)).toBeUndefined();
  });

  it('stands for both signals from the first round to now', () => {
    for (const signal of ['github_probes', 'pagerduty_probes'] as const) {
      const span = history.signal(signal);
      expect(span).toMatchObject({ completeFromAt: endsAt - 182 * day });
      expect(span === 'not_configured' ? null : span.watermarkAt).toBeGreaterThan(endsAt);
    }
  });

  it('names nobody', () => {
    const logins = demo.world.githubTeams.flatMap(({ members }) => members);
    const text = JSON.stringify([...store.changed('probe', 0)]);
    expect(logins.filter((login) => text.includes(login))).toEqual([]);
  });
});
