import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../exporter/metrics/engine-types.ts';
import { windowMs } from '../../exporter/metrics/metric.ts';
import { engineOf, readProbedDemo } from './read-demo.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');

describe('governance of the demo', () => {
  let engine: Engine;
  beforeAll(async () => {
    ({ engine } = engineOf(await readProbedDemo({ seed: 1, engineers: 40, endsAt })));
  }, 120_000);

  const read = (metric: string, label: string, asOf: number, window?: '28d') => {
    const from = asOf - (window ? windowMs[window] : 0);
    const answer = engine.at({ metric, team: '', label, ...(window && { window }) }, { from, to: asOf, asOf });
    return 'value' in answer ? answer.value : answer.absent;
  };

  /** How many were done in 28 days, and whether that is activity without outcome. */
  const stand = (domain: string, asOf: number) => [
    read('improvements_done', domain, asOf, '28d'),
    read('improvement_without_outcome', domain, asOf, '28d'),
  ];
  it('has improvements that came to nothing: in May a release breaks reports and the storage fails nine times', () => {
    const may = Date.parse('2026-05-18T00:00:00Z');
    expect(['performance', 'customer_trust'].map((domain) => stand(domain, may))).toEqual([[1, 1], [1, 1]]); // prettier-ignore
    expect(Number(read('outcome_change_ratio', 'incidents', may, '28d'))).toBeGreaterThan(0);
    expect(Number(read('outcome_change_ratio', 'customer_trust', may, '28d'))).toBeGreaterThan(0);
  });
  it('has improvements that worked: in the last four weeks, after both', () => {
    expect(['reliability', 'developer_productivity'].map((domain) => stand(domain, endsAt))).toEqual([[1, 0], [1, 0]]); // prettier-ignore
    expect(Number(read('outcome_change_ratio', 'incidents', endsAt, '28d'))).toBeLessThan(0);
  });
  it('does nothing for security in between, which is no activity without outcome either', () => {
    expect(stand('security', endsAt)).toEqual([0, 0]);
  });
  it('has decisions that reached plans, one that reached none, and an open duty of leadership', () => {
    // The last four monthly reviews; three of them, not the first, are of the last 90 days.
    const at = (destination: string) =>
      engine.at(
        { metric: 'governance_decisions', team: '', label: destination, window: '90d' },
        { from: endsAt - windowMs['90d'], to: endsAt, asOf: endsAt },
      );
    expect(['any', 'budget', 'training', 'nowhere', 'roadmap'].map(at)).toEqual([3, 1, 1, 1, 0].map((value) => ({ value }))); // prettier-ignore
    // That of 4 June, 16:00, has been in none for more than 14 days since 18 June, 16:00.
    const late = Date.parse('2026-06-18T16:00:00Z');
    expect([read('governance_decisions_unplanned', '', late), read('governance_decisions_unplanned', '', late + 1)]).toEqual([0, 1]); // prettier-ignore
    expect(read('leadership_duties_open', 'protecting_capacity', endsAt)).toBe(1);
  });
});
