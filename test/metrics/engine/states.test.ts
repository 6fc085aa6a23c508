import { describe, expect, it } from 'vitest';
import type { AnyMetric, Fact } from '../../../exporter/metrics/metric.ts';
import type { Engine } from '../../../exporter/metrics/engine-types.ts';
import { at, engineOf, given } from './fake-history.ts';
import type { World } from './fake-history.ts';

const noon = at('2026-03-02T12:00Z');
const hour = 3_600_000;

const spanOf = (id: string, teams: readonly string[], from: number, to: number, state: number | null): Fact => ({
  type: 'span',
  ref: { kind: 'reading', id },
  teams,
  label: '',
  span: { from: noon + from * hour, to: noon + to * hour },
  state,
  values: {},
});
const world: { current: World } = { current: { facts: {} } };
const population = given(world, []);
const metrics = (['least', 'most', 'total'] as const).map((state): AnyMetric => ({
  name: state,
  family: 'flow',
  question: '?',
  help: '?',
  version: 1,
  unit: 'ratio',
  population,
  aggregate: { state },
  windows: 'instant',
}));

function told(facts: readonly Fact[], team = 'red', asOf = noon): readonly (number | string)[] {
  const engine = engineWith(facts);
  return metrics.map(({ name }) => {
    const value = engine.at({ metric: name, team, label: '' }, { from: asOf, to: asOf, asOf });
    return 'value' in value ? value.value : value.absent;
  });
}
function engineWith(facts: readonly Fact[]): Engine {
  world.current = { facts: { R: facts } };
  return engineOf(metrics, world.current);
}

describe('the state of what is open', () => {
  it('is the least, the most, or all together, below zero too', () => {
    // -0.5 + 0.25 + 2 = 1.75
    const facts = [
      spanOf('a', ['red'], -1, 1, 0.25),
      spanOf('b', ['red'], -1, 1, -0.5),
      spanOf('c', ['red'], -1, 1, 2),
    ];
    expect(told(facts)).toEqual([-0.5, 2, 1.75]);
  });
  it('counts after its start, up to and with its end', () => {
    const facts = [spanOf('a', ['red'], 0, 1, 0.25)];
    expect(told(facts, 'red', noon)).toEqual(['no_facts', 'no_facts', 0]);
    expect(told(facts, 'red', noon + 1)).toEqual([0.25, 0.25, 0.25]);
    expect(told(facts, 'red', noon + hour)).toEqual([0.25, 0.25, 0.25]);
    expect(told(facts, 'red', noon + hour + 1)).toEqual(['no_facts', 'no_facts', 0]);
  });
  it('that nobody knows makes no least and no most unknown where another is known, and every total', () => {
    const unknown = spanOf('b', ['red'], -1, 1, null);
    expect(told([spanOf('a', ['red'], -1, 1, 0.25), unknown])).toEqual([0.25, 0.25, 'stale']);
    expect(told([unknown])).toEqual(['stale', 'stale', 'stale']);
  });
  it('is that of every team for all, and of nobody where no team has it', () => {
    const facts = [spanOf('a', ['red'], -1, 1, 0.25), spanOf('b', ['blue'], -1, 1, 0.5), spanOf('c', [], -1, 1, 4)];
    expect(told(facts, 'all')).toEqual([0.25, 4, 4.75]);
    expect(told(facts, 'unattributed')).toEqual([4, 4, 4]);
    expect(told(facts.slice(0, 2), 'unattributed')).toEqual(['no_facts', 'no_facts', 'no_facts']);
  });
  it('is explained by each that is known, and by why the others are left out', () => {
    const facts = [
      spanOf('a', ['red'], -1, 1, 0.25),
      spanOf('b', ['red'], -2, 1, null),
      spanOf('c', ['red'], -1, 1, 3),
    ];
    const series = { metric: 'least', team: 'red', label: '' };
    const { facts: shown, excluded } = engineWith(facts).explain(series, { from: noon, to: noon, asOf: noon });
    expect(shown.map(({ ref, value }) => [ref.id, value])).toEqual([
      ['a', 0.25],
      ['c', 3],
    ]);
    expect(excluded).toEqual([{ ref: { kind: 'reading', id: 'b' }, at: noon - 2 * hour, reason: 'reading_too_old' }]);
  });
});
