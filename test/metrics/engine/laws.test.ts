import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metric } from '../../../exporter/metrics/metric.ts';
import type { Aggregate, AnyMetric, Fact, Hidden, WindowName } from '../../../exporter/metrics/metric.ts';
import type { Series, Value } from '../../../exporter/metrics/engine-types.ts';
import { windowMs } from '../../../exporter/metrics/metric.ts';
import { createEngine } from '../../../exporter/metrics/engine.ts';
import { at, engineOf, fakeHistory, given } from './fake-history.ts';
import type { World } from './fake-history.ts';

const hourMs = 3_600_000;
const start = at('2026-01-01T00:00Z');
const spanHours = 60 * 24;
// Hours make ties and exact edges likely; a millisecond beside them makes both sides of an edge likely.
const instant = fc
  .tuple(fc.integer({ min: 0, max: spanHours }), fc.constantFrom(0, 0, 1, -1))
  .map(([h, ms]) => start + h * hourMs + ms);
const interval = fc.tuple(instant, instant).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 }));
const teams = fc.constantFrom<readonly string[]>(['red'], ['blue'], ['red', 'blue'], []);
const value = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 0, max: 1e9 }),
  fc.constant({ leftOut: 'not_applicable' as const }),
);
const flag = fc.constantFrom(0, 1, { leftOut: 'not_applicable' as const });

const common = fc.record({
  teams,
  label: fc.constantFrom('shop', 'mail'),
  carrier: fc.integer({ min: 1, max: 3 }).map((n) => n as Hidden),
  values: fc.record({ ms: value, met: flag, group: fc.constantFrom(0, 1, 2, { leftOut: 'not_applicable' as const }) }),
  only: fc.option(fc.constantFrom('teams' as const, 'all' as const), { nil: undefined, freq: 5 }),
});
type Common = { readonly teams: readonly string[]; readonly label: string };
const withRef = (c: object, id: string): Fact =>
  ({
    ref: { kind: 'incident', id },
    ...Object.fromEntries(Object.entries(c).filter(([, v]) => v !== undefined)),
  }) as Fact;

const event = fc
  .tuple(common, instant, fc.option(interval, { nil: undefined }))
  .map(([c, when, known]) => ({ type: 'event' as const, at: when, known, ...c }));
const verdict = fc
  .tuple(
    common,
    instant,
    fc.uniqueArray(interval, { maxLength: 2, comparator: (a, b) => a.from < b.to && b.from < a.to }),
  )
  .map(([c, when, holds]) => ({
    type: 'verdict' as const,
    at: when,
    holds: [...holds].sort((a, b) => a.from - b.from),
    ...c,
  }));
// Fractions, whose sum depends on the order; below zero; unknown; and spans that say nothing.
const state = fc.constantFrom(0.1, 0.2, 0.7, 1e9, -0.3, -0, 0, null, undefined);
const span = fc
  .tuple(common, interval, fc.boolean(), fc.integer({ min: 0, max: 5 }), fc.boolean(), state)
  .map(([c, s, endless, before, paused, told]) => ({
    type: 'span' as const,
    ...(told !== undefined && { state: told }),
    span: endless ? { from: s.from, to: Infinity } : s,
    elapsedBefore: before * hourMs,
    paused,
    ...c,
  }));

const worldOf = (facts: fc.Arbitrary<Common>, lists = fc.array(facts, { maxLength: 12 })): fc.Arbitrary<World> =>
  fc.array(lists, { maxLength: 5 }).map((roots) => ({
    facts: Object.fromEntries(roots.map((list, i) => [`R${i}`, list.map((fact) => withRef(fact, `R${i}`))])),
  }));

const current: { current: World } = { current: { facts: {} } };
const source = given(current, ['ms', 'met', 'group'], 'services');
const unlabelled = {
  ...source,
  *factsOf(root: { readonly id: string }) {
    for (const fact of current.current.facts[root.id] ?? [])
      yield fact.type === 'excluded' ? fact : { ...fact, label: '' };
  },
};
let made = 0;
const metricOf = (aggregate: Aggregate<string>, more: Partial<AnyMetric> = {}): AnyMetric =>
  metric({
    name: `m${(made += 1)}`,
    family: 'reliability',
    question: '?',
    help: '?',
    version: 1,
    unit: 'count',
    population: source,
    label: { name: 'service' },
    aggregate,
    windows: ['7d', '28d'],
    ...more,
  } as AnyMetric);

