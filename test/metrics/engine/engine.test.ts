import { describe, expect, it } from 'vitest';
import { metric } from '../../../exporter/metrics/metric.ts';
import type { Aggregate, AnyMetric, EventFact, Fact, Hidden, SpanFact } from '../../../exporter/metrics/metric.ts';
import { at, engineOf, given } from './fake-history.ts';
import type { World } from './fake-history.ts';

const world: { current: World } = { current: { facts: {} } };
const source = given(world, ['ms', 'met']);
const metricOf = (aggregate: Aggregate<string>, more: Partial<AnyMetric> = {}): AnyMetric =>
  metric({
    name: 'm',
    family: 'reliability',
    question: '?',
    help: '?',
    version: 1,
    unit: 'count',
    population: source,
    aggregate,
    windows: ['28d'],
    ...more,
  } as AnyMetric);
const event = (when: string, more: Partial<EventFact<string, string>> = {}): Fact => ({
  type: 'event',
  ref: { kind: 'incident', id: when },
  at: at(when),
  teams: ['red'],
  label: '',
  values: { ms: 0, met: 0 },
  ...more,
});
const span = (from: string, to: string | null, more: Partial<SpanFact<string, string>> = {}): Fact => ({
  type: 'span',
  ref: { kind: 'incident', id: from },
  span: { from: at(from), to: to === null ? Infinity : at(to) },
  teams: ['red'],
  label: '',
  values: { ms: 0, met: 0 },
  ...more,
});

function load(one: AnyMetric, facts: readonly Fact[], limits: Partial<World> = {}) {
  world.current = { facts: { R: facts }, ...limits };
  return engineOf([one], world.current);
}
const asOf = at('2026-03-29T00:00Z'); // 28 d before: 2026-03-01
const moment = { from: at('2026-03-01T00:00Z'), to: asOf, asOf };
const read = (
  one: AnyMetric,
  facts: readonly Fact[],
  team = 'red',
  stat?: 'mean' | 'p50' | 'p90',
  limits: Partial<World> = {},
) => load(one, facts, limits).at({ metric: 'm', team, label: '', window: '28d', ...(stat && { stat }) }, moment);
const ms = (value: number) => ({ values: { ms: value, met: 0 } });
const counted = metricOf({ count: 'all' });
const hourMs = 3_600_000;

describe('a window', () => {
  it('holds its start and not its end', () => {
    expect(read(counted, [event('2026-03-01T00:00Z')])).toEqual({ value: 1 });
    expect(read(counted, [event('2026-02-28T23:59:59.999Z')])).toEqual({ value: 0 });
    expect(read(counted, [event('2026-03-28T23:59:59.999Z')])).toEqual({ value: 1 });
    expect(read(counted, [event('2026-03-29T00:00Z')])).toEqual({ value: 0 });
  });
  it('of the past is judged as of any later instant', () => {
    // An event at 10 March, known until 5 April: as of 5 April it counts, a millisecond later it does not.
    const facts = [
      event('2026-03-10T00:00Z', { known: { from: at('2026-03-10T00:00Z'), to: at('2026-04-05T00:00Z') } }),
    ];
    const engine = load(counted, facts);
    const series = { metric: 'm', team: 'red', label: '', window: '28d' } as const;
    expect(engine.at(series, { ...moment, asOf: at('2026-04-05T00:00Z') })).toEqual({ value: 1 });
    expect(engine.at(series, { ...moment, asOf: at('2026-04-05T00:00:00.001Z') })).toEqual({ value: 0 });
  });
  it('does not see an event at the instant itself', () => {
    const engine = load(counted, [event('2026-03-10T00:00Z')]);
    const series = { metric: 'm', team: 'red', label: '', window: '28d' } as const;
    expect(engine.at(series, { ...moment, asOf: at('2026-03-10T00:00Z') })).toEqual({ value: 0 });
    expect(engine.at(series, { ...moment, asOf: at('2026-03-10T00:00:00.001Z') })).toEqual({ value: 1 });
  });
});

