import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../exporter/config/load.ts';
import { targetOf } from '../../exporter/maturity/targets.ts';
import { linesOf, sound, surroundings } from './lines-of.ts';

const load = (yaml: string) => loadConfig(sound + yaml, surroundings);
const problems = (yaml: string): readonly string[] => linesOf(sound + yaml);

describe('the target of maturity', () => {
  it('is level 3 where nothing is said', () => {
    expect(targetOf(load(''), 'web', 'security')).toBe(3);
  });
  it('is the team’s own, else the dimension’s, else the organisation’s', () => {
    const config = load(
      'maturity: { targets: { level: 2, dimensions: { security: 4 }, teams: { web: { delivery: 5, security: 3 } } } }',
    );
    const targets = (['delivery', 'security', 'culture'] as const).map((each) => targetOf(config, 'web', each));
    expect(targets).toEqual([5, 3, 2]);
    expect(targetOf(config, 'core', 'security')).toBe(4);
  });
  it('is a level of the model, of a dimension of the model', () => {
    expect(problems('maturity: { targets: { level: 6, dimensions: { safety: 3 } } }')).toEqual([
      'maturity.targets.level: is no level. Write a whole number from 1 to 5',
      'maturity.targets.dimensions.safety: there is no such key. Remove it; the keys here are code_quality, culture, delivery, reliability, security',
    ]);
  });
});
