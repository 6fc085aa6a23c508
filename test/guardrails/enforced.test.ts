import { describe, expect, it } from 'vitest';
import { enforcedOver } from '../../exporter/guardrails/enforced.ts';
import { enforcements } from '../../exporter/guardrails/enforcement.ts';
import { Guardrails } from '../../exporter/guardrails/guardrails.ts';
import type { Action } from '../../exporter/policy/policy-line.ts';
import type { Config } from '../../exporter/config/config.ts';
import { Organisation } from '../history/organisation.ts';
import { engineOver } from './engine.ts';
import { at, waiver } from './fixture.ts';

/** P1s of web: one of three hours on day 80, and on days 100 and 101 one each of minutes. */
function troubled(more: Partial<Config> = {}): Organisation {
  const made = new Organisation(more);
  made.incident({ createdAt: at(80, 10), resolvedAt: at(80, 13) });
  made.incident({ createdAt: at(100, 10), resolvedAt: at(100, 10, 20) });
  made.incident({ createdAt: at(101, 10), resolvedAt: at(101, 10, 20) });
  return made;
}
const stood = (made: Organisation, action: Action, [from, to] = [at(60), at(130)], read?: number) =>
  enforcedOver(engineOver(made, read), made.config, action, from, to);
const told = (made: Organisation, action: Action, team = 'web', span?: [number, number], read?: number) =>
  stood(made, action, span, read)
    .get(team)!
    .map(({ state, from, to, by }) => [state, from, to, ...by.map(([line, of]) => `${line.id} of ${of}`)]);

describe('how an action stood', () => {
  it('is in force from the first whole hour at which a line is broken to the first at which none is', () => {
    // Open for two hours at 12:00. The mean is 3 h until day 100, 10:20; then (3 h + 20 min) / 2 = 1:40 h is inside again, at 11:00.
    expect(told(troubled(), 'mandate_reliability_work')).toEqual([
      ['off', at(60), at(80, 12)],
      ['in_force', at(80, 12), at(100, 11), 'p1_restore of web'],
      ['off', at(100, 11), at(130, 1)],
    ]);
  });
  it('is each team’s own where the lines are', () => {
    expect(told(troubled(), 'mandate_reliability_work', 'core')).toEqual([['off', at(60), at(130, 1)]]);
  });
  it('is everybody’s where the line is the organisation’s', () => {
    // P1s of 28 days against those before: two (days 80 and 100) against none as of day 100, 11:00; three at 101, 11:00. The first is
    // gone at 108, 11:00: two against one of before until 128, 11:00, when one is left.
    for (const team of ['web', 'core'])
      expect(told(troubled(), 'slow_down', team)).toEqual([
        ['off', at(60), at(100, 11)],
        ['in_force', at(100, 11), at(128, 11), 'p1_incidents_not_more of all'],
        ['off', at(128, 11), at(130, 1)],
      ]);
  });
  it('begins when a waiver ends, at the first whole hour', () => {
    const waived = troubled({ waivers: [waiver('p1_restore', 'web', { untilAt: at(85, 10, 30) })] });
    expect(told(waived, 'mandate_reliability_work').slice(0, 2)).toEqual([
      ['off', at(60), at(85, 11)],
      ['in_force', at(85, 11), at(100, 11), 'p1_restore of web'],
    ]);
  });
  it('ends when a waiver begins, at the first whole hour, and what was in force before stays so', () => {
    // From 85, 10:30 until 90, 12:00: 85, 11:00 is the first hour that is waived, 90, 12:00 the first that is not.
    const granted = { fromAt: at(85, 10, 30), untilAt: at(90, 12) };
    const waived = troubled({ waivers: [waiver('p1_restore', 'web', granted)] });
    const [, began] = told(troubled(), 'mandate_reliability_work');
    expect(told(waived, 'mandate_reliability_work').slice(1, 4)).toEqual([
      ['in_force', began![1], at(85, 11), 'p1_restore of web'],
      ['off', at(85, 11), at(90, 12)],
      ['in_force', at(90, 12), at(100, 11), 'p1_restore of web'],
    ]);
  });
  it('is unknown where nobody read so far back', () => {
    // Read from day 70 on: what is broken when the P1 is open for two hours is known; the mean of 28 days on day 98.
    expect(told(troubled(), 'mandate_reliability_work', 'core', [at(60), at(99)], at(70))).toEqual([
      ['incomplete', at(60), at(98)],
      ['off', at(98), at(99, 1)],
    ]);
  });
  it('is not configured where no line is', () => {
    const made = new Organisation({ pagerduty: null });
    expect(told(made, 'mandate_reliability_work')).toEqual([['not_configured', at(60), at(130, 1)]]);
  });
  it.each(['mandate_reliability_work', 'slow_down'] as const)('is hour by hour what is enforced then: %s', (action) => {
    const waivers = [waiver('p1_restore', 'web', { fromAt: at(80, 7, 30), untilAt: at(85, 10, 30) })];
    const made = troubled({ waivers });
    const [first, last] = [at(78), at(103)];
    const hourly = new Guardrails(made.config, engineOver(made)).hourly(first, last);
    const byTeam = stood(made, action, [first - 30 * 86_400_000, last]);
    for (const standings of hourly)
      for (const { team, isActive } of enforcements(standings, made.config).filter((one) => one.action === action)) {
        const { asOf } = standings[0]!;
        const stretch = byTeam.get(team)?.find(({ from, to }) => from <= asOf && asOf < to);
        if (stretch) expect([team, asOf, stretch.state === 'in_force']).toEqual([team, asOf, isActive]);
      }
  });
});