describe('a verdict', () => {
  const failed = metricOf({ ratio: [{ count: 'holding' }, { count: 'all' }] }, { unit: 'ratio' });
  // Deployed at 10:00, incident 20 h later, taken over by a remedy at 15 March.
  const deployment = {
    ...event('2026-03-10T10:00Z'),
    type: 'verdict',
    holds: [{ from: at('2026-03-11T06:00Z'), to: at('2026-03-15T00:00Z') }],
  } as Fact;
  const engine = load(failed, [deployment]);
  const as = (when: string) =>
    engine.at({ metric: 'm', team: 'red', label: '', window: '28d' }, { ...moment, asOf: at(when) });
  it('does not hold an hour after the deployment, nor at the very instant of its cause', () => {
    expect(as('2026-03-10T11:00Z')).toEqual({ value: 0, numerator: 0, denominator: 1 });
    expect(as('2026-03-11T06:00Z')).toEqual({ value: 0, numerator: 0, denominator: 1 });
  });
  it('holds as of any instant after it, up to the one that ends it', () => {
    expect(as('2026-03-11T06:00:00.001Z')).toEqual({ value: 1, numerator: 1, denominator: 1 });
    expect(as('2026-03-15T00:00Z')).toEqual({ value: 1, numerator: 1, denominator: 1 });
    expect(as('2026-03-15T00:00:00.001Z')).toEqual({ value: 0, numerator: 0, denominator: 1 });
  });
});

describe('statistics', () => {
  const times = metricOf({ stats: 'ms' }, { unit: 'seconds' });
  const of = (stat: 'mean' | 'p50' | 'p90', ...hours: number[]) =>
    read(
      times,
      hours.map((h, i) => event(`2026-03-1${i}T00:00Z`, ms(h * hourMs))),
      'red',
      stat,
    );
  it('interpolate between closest ranks', () => {
    expect(of('p50', 72, 24)).toEqual({ value: 48 * 3_600, samples: 2 }); // 24 + 0.5 × 48
    expect(of('p50', 6, 12, 12)).toEqual({ value: 12 * 3_600, samples: 3 });
    expect(of('p90', 1, 2, 3, 4, 5)).toEqual({ value: 4.6 * 3_600, samples: 5 }); // rank 0.9 × 4 = 3.6: 4 + 0.6
  });
  it('find a rank that is a whole number without a rounding error', () => {
    // 71 numbers 0 h … 70 h: rank 0.9 × 70 = 63 exactly, whatever 0.9 × 70 is in binary.
    const facts = Array.from({ length: 71 }, (_, h) => event('2026-03-10T00:00Z', ms(h * hourMs)));
    expect(read(times, facts, 'red', 'p90')).toEqual({ value: 63 * 3_600, samples: 71 });
  });
  it('leave out a negative number: an end before its start', () => {
    const facts = [event('2026-03-10T00:00Z', ms(-1)), event('2026-03-11T00:00Z', ms(0))];
    expect(read(times, facts, 'red', 'mean')).toEqual({ value: 0, samples: 1 });
    const { excluded } = load(times, facts).explain(
      { metric: 'm', team: 'red', label: '', window: '28d', stat: 'mean' },
      moment,
    );
    expect(excluded.map(({ reason }) => reason)).toEqual(['impossible_order']);
  });
  it('sort numbers as numbers', () => {
    expect(of('p50', 9, 10, 100)).toEqual({ value: 10 * 3_600, samples: 3 }); // by letters it would be 100
  });
  it('give the mean of exact sums', () => {
    // Lead times of 972,844 s and 1,046,220 s: (972,844 + 1,046,220) / 2 = 1,009,532.
    const facts = [event('2026-03-10T00:00Z', ms(972_844_000)), event('2026-03-11T00:00Z', ms(1_046_220_000))];
    expect(read(times, facts, 'red', 'mean')).toEqual({ value: 1_009_532, samples: 2 });
    // Restores of 2,306, 278 and 1,292 s: 3,876 / 3 = 1,292.
    const restores = [2_306, 278, 1_292].map((s, i) => event(`2026-03-1${i}T00:00Z`, ms(s * 1_000)));
    expect(read(times, restores, 'red', 'mean')).toEqual({ value: 1_292, samples: 3 });
  });
  it('leave out what has no value, with its reason', () => {
    const facts = [
      event('2026-03-10T00:00Z', ms(5_000)),
      event('2026-03-11T00:00Z', { values: { ms: { leftOut: 'stage_not_reached' }, met: 0 } }),
    ];
    expect(read(times, facts, 'red', 'mean')).toEqual({ value: 5, samples: 1 });
    expect(
      load(times, facts).explain({ metric: 'm', team: 'red', label: '', window: '28d', stat: 'mean' }, moment),
    ).toEqual({
      value: { value: 5, samples: 1 },
      facts: [{ ref: { kind: 'incident', id: '2026-03-10T00:00Z' }, at: at('2026-03-10T00:00Z'), value: 5 }],
      excluded: [
        {
          ref: { kind: 'incident', id: '2026-03-11T00:00Z' },
          at: at('2026-03-11T00:00Z'),
          reason: 'stage_not_reached',
        },
      ],
    });
  });
});