const ofEvents: readonly AnyMetric[] = [
  metricOf({ count: 'all' }),
  metricOf({ count: 'all' }, { zeros: 'seen90d' }),
  metricOf({ count: 'holding' }),
  metricOf({ sum: 'ms' }, { unit: 'lines' }),
  metricOf({ distinct: 'group' }),
  metricOf({ stats: 'ms' }, { unit: 'seconds' }),
  metricOf({ stats: 'ms' }, { unit: 'seconds', all: 'max' }),
  metricOf({ ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] }, { unit: 'ratio' }),
  metricOf({ ratio: [{ count: 'all' }, { acrossTeams: { count: 'all' } }] }, { unit: 'ratio', all: 'none' }),
  metricOf({ ratio: [{ count: 'all' }, { window: 'businessDays' }] }, { unit: 'per_day' }),
  metricOf(
    { ratio: [{ largestCarrier: { count: 'all' }, minCarriers: 2, minFacts: 3 }, { count: 'all' }] },
    { unit: 'ratio', all: 'none' },
  ),
  metricOf({ latest: 'at' }, { unit: 'timestamp', windows: 'ever' }),
  metricOf({ count: { flag: 'met' } }, { windows: 'ever' }),
  metricOf({ ratio: [{ largestCarrier: { sum: 'ms' }, minCarriers: 2, minFacts: 2 }, { sum: 'ms' }] }, { all: 'none' }),
];
const ofCarriers: readonly AnyMetric[] = [
  metricOf({ count: 'all' }, { onlyWhere: { population: unlabelled, term: { count: 'all' }, atLeast: 2 } }),
  metricOf({ stats: 'ms' }, { onlyWhere: { population: unlabelled, term: { sum: 'ms' }, atLeast: 2 } }),
];
const ofSpans: readonly AnyMetric[] = [
  metricOf({ open: 'all' }, { windows: 'instant' }),
  metricOf({ open: { flag: 'met' } }, { windows: 'instant' }),
  metricOf({ ratio: [{ open: { flag: 'met' } }, { open: 'all' }] }, { unit: 'ratio', windows: 'instant' }),
  metricOf({ ratio: [{ covered: { flag: 'met' } }, { covered: 'all' }] }, { unit: 'ratio' }),
  metricOf({ oldest: 'calendar' }, { unit: 'seconds', windows: 'instant' }),
  metricOf({ oldest: 'business' }, { unit: 'seconds', windows: 'instant', all: 'max' }),
  metricOf({ longest: 'clipped' }, { unit: 'seconds', all: 'max' }),
  metricOf({ state: 'least' }, { unit: 'ratio', windows: 'instant' }),
  metricOf({ state: 'most' }, { unit: 'ratio', windows: 'instant' }),
  metricOf({ state: 'most' }, { unit: 'ratio', windows: 'instant', all: 'max' }),
  metricOf({ state: 'total' }, { windows: 'instant' }),
  metricOf({ oldest: 'business', where: { flag: 'met' } }, { unit: 'seconds', windows: 'instant' }),
  metricOf(
    { ratio: [{ largestCarrier: { covered: 'all' }, minCarriers: 2, minFacts: 2 }, { covered: 'all' }] },
    { unit: 'ratio', all: 'none' },
  ),
  metricOf(
    { covered: { known: 'ms' } },
    { onlyWhere: { population: unlabelled, term: { covered: { flag: 'met' } }, atLeast: 2 } },
  ),
  metricOf(
    { open: 'all' },
    { windows: 'instant', onlyWhere: { population: unlabelled, term: { open: 'all' }, atLeast: 2 } },
  ),
];

const lengthOf = (series: Series): number => (series.window ? windowMs[series.window] : 0);
const instants = fc.uniqueArray(instant, { minLength: 1, maxLength: 25 }).map((list) => list.sort((a, b) => a - b));

function expectSlidEqualsFresh(
  metrics: readonly AnyMetric[],
  world: World,
  when: readonly number[],
  limits: Partial<World> = {},
): void {
  current.current = world;
  const engine = engineOf(metrics, { ...world, ...limits });
  for (const { name } of metrics) {
    const seen = new Map<string, Uint8Array>();
    engine.slide(name, when, (series, first, end, slid) => {
      for (let index = first; index < end; index += 1) {
        const asOf = when[index]!;
        expect(slid).toStrictEqual(engine.at(series, { from: asOf - lengthOf(series), to: asOf, asOf }));
      }
      const key = JSON.stringify(series);
      const covered = seen.get(key) ?? seen.set(key, new Uint8Array(when.length)).get(key)!;
      covered.fill(1, first, end);
    });
    for (const covered of seen.values()) expect(covered.every((one) => one === 1)).toBe(true);
  }
}

