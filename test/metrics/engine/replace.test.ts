import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../exporter/metrics/engine.ts';
import { metric } from '../../../exporter/metrics/metric.ts';
import type { AnyMetric, Fact } from '../../../exporter/metrics/metric.ts';
import { at, fakeHistory, given } from './fake-history.ts';
import type { World } from './fake-history.ts';

const world: { current: World } = { current: { facts: {} } };
const common = { family: 'delivery', question: '?', help: '?', version: 1, unit: 'count', windows: ['28d'] } as const;
const population = given(world, ['n']);
const metrics = [
  metric({ ...common, name: 'counted', population, aggregate: { count: 'all' } }),
  metric({ ...common, name: 'added', population, aggregate: { sum: 'n' } }),
  metric({ ...common, name: 'measured', population, aggregate: { stats: 'n' } }),
] as readonly AnyMetric[];

const asOf = at('2026-03-29T00:00Z');
const minuteMs = 60_000;
const fact = (n: number): Fact => ({
  type: 'event',
  ref: { kind: 'incident', id: `R${n}` },
  // Neighbours by number are far apart in time.
  at: asOf - (1 + ((n * 7_919) % 40_000)) * minuteMs,
  teams: n % 3 === 0 ? ['red'] : n % 3 === 1 ? ['blue'] : ['red', 'blue'],
  label: '',
  values: { n },
});
const idsOf = (facts: World['facts']) => Object.keys(facts).map((id) => ({ kind: 'incident' as const, id }));
const samplesOf = (engine: ReturnType<typeof createEngine>) => [...engine.evaluate(asOf)];

function fresh(facts: World['facts']) {
  world.current = { facts };
  const engine = createEngine(metrics);
  engine.replace(idsOf(facts), fakeHistory(world.current));
  return samplesOf(engine);
}

describe('replacing roots', () => {
  const all = Array.from({ length: 1_200 }, (_, n) => n);
  const factsOf = (numbers: readonly number[], factOf = fact) =>
    Object.fromEntries(numbers.map((n) => [`R${n}`, [factOf(n)]]));

  it.each([
    ['one', 1],
    ['a few', 20],
    ['more than are looked up one by one', 40],
    ['more than are read one by one', 700],
  ])('leaves what a fresh load would make: %s', (_, changed) => {
    const facts: Record<string, readonly Fact[]> = factsOf(all);
    world.current = { facts };
    const history = fakeHistory(world.current);
    const engine = createEngine(metrics);
    engine.replace(idsOf(facts), history);
    // A third of the changed go, a third move, a third come with two facts.
    const touched = all.slice(300, 300 + changed);
    for (const n of touched) {
      if (n % 3 === 0) delete facts[`R${n}`];
      else facts[`R${n}`] = n % 3 === 1 ? [fact(n + 5_000)] : [fact(n), fact(n + 9_000)];
    }
    engine.replace(
      touched.map((n) => ({ kind: 'incident', id: `R${n}` })),
      history,
    );
    expect(samplesOf(engine)).toStrictEqual(fresh(facts));
  });
  it('takes the last of several changes of a root, and ignores kinds that nothing is made of', () => {
    const facts: Record<string, readonly Fact[]> = factsOf([1, 2, 3]);
    world.current = { facts };
    const history = fakeHistory(world.current);
    const engine = createEngine(metrics);
    engine.replace([...idsOf(facts), ...idsOf(facts), { kind: 'team', id: 'red' }], history);
    expect(samplesOf(engine)).toStrictEqual(fresh(facts));
  });
  it('says of which root no facts could be made, when all others are replaced', () => {
    const facts: Record<string, Iterable<Fact>> = factsOf([1, 2, 3]);
    world.current = { facts: facts as World['facts'] };
    const history = fakeHistory(world.current);
    const engine = createEngine(metrics);
    engine.replace(idsOf(world.current.facts), history);
    // The second breaks off after its first fact; the third, after it, changes.
    facts['R2'] = (function* () {
      yield fact(77);
      throw new Error('no such commit');
    })();
    facts['R3'] = [fact(33)];
    expect(() => engine.replace(idsOf(world.current.facts), history)).toThrow(
      '1 × no facts, first: population given of incident R2: Error: no such commit',
    );
    expect(samplesOf(engine)).toStrictEqual(fresh({ R1: [fact(1)], R3: [fact(33)] }));
  });
});

describe('an engine', () => {
  const engine = createEngine(metrics);
  const series = { metric: 'counted', team: 'red', label: '', window: '28d' } as const;
  const moment = { from: asOf - 1, to: asOf, asOf };
  it('refuses to answer before it was given anything', () => {
    expect(() => createEngine(metrics).at(series, moment)).toThrow('before it was given any facts');
  });
  it('refuses what no series can be, rather than telling nothing of it', () => {
    engine.replace([], fakeHistory({ facts: {} }));
    expect(engine.at(series, moment)).toEqual({ value: 0 });
    expect(() => engine.at({ ...series, metric: 'counter' }, moment)).toThrow('there is no metric counter');
    expect(() => engine.at({ ...series, team: 'rde' }, moment)).toThrow('metric counted has no team "rde"');
    expect(() => engine.at({ ...series, label: 'P1' }, moment)).toThrow('metric counted has no label "P1"');
    expect(() => engine.at({ ...series, stat: 'p50' }, moment)).toThrow('metric counted has the statistics (none)');
    expect(() => engine.explain({ ...series, metric: 'measured' }, moment)).toThrow('mean, p50, p90');
  });
});
