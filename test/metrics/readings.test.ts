import { describe, expect, it } from 'vitest';
import { toQuery } from '../../exporter/config/read-query.ts';
import { experimentGuardrailRatio } from '../../exporter/metrics/flow/experiment-guardrail-ratio.ts';
import { errorBudgetRemainingRatio } from '../../exporter/metrics/reliability/error-budget-remaining-ratio.ts';
import { serviceLevelObjectives } from '../../exporter/metrics/reliability/service-level-objectives.ts';
import type { AnyMetric } from '../../exporter/metrics/metric.ts';
import { at, Organisation } from '../history/organisation.ts';
import { engineOf, leftOut, measured } from './measured.ts';
import type { Asked } from './measured.ts';

const budgets = toQuery({ id: 'budgets', kind: 'error_budget_remaining', query: 'budget' });
const more = toQuery({ id: 'more', kind: 'error_budget_remaining', query: 'other', team: 'web', slo: 'mail' });
const slos = toQuery({ id: 'slos', kind: 'slo_count', query: 'count' });
const errors = toQuery({ id: 'e', kind: 'experiment_change', guardrail: 'error_rate', query: 'errors' });
const latency = toQuery({ id: 'l', kind: 'experiment_change', guardrail: 'latency', query: 'latency' });
const queries = [budgets, more, slos, errors, latency];

type Told = readonly [
  query: { readonly key: string },
  team: string,
  name: string,
  ...(readonly [hours: number, value: number])[],
];

/** What was read on Monday, day 0: staleness is 2 h. */
function reading(...told: readonly Told[]): Organisation {
  const made = new Organisation({
    prometheus: { url: 'http://127.0.0.1', auth: null, schedule: '* * * * *', queries },
  });
  for (const [{ key }, team, name, ...samples] of told)
    made.put({
      kind: 'reading',
      id: `${key}/${team}/${name}`,
      query: key,
      team,
      name,
      samples: samples.map(([hours, value]) => ({ at: at(0, hours), value })),
    });
  return made;
}
const ask = (made: Organisation, metric: AnyMetric, hours: number, asked: Asked) =>
  measured(made, metric, at(0, hours), asked);

describe('the error budget that is left', () => {
  const made = () =>
    reading(
      [budgets, 'web', 'shop', [8, 0.5], [9, -0.25], [10, 0.125]],
      [more, 'web', 'mail', [8, 0.25], [10, 0.75]],
      [budgets, 'core', 'shop', [8, 0.375]],
      [budgets, 'sales', 'shop', [8, 0.0625]],
    );
  const of = (hours: number, team: string, label: string) => ask(made(), errorBudgetRemainingRatio, hours, { team, label }); // prettier-ignore

  it('is what each SLO was last read to have, after the instant of the reading', () => {
    expect([of(8, 'web', 'shop'), of(8.5, 'web', 'shop'), of(9, 'web', 'shop'), of(9.5, 'web', 'shop')]).toEqual([
      'no_facts',
      0.5,
      0.5,
      -0.25,
    ]);
    expect(of(9, 'web', 'mail')).toBe(0.25);
  });
  it('is the least of the team for any, and of everybody for all', () => {
    expect([of(9, 'web', 'any'), of(9.5, 'web', 'any'), of(10.5, 'web', 'any')]).toEqual([0.25, -0.25, 0.125]);
    // 0.0625 of a team that is not configured is nobody's, and the organisation's.
    expect([of(9, 'core', 'any'), of(9, 'unattributed', 'any'), of(9, 'all', 'any')]).toEqual([0.375, 0.0625, 0.0625]);
    expect(of(9.5, 'all', 'shop')).toBe(-0.25);
  });
  it('is unknown two hours after the last reading, not before, and gone after 28 days', () => {
    expect([of(10, 'core', 'shop'), measured(made(), errorBudgetRemainingRatio, at(0, 10) + 1, { team: 'core', label: 'shop' })]).toEqual([0.375, 'stale']); // prettier-ignore
    const late = (ms: number) => measured(made(), errorBudgetRemainingRatio, at(28, 8) + ms, { team: 'core', label: 'any' }); // prettier-ignore
    expect([late(0), late(1)]).toEqual(['stale', 'no_facts']);
    expect(leftOut(made(), errorBudgetRemainingRatio, at(0, 11), { team: 'core', label: 'any' })).toEqual([
      `${budgets.key}/core/shop: reading_too_old`,
    ]);
  });
  it('has a label for each SLO that was read, and no other', () => {
    const engine = engineOf(made(), [errorBudgetRemainingRatio]);
    const labels = Array.from(engine.evaluate(at(0, 9)), ([{ team, label }]) => `${team}/${label}`);
    expect(labels).toEqual(['web/any', 'core/any', 'unattributed/any', 'all/any', 'web/mail', 'all/mail', 'web/shop', 'core/shop', 'unattributed/shop', 'all/shop']); // prettier-ignore
    expect(() => of(9, 'web', 'desk')).toThrow('metric error_budget_remaining_ratio has no slo "desk"');
  });
  it('is made of readings of its own kind and of the wording that is configured', () => {
    const others = reading([slos, 'web', '', [8, 2]], [{ key: 'budgets@00000000' }, 'web', 'shop', [8, 0.5]]);
    expect(ask(others, errorBudgetRemainingRatio, 9, { label: 'any' })).toBe('no_facts');
  });
  it('is not configured where no query asks for it, whatever else is asked', () => {
    const other = new Organisation({
      prometheus: { url: 'http://127.0.0.1', auth: null, schedule: '* * * * *', queries: [slos] },
    });
    expect(ask(other, errorBudgetRemainingRatio, 9, { label: 'any' })).toBe('not_configured');
    expect(ask(other, serviceLevelObjectives, 9, {})).toBe(0);
  });
});

describe('the number of SLOs', () => {
  const made = () => reading([slos, 'web', '', [8, 2], [9, 3]]);
  const of = (hours: number, team: string) => ask(made(), serviceLevelObjectives, hours, { team });
  it('is what was last read, and 0 for a team of which nothing is said', () => {
    expect([of(8, 'web'), of(8.5, 'web'), of(9.5, 'web'), of(9.5, 'core'), of(9.5, 'all')]).toEqual([0, 2, 3, 0, 3]);
    expect(of(9.5, 'unattributed')).toBe('no_facts');
  });
  it('is unknown, and not 0, when the team had some and nothing is said any more', () => {
    expect([of(11, 'web'), of(12, 'web'), of(12, 'core'), of(12, 'all')]).toEqual([3, 'stale', 0, 'stale']);
  });
});

describe('what experiments do to users', () => {
  const made = () =>
    reading(
      [errors, 'web', 'filters', [8, 0.004], [9, 0.021]],
      [errors, 'web', 'import', [8, 0.01]],
      [latency, 'web', 'filters', [8, -0.02]],
    );
  const of = (hours: number, label: string) => ask(made(), experimentGuardrailRatio, hours, { label });
  it('is the change that is worst, and may be for the better', () => {
    expect([of(8.5, 'error_rate'), of(9.5, 'error_rate'), of(8.5, 'latency')]).toEqual([0.01, 0.021, -0.02]);
  });
  it('ends with the experiment: two hours after its last reading nothing runs, and nothing is unknown', () => {
    expect([of(11, 'error_rate'), of(11.5, 'error_rate'), of(10, 'latency'), of(10.5, 'latency')]).toEqual([
      0.021,
      'no_facts',
      -0.02,
      'no_facts',
    ]);
  });
});
