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
  const all = Array.from({ length: 12_000 }, (_, n) => n);
  const factsOf = (numbers: readonly number[], factOf = fact) =>
    Object.fromEntries(numbers.map((n) => [`R${n}`, [factOf(n)]]));

  it.each([
    ['one', 1],
    ['a few', 20],
    ['more than are looked up one by one', 40],
    ['more than are read one by one', 10_500],
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
    engine.replace(idsOf(world.current.facts), history);
    expect(engine.takeFailures().map(({ message }) => message)).toEqual([
      'no facts of incident R2 for population given: Error: no such commit',
    ]);
    expect(engine.takeFailures()).toEqual([]);
    expect(samplesOf(engine)).toStrictEqual(fresh({ R1: [fact(1)], R3: [fact(33)] }));
  });
});

describe('a root that was over long ago', () => {
  const dayMs = 86_400_000;
  const series = { metric: 'counted', team: 'all', label: '', window: '28d' } as const;
  /** The 28 days before an instant. */
  const countAt = (engine: ReturnType<typeof createEngine>, end: number) =>
    engine.at(series, { from: end - 28 * dayMs, to: end, asOf: end });
  const old = (n: number, days: number): Fact => ({ ...fact(n), at: asOf - days * dayMs }) as Fact;

  function sleeping() {
    const made: string[] = [];
    const facts: Record<string, Iterable<Fact>> = {};
    const put = (id: string, ...own: readonly Fact[]): void => {
      facts[id] = { *[Symbol.iterator]() { made.push(id); yield* own; } }; // prettier-ignore
    };
    put('R1', old(1, 100));
    put('R2', old(2, 200));
    put('R3', old(3, 5));
    const settledAt: Record<string, number> = { R1: asOf - 100 * dayMs, R2: asOf - 200 * dayMs, R3: asOf - 5 * dayMs };
    world.current = { facts: facts as unknown as World['facts'], settledAt };
    const history = fakeHistory(world.current);
    const engine = createEngine(metrics);
    const change = (...ids: readonly string[]) => engine.replace(ids.map((id) => ({ kind: 'incident', id })), history); // prettier-ignore
    change('R1', 'R2', 'R3');
    return { engine, made, put, settledAt, change };
  }

  it('costs nothing until a question reaches back to it, and then counts as ever', () => {
    const { engine, made } = sleeping();
    expect(made).toEqual([]);
    expect(countAt(engine, asOf)).toEqual({ value: 1 });
    expect(made).toEqual(['R3']);
    // The window of 28 days is asked for; who was seen in 90 days before it is, too: both of the older wake.
    expect(countAt(engine, asOf - 99 * dayMs)).toEqual({ value: 1 });
    expect(countAt(engine, asOf - 199 * dayMs)).toEqual({ value: 1 });
    expect(countAt(engine, asOf - 100 * dayMs)).toEqual({ value: 0 }); // strict: it happened at that instant
    expect(countAt(engine, asOf)).toEqual({ value: 1 });
    expect(made).toEqual(['R3', 'R1', 'R2']);
  });
  it('is as it is now when it wakes, not as it was when it fell asleep', () => {
    const { engine, put, change } = sleeping();
    put('R1', old(1, 100), old(7, 101));
    change('R1');
    expect(countAt(engine, asOf - 99 * dayMs)).toEqual({ value: 2 });
  });
  it('wakes when it is not over any more, and what was awake may fall asleep', () => {
    const { engine, put, settledAt, change } = sleeping();
    expect(countAt(engine, asOf)).toEqual({ value: 1 });
    put('R1', old(1, 100), old(7, 1));
    settledAt['R1'] = Infinity;
    settledAt['R3'] = asOf - 120 * dayMs;
    put('R3', old(3, 120));
    change('R1', 'R3');
    expect(countAt(engine, asOf)).toEqual({ value: 1 });
    expect(countAt(engine, asOf - 99 * dayMs)).toEqual({ value: 2 });
  });
});

describe('a span that is due', () => {
  it('is due as it was said last, also where nothing else of it changed', () => {
    const waiting = metric({ ...common, name: 'waiting', population, aggregate: { open: 'all' }, windows: 'instant' });
    const engine = createEngine([waiting]);
    const history = () => fakeHistory(world.current);
    const dueAfter = (...due: readonly (number | undefined)[]) => {
      const span = { from: asOf - 2 * minuteMs, to: asOf + 9 * minuteMs };
      world.current = { facts: { R1: due.map((dueAt) => ({ ...fact(1), type: 'span', span, dueAt }) as unknown as Fact) } }; // prettier-ignore
      engine.replace(idsOf({ R1: [] }), history());
      const moment = { from: asOf, to: asOf, asOf };
      return engine.explain({ metric: 'waiting', team: 'blue', label: '' }, moment).facts.map(({ dueAt }) => dueAt);
    };
    expect(dueAfter(asOf + 5 * minuteMs)).toEqual([asOf + 5 * minuteMs]);
    expect(dueAfter(asOf + 7 * minuteMs)).toEqual([asOf + 7 * minuteMs]);
    // The row of what is gone keeps nothing of it.
    expect(dueAfter()).toEqual([]);
    expect(dueAfter(undefined)).toEqual([undefined]);
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
