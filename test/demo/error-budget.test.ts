import { expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { simulate } from '../../exporter/demo/simulate.ts';
import { worldRecords } from '../../exporter/demo/world-records.ts';
import { gate } from '../../exporter/guardrails/gate.ts';
import type { GateRequest } from '../../exporter/guardrails/gate.ts';
import { Guardrails } from '../../exporter/guardrails/guardrails.ts';
import { createHistory } from '../../exporter/history/joined-history.ts';
import { createNumbers } from '../../exporter/evaluation/numbers.ts';
import { createMemoryStore } from '../../exporter/store/memory.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');
const env = {
  GITHUB_URL: 'http://127.0.0.1:1',
  PAGERDUTY_URL: 'http://127.0.0.1:2',
  PROMETHEUS_URL: 'http://127.0.0.1:3',
  GITHUB_TOKEN: 'a',
  PAGERDUTY_TOKEN: 'b',
  PROMETHEUS_TOKEN: 'd',
  PIPELINE_SECRET: 'c',
};

/** The demo's readings alone: nothing else can be a reason of the gate. */
function answers() {
  const world = simulate({ seed: 1, engineers: 40, endsAt });
  const config = loadConfig(world.configuration, { env, readFile: () => '' }, { isDemo: true });
  const store = createMemoryStore();
  const value = { completeFromAt: endsAt - config.syncDays * 86_400_000, watermarkAt: endsAt };
  store.write({
    records: worldRecords(world).filter(({ kind }) => kind === 'reading'),
    state: config.prometheus!.queries.map(({ key }) => ({ key: `source/prometheus/${key}`, value })),
  });
  const joined = createHistory(config, store);
  const engine = createNumbers(config);
  engine.replace(joined.update().changed, joined.history);
  const guardrails = new Guardrails(config, engine);
  return (asOf: string, request: Partial<GateRequest> = {}) => {
    const at = Date.parse(asOf);
    const asked: GateRequest = { team: 'integrations', change: 'feature', risk: 'high', ...request };
    return gate(asked, guardrails.standings(at), at, config);
  };
}

it('the gate refuses risky features of a team whose budget is spent, and nothing else', () => {
  const answer = answers();
  // Spent from Saturday, 16 May 00:00 on for nine days, told at midnight: until Monday, 25 May 00:00. Thursday, 21 May:
  const spent = '2026-05-21T10:30:00Z';
  const refusal = answer(spent);
  expect([refusal.allowed, refusal.since, refusal.actions]).toEqual([
    false,
    '2026-05-16T01:00:00.000Z',
    // The team is at level 1 of maturity, too: that refuses nothing.
    ['block_risky_releases', 'mandate_reliability_work', 'escalate'],
  ]);
  expect(refusal.reasons[0]).toMatch(/^error_budget_remaining of integrations has been broken since 2026-05-16T01:00:00.000Z: -0.25, limit 0 \(block_risky_releases\)\./); // prettier-ignore
  expect(answer(spent, { risk: 'low' }).allowed).toBe(true);
  expect(answer(spent, { change: 'fix' }).allowed).toBe(true);
  expect(answer(spent, { change: 'rollback' }).allowed).toBe(true);
  expect(answer(spent, { team: 'accounts' }).allowed).toBe(true);
});

it('the gate lets them pass from the first reading on that has some budget left', () => {
  const answer = answers();
  // Read at midnight between Sunday and Monday: known as of the next millisecond.
  expect(answer('2026-05-25T00:00:00.000Z').allowed).toBe(false);
  expect(answer('2026-05-25T00:00:00.001Z').allowed).toBe(true);
});