describe('laws of the engine', () => {
  it('a slid window of events and verdicts equals a fresh one', () => {
    fc.assert(
      fc.property(worldOf(fc.oneof(event, verdict) as fc.Arbitrary<Common>), instants, (world, when) =>
        expectSlidEqualsFresh([...ofEvents, ...ofCarriers], world, when),
      ),
      { numRuns: 60 },
    );
  });
  it('a slid instant of spans equals a fresh one', () => {
    fc.assert(
      fc.property(worldOf(span as fc.Arbitrary<Common>), instants, (world, when) =>
        expectSlidEqualsFresh(ofSpans, world, when),
      ),
      { numRuns: 60 },
    );
  });
  it('slides over the edges of what was read like a fresh look', () => {
    fc.assert(
      fc.property(
        worldOf(event as fc.Arbitrary<Common>),
        instants,
        instant,
        instant,
        (world, when, completeFromAt, watermarkAt) =>
          expectSlidEqualsFresh(ofEvents.slice(0, 8), world, when, {
            completeFromAt: completeFromAt - 10 * 24 * hourMs,
            watermarkAt,
          }),
      ),
      { numRuns: 40 },
    );
  });
  it('a root that is replaced leaves nothing behind: any order of changes equals a fresh load', () => {
    const changes = fc.array(
      fc.tuple(
        fc.constantFrom('R0', 'R1', 'R2'),
        fc.array(fc.oneof(event, verdict) as fc.Arbitrary<Common>, { maxLength: 5 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(changes, instant, (list, asOf) => {
        const engine = createEngine(ofEvents);
        const facts: Record<string, readonly Fact[]> = {};
        const history = fakeHistory({ facts });
        for (const [id, next] of list) {
          facts[id] = next.map((fact) => withRef(fact, id));
          current.current = { facts };
          engine.replace([{ kind: 'incident', id }], history);
        }
        if (list.length === 0) return;
        const fresh = engineOf(ofEvents, { facts });
        expect([...engine.evaluate(asOf)]).toStrictEqual([...fresh.evaluate(asOf)]);
      }),
      { numRuns: 60 },
    );
  });
  it('all is the union of the teams: every fact once', () => {
    const [counts] = ofEvents;
    fc.assert(
      fc.property(
        worldOf(event.map((fact) => ({ ...fact, only: undefined })) as fc.Arbitrary<Common>),
        instant,
        (world, asOf) => {
          current.current = world;
          const engine = engineOf([counts!], world);
          const window: WindowName = '28d';
          for (const label of ['shop', 'mail']) {
            const expected = Object.values(world.facts)
              .flat()
              .filter(
                (fact) =>
                  fact.type === 'event' && fact.label === label && fact.at >= asOf - windowMs[window] && fact.at < asOf,
              )
              .filter(
                (fact) => fact.type === 'event' && (!fact.known || (fact.known.from < asOf && asOf <= fact.known.to)),
              ).length;
            const answer = engine.at(
              { metric: counts!.name, team: 'all', label, window },
              { from: asOf - windowMs[window], to: asOf, asOf },
            );
            expect((answer as Extract<Value, { value: number }>).value).toBe(expected);
          }
        },
      ),
    );
  });
  it('the least state of all is the least of the teams and of nobody', () => {
    const least = metricOf({ state: 'least' }, { unit: 'ratio', windows: 'instant' });
    const everywhere = span.map((fact) => ({ ...fact, only: undefined })) as fc.Arbitrary<Common>;
    fc.assert(
      fc.property(worldOf(everywhere), instant, (world, asOf) => {
        current.current = world;
        const engine = engineOf([least], world);
        const of = (team: string): Value =>
          engine.at({ metric: least.name, team, label: 'shop' }, { from: asOf, to: asOf, asOf });
        const parts = ['red', 'blue', 'unattributed'].flatMap((team) => {
          const value = of(team);
          return 'value' in value ? [value.value] : [];
        });
        const whole = of('all');
        expect('value' in whole ? whole.value : Infinity).toBe(Math.min(...parts));
      }),
    );
  });
  it('as of an instant nothing later matters', () => {
    fc.assert(
      fc.property(worldOf(event as fc.Arbitrary<Common>), instant, (world, asOf) => {
        current.current = world;
        const before = [...engineOf(ofEvents, world).evaluate(asOf)];
        const past: World = {
          facts: Object.fromEntries(
            Object.entries(world.facts).map(([id, list]) => [
              id,
              list.filter((fact) => fact.type !== 'event' || fact.at < asOf),
            ]),
          ),
        };
        current.current = past;
        expect([...engineOf(ofEvents, past).evaluate(asOf)]).toStrictEqual(before);
      }),
    );
  });
});