describe('absence', () => {
  const ratio = metricOf({ ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] }, { unit: 'ratio' });
  it('is for ratios and durations over nothing, not for counts', () => {
    expect(read(counted, [])).toEqual({ value: 0 });
    expect(read(ratio, [])).toEqual({ absent: 'no_facts' });
    expect(read(metricOf({ stats: 'ms' }), [], 'red', 'p50')).toEqual({ absent: 'no_facts' });
    expect(read(metricOf({ oldest: 'calendar' }), [])).toEqual({ absent: 'no_facts' });
  });
  it('is for an unattributed nothing, and a rate of it', () => {
    const rate = metricOf({ ratio: [{ count: 'all' }, { window: 'businessDays' }] }, { unit: 'per_day' });
    expect(read(counted, [], 'unattributed')).toEqual({ absent: 'no_facts' });
    expect(read(rate, [], 'unattributed')).toEqual({ absent: 'no_facts' });
    expect(read(rate, [], 'red')).toMatchObject({ value: 0 });
    expect(read(counted, [event('2026-03-10T00:00Z', { teams: [] })], 'unattributed')).toEqual({ value: 1 });
  });
  it('is for a share whose denominator is there and unattributed has none met: numerator 0 stands', () => {
    expect(read(ratio, [event('2026-03-10T00:00Z', { teams: [] })], 'unattributed')).toEqual({
      value: 0,
      numerator: 0,
      denominator: 1,
    });
  });
  it('is for a window that was not read to its start', () => {
    const limits = (completeFromAt: number) => ({ completeFromAt });
    expect(read(counted, [], 'red', undefined, limits(moment.from))).toEqual({ value: 0 });
    expect(read(counted, [], 'red', undefined, limits(moment.from + 1))).toEqual({ absent: 'incomplete' });
    expect(read(counted, [], 'red', undefined, { completeFromAt: null })).toEqual({ absent: 'incomplete' });
  });
  it('is for a source that was read more than two hours before', () => {
    expect(read(counted, [], 'red', undefined, { watermarkAt: asOf - 7_200_000 })).toEqual({ value: 0 });
    expect(read(counted, [], 'red', undefined, { watermarkAt: asOf - 7_200_001 })).toEqual({ absent: 'stale' });
  });
  it('is for a source that is not configured, unless the definition can do without', () => {
    expect(read(counted, [], 'red', undefined, { notConfigured: ['incidents'] })).toEqual({ absent: 'not_configured' });
    const optional = metricOf(
      { count: 'all' },
      { population: given(world, ['ms'], [''], { needs: [{ signal: 'incidents', optional: true }] }) },
    );
    expect(read(optional, [], 'red', undefined, { notConfigured: ['incidents'] })).toEqual({ value: 0 });
  });
  it('reaches as far back as the definition looks', () => {
    const dayMs = 24 * hourMs;
    const back = metricOf(
      { count: 'all' },
      { population: given(world, ['ms'], [''], { needs: [{ signal: 'incidents', lookbackDays: 90 }] }) },
    );
    const limits = (completeFromAt: number) => ({ completeFromAt });
    expect(read(back, [], 'red', undefined, limits(moment.from - 90 * dayMs))).toEqual({ value: 0 });
    expect(read(back, [], 'red', undefined, limits(moment.from - 90 * dayMs + 1))).toEqual({ absent: 'incomplete' });
  });
  it('is for a label whose signal is not there', () => {
    const byPriority = metricOf(
      { count: 'all' },
      {
        population: given(world, ['ms'], ['P1', 'none']),
        label: { name: 'priority', needs: { P1: 'priorities' } },
      },
    );
    const engine = load(byPriority, [], { notConfigured: ['priorities'] });
    const as = (label: string) => engine.at({ metric: 'm', team: 'red', label, window: '28d' }, moment);
    expect(as('P1')).toEqual({ absent: 'not_configured' });
    expect(as('none')).toEqual({ value: 0 });
  });
  it('is for a team with too few carriers in another population', () => {
    const other = given(world, ['ms', 'met'], [''], { id: 'carriers' });
    const told = metricOf(
      { count: 'all' },
      { onlyWhere: { population: other, term: { count: { flag: 'met' } }, atLeast: 2 } },
    );
    const carried = (when: string, who: number, met: number) =>
      event(when, { carrier: who as Hidden, values: { ms: 0, met } });
    const [a, b] = [carried('2026-03-10T00:00Z', 1, 1), carried('2026-03-11T00:00Z', 2, 1)];
    expect(read(told, [a, b])).toEqual({ value: 2 });
    expect(read(told, [a, carried('2026-03-11T00:00Z', 2, 0)])).toEqual({ absent: 'too_few' });
    expect(read(told, [a, carried('2026-03-11T00:00Z', 1, 1)])).toEqual({ absent: 'too_few' });
  });
  it('is for a share that would point at a person', () => {
    const share = metricOf(
      { ratio: [{ largestCarrier: { count: 'all' }, minCarriers: 2, minFacts: 3 }, { count: 'all' }] },
      { unit: 'ratio' },
    );
    const page = (when: string, who: number) => event(when, { carrier: who as Hidden });
    const three = [page('2026-03-10T00:00Z', 1), page('2026-03-11T00:00Z', 1), page('2026-03-12T00:00Z', 2)];
    expect(read(share, three)).toEqual({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(read(share, three.slice(0, 2))).toEqual({ absent: 'too_few' });
    expect(read(share, [...three.slice(0, 2), page('2026-03-13T00:00Z', 1)])).toEqual({ absent: 'too_few' });
  });
});

describe('teams', () => {
  it('share a fact that belongs to both, and all counts it once', () => {
    const facts = [
      event('2026-03-10T00:00Z', { teams: ['red', 'blue'] }),
      event('2026-03-11T00:00Z', { teams: ['blue'] }),
    ];
    expect(['red', 'blue', 'all'].map((team) => read(counted, facts, team))).toEqual([
      { value: 1 },
      { value: 2 },
      { value: 2 },
    ]);
  });
  it('get what is for teams, and all what is for all', () => {
    const facts = [
      event('2026-03-10T00:00Z', { only: 'teams' }),
      event('2026-03-11T00:00Z', { only: 'all' }),
      event('2026-03-12T00:00Z', { only: 'all' }),
    ];
    expect(['red', 'all'].map((team) => read(counted, facts, team))).toEqual([{ value: 1 }, { value: 2 }]);
  });
});

describe('rates', () => {
  it('are never rounded down: 3 in 4 business days is 0.75 a day', () => {
    const rate = metricOf({ ratio: [{ count: 'all' }, { window: 'businessDays' }] }, { unit: 'per_day' });
    const facts = [event('2026-03-02T10:00Z'), event('2026-03-03T10:00Z'), event('2026-03-04T10:00Z')];
    // Monday 2 March up to Friday 6 March: four working dates.
    const engine = load(rate, facts);
    const window = { from: at('2026-03-02T00:00Z'), to: at('2026-03-06T00:00Z'), asOf };
    expect(engine.at({ metric: 'm', team: 'red', label: '', window: '28d' }, window)).toEqual({
      value: 0.75,
      numerator: 3,
      denominator: 4,
    });
  });
});

describe('a window that is not over', () => {
  it('is divided by the days that have been', () => {
    const rate = metricOf({ ratio: [{ count: 'all' }, { window: 'businessDays' }] }, { unit: 'per_day' });
    const engine = load(rate, [event('2026-03-02T10:00Z')]);
    // Monday 2 March to Saturday, as of Wednesday 00:00: two working dates.
    const window = { from: at('2026-03-02T00:00Z'), to: at('2026-03-07T00:00Z'), asOf: at('2026-03-04T00:00Z') };
    expect(engine.at({ metric: 'm', team: 'red', label: '', window: '28d' }, window)).toEqual({
      value: 0.5,
      numerator: 1,
      denominator: 2,
    });
  });
});

describe('what has no window', () => {
  const as = (one: AnyMetric, facts: readonly Fact[], when: string, from = when) =>
    load(one, facts).at({ metric: 'm', team: 'red', label: '' }, { from: at(from), to: at(when), asOf: at(when) });
  const facts = [event('2021-03-10T00:00Z'), event('2026-03-10T00:00Z')];
  it('takes every event before the instant', () => {
    const ever = metricOf({ count: 'all' }, { windows: 'ever' });
    expect(as(ever, facts, '2026-03-10T00:00Z')).toEqual({ value: 1 });
    expect(as(ever, facts, '2026-03-10T00:00:00.001Z')).toEqual({ value: 2 });
    expect([...load(ever, facts).evaluate(asOf)][0]?.[1]).toEqual({ value: 2 });
  });
  it('tells the latest in seconds', () => {
    const latest = metricOf({ latest: 'at' }, { unit: 'timestamp', windows: 'ever' });
    // 2021-03-10T00:00Z is 1,615,334,400 s after 1970.
    expect(as(latest, facts, '2026-03-10T00:00Z')).toEqual({ value: 1_615_334_400 });
    expect(as(latest, facts, '2021-03-10T00:00Z')).toEqual({ absent: 'no_facts' });
  });
});

describe('spans', () => {
  const open = metricOf({ open: 'all' }, { windows: 'instant' });
  const as = (one: AnyMetric, facts: readonly Fact[], when: string, team = 'red') =>
    load(one, facts).at({ metric: 'm', team, label: '' }, { from: at(when), to: at(when), asOf: at(when) });
  it('are open after their start, up to their end', () => {
    const facts = [span('2026-03-10T00:00Z', '2026-03-12T00:00Z')];
    expect(as(open, facts, '2026-03-10T00:00Z')).toEqual({ value: 0 });
    expect(as(open, facts, '2026-03-10T00:00:00.001Z')).toEqual({ value: 1 });
    expect(as(open, facts, '2026-03-12T00:00Z')).toEqual({ value: 1 });
    expect(as(open, facts, '2026-03-12T00:00:00.001Z')).toEqual({ value: 0 });
  });
  it('age on the clock that is named, with what was on it before, and not while paused', () => {
    const [calendar, business] = [
      metricOf({ oldest: 'calendar' }, { unit: 'seconds', windows: 'instant' }),
      metricOf({ oldest: 'business' }, { unit: 'seconds', windows: 'instant' }),
    ];
    // Friday 20 March 16:00 to Monday 23 March 10:00: 66 h by the calendar, 1 + 1 h of business.
    const facts = [span('2026-03-20T16:00Z', null, { elapsedBefore: hourMs })];
    expect(as(calendar, facts, '2026-03-23T10:00Z')).toEqual({ value: 67 * 3_600 });
    expect(as(business, facts, '2026-03-23T10:00Z')).toEqual({ value: 3 * 3_600 });
    expect(
      as(calendar, [span('2026-03-20T16:00Z', null, { elapsedBefore: hourMs, paused: true })], '2026-03-23T10:00Z'),
    ).toEqual({ value: 3_600 });
  });
  it('age for all on the calendar of their own team', () => {
    const business = metricOf({ oldest: 'business' }, { unit: 'seconds', windows: 'instant' });
    // Friday 20 March 16:00 to Monday 23 March 10:00: red 1 + 1 h; blue, who works at weekends, 1 + 8 + 8 + 1 h.
    const facts = [
      span('2026-03-20T16:00Z', null, { teams: ['red'] }),
      span('2026-03-20T16:00Z', null, { teams: ['blue'] }),
    ];
    const of = (team: string) => as(business, facts, '2026-03-23T10:00Z', team);
    expect(of('red')).toEqual({ value: 2 * 3_600 });
    expect(of('blue')).toEqual({ value: 18 * 3_600 });
    expect(of('all')).toEqual({ value: 18 * 3_600 });
  });
  it('cover what of them lies in the window', () => {
    const longest = metricOf({ longest: 'clipped' }, { unit: 'seconds', all: 'max' });
    // 27 February to 3 March is clipped to 1–3 March: 48 h; 10 March 00:00–12:00 is 12 h.
    const facts = [
      span('2026-02-27T00:00Z', '2026-03-03T00:00Z'),
      span('2026-03-10T00:00Z', '2026-03-10T12:00Z', { teams: ['blue'] }),
    ];
    expect(read(longest, facts)).toEqual({ value: 48 * 3_600 });
    expect(read(longest, facts, 'blue')).toEqual({ value: 12 * 3_600 });
    expect(read(longest, facts, 'all')).toEqual({ value: 48 * 3_600 });
  });
});

describe('evaluate', () => {
  it('yields what is present, windows ending at the instant', () => {
    world.current = { facts: { R: [event('2026-03-10T00:00Z')] } };
    expect([...engineOf([counted], world.current).evaluate(asOf)]).toEqual([
      [{ metric: 'm', team: 'red', label: '', window: '28d' }, { value: 1 }],
      [{ metric: 'm', team: 'blue', label: '', window: '28d' }, { value: 0 }],
      [{ metric: 'm', team: 'all', label: '', window: '28d' }, { value: 1 }],
    ]);
  });
  it('shows a pair of team and service that was seen in 90 days, or that its owner never deployed', () => {
    const services = metricOf(
      { count: 'all' },
      { population: given(world, ['ms', 'met'], 'services'), label: { name: 'deployed_service' }, zeros: 'seen90d' },
    );
    // blue deployed mail on 2026-01-10: within 90 d of 29 March (from 29 December), outside 28 d.
    world.current = { facts: { R: [event('2026-01-10T00:00Z', { teams: ['blue'], label: 'mail' })] } };
    const pairs = [...engineOf([services], world.current).evaluate(asOf)].map(([{ team, label }, { value }]) => [
      team,
      label,
      value,
    ]);
    // Seen at the very start of the 90 d, and a millisecond before it.
    const seen = (when: string) => {
      world.current = { facts: { R: [event(when, { teams: ['blue'], label: 'mail' })] } };
      return [...engineOf([services], world.current).evaluate(asOf)].filter(([{ label }]) => label === 'mail').length;
    };
    expect(seen('2025-12-29T00:00Z')).toBe(2); // blue and all
    expect(seen('2025-12-28T23:59:59.999Z')).toBe(0);
    expect(pairs).toEqual([
      ['red', 'shop', 0],
      ['all', 'shop', 0],
      ['blue', 'mail', 0],
      ['all', 'mail', 0],
    ]);
  });
});
