import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../exporter/maturity/criterion.ts';
import { levelDerivations } from '../../exporter/maturity/level-derivations.ts';
import { Quarters } from '../../exporter/maturity/quarters.ts';
import { Readings } from '../../exporter/maturity/readings.ts';
import { Standings } from '../../exporter/maturity/standing.ts';
import { at, evidence, judgementOf, waiver, withMaturity } from './fixture.ts';

const vouched = (level: 2 | 3 | 4): Criterion => ({
  id: `security_${level}`,
  dimension: 'security',
  level,
  title: `Level ${level} is so`,
  scope: 'team',
  known: { evidence: true },
});
const assessed = { levelOf: () => undefined, unread: () => undefined };
/** web: level 2 and 4 are vouched for from day 20 to 160, level 3 is waived from day 20 until 80. */
const config = withMaturity({
  evidence: ['security_2', 'security_4'].map((id) => evidence(id, { at: at(20), untilAt: at(160) })),
  waivers: [waiver('security_3', { at: at(20), untilAt: at(80) })],
});
const judgement = judgementOf(config, () => ({ absent: 'no_facts' }), undefined, [2, 3, 4].map((level) => vouched(level as 2 | 3 | 4))); // prettier-ignore
const quarters = new Quarters('UTC');
const readings = new Readings(config, judgement, quarters);
const standings = new Standings(config, readings, quarters, assessed);
const derivations = levelDerivations({ config, judgement, readings, standings, assessed });
const of = (name: string) => derivations.find(({ metric }) => metric.name === name)!;
const levelOf = (name: string, team: string, asOf: number) =>
  [...of(name).at(asOf)].find((sample) => sample.team === team && sample.label === 'security')!.value;
const both = (day: number, hours = 0, team = 'web') =>
  ['maturity_level', 'maturity_earned_level'].map((name) => levelOf(name, team, at(day, hours)));

describe('the level that is earned', () => {
  it('is the observed one where nothing is waived', () => {
    expect(both(60, 0, 'core')).toEqual([{ value: 1 }, { value: 1 }]);
  });
  it('leaves out what waivers hold, and what stands on it', () => {
    // Midnights 21 … 34 are fourteen at 4; without the waiver 3 is missing, and no level is skipped: 2.
    expect(both(33, 23)).toEqual([{ value: 1 }, { value: 1 }]);
    expect(both(34)).toEqual([{ value: 4 }, { value: 2 }]);
  });
  it('is the observed one again when the waiver has been over for 14 midnights', () => {
    // Its last midnight is that of day 79: 80 … 93 are fourteen without.
    expect(both(92, 23)).toEqual([{ value: 4 }, { value: 2 }]);
    expect(both(93)).toEqual([{ value: 2 }, { value: 2 }]);
  });
  it('is explained by what is met alone; the observed one by what is waived, too', () => {
    const factsOf = (metric: string) =>
      of(metric).explain({ metric, team: 'web', label: 'security' }, at(60)).facts.map(({ title, value }) => [title.slice(0, 23), value]); // prettier-ignore
    expect(factsOf('maturity_level')).toEqual([
      ['Level 2: Level 2 is so ', 2],
      ['Level 3: Level 3 is so ', 3],
      ['Level 4: Level 4 is so ', 4],
    ]);
    expect(factsOf('maturity_earned_level')).toEqual([
      ['Level 2: Level 2 is so ', 2],
      ['Level 4: Level 4 is so ', 4],
    ]);
    const metric = 'maturity_earned_level';
    const [left] = of(metric).explain({ metric, team: 'web', label: 'security' }, at(60)).excluded;
    expect(left!.reason).toContain('VP Engineering waived it until');
  });
});
