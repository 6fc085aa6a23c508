import { describe, expect, it } from 'vitest';
import { metric } from '../../../exporter/metrics/metric.ts';
import type { Aggregate, AnyMetric, EventFact, Fact, Hidden } from '../../../exporter/metrics/metric.ts';
import { reasons } from '../../../exporter/metrics/reasons.ts';
import { at, engineOf, given } from './fake-history.ts';
import type { Given, World } from './fake-history.ts';

const world: { current: World } = { current: { facts: {} } };
const source = given(world, ['ms', 'met']);
const metricOf = (aggregate: Aggregate<string>, more: Partial<AnyMetric> = {}): AnyMetric =>
  metric({
    name: 'm',
    family: 'delivery',
    question: '?',
    help: '?',
    version: 1,
    unit: 'count',
    population: source,
    aggregate,
    windows: ['28d'],
    ...more,
  } as AnyMetric);
const ref = (id: string) => ({ kind: 'incident', id }) as const;
const event = (id: string, when: string, more: Partial<EventFact<string, string>> = {}): Fact => ({
  type: 'event',
  ref: ref(id),
  at: at(when),
  teams: ['red'],
  label: '',
  values: { ms: 0, met: 0 },
  ...more,
});
const unmet = { values: { ms: 0, met: 0 } };
const met = { values: { ms: 0, met: 1 } };
const leftOut = { values: { ms: 0, met: { leftOut: 'no_module' } } } as const;

const asOf = at('2026-03-29T00:00Z');
const moment = { from: at('2026-03-01T00:00Z'), to: asOf, asOf };
function explained(one: AnyMetric, facts: Given, team = 'red', when = moment) {
  world.current = { facts: { R: facts } };
  return engineOf([one], world.current).explain({ metric: 'm', team, label: '', window: '28d' }, when);
}

describe('an explanation', () => {
  it('tells which facts of a share count as met, by time, then by id, and which are in neither', () => {
    const share = metricOf({ ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] }, { unit: 'ratio' });
    const facts = [
      event('D', '2026-03-12T00:00Z', leftOut),
      event('C', '2026-03-11T00:00Z', met),
      event('B', '2026-03-11T00:00Z', unmet),
      event('A', '2026-03-20T00:00Z', met),
    ];
    expect(explained(share, facts)).toEqual({
      value: { value: 2 / 3, numerator: 2, denominator: 3 },
      facts: [
        { ref: ref('B'), at: at('2026-03-11T00:00Z'), value: 1, inNumerator: false },
        { ref: ref('C'), at: at('2026-03-11T00:00Z'), value: 1, inNumerator: true },
        { ref: ref('A'), at: at('2026-03-20T00:00Z'), value: 1, inNumerator: true },
      ],
      excluded: [{ ref: ref('D'), at: at('2026-03-12T00:00Z'), reason: 'no_module' }],
    });
  });
  it('does not call left out what the denominator takes', () => {
    const share = metricOf({ ratio: [{ count: { flag: 'met' } }, { count: 'all' }] }, { unit: 'ratio' });
    const { facts, excluded } = explained(share, [event('D', '2026-03-12T00:00Z', leftOut)]);
    expect(facts.map(({ inNumerator }) => inNumerator)).toEqual([false]);
    expect(excluded).toEqual([]);
  });
  it('lists the roots of the window that made no fact, for their teams and all', () => {
    const excluded = (id: string, when: string, teams: readonly string[]) =>
      ({ type: 'excluded', ref: ref(id), at: at(when), teams, reason: 'by_bot' }) as const;
    const facts: Given = [
      excluded('start', '2026-03-01T00:00Z', ['red']),
      excluded('before', '2026-02-28T23:59:59.999Z', ['red']),
      excluded('end', '2026-03-29T00:00Z', ['red']),
      excluded('other', '2026-03-10T00:00Z', ['blue']),
      excluded('nobody', '2026-03-11T00:00Z', []),
    ];
    const counted = metricOf({ count: 'all' });
    const of = (team: string) => explained(counted, facts, team).excluded.map(({ ref: { id } }) => id);
    expect(of('red')).toEqual(['start']);
    expect(of('unattributed')).toEqual(['nobody']);
    expect(of('all')).toEqual(['start', 'other', 'nobody']);
  });
  it('calls a verdict provisional until its failure window is over', () => {
    const provisionalUntil = at('2026-03-11T00:00Z');
    const facts = [
      { ...event('D', '2026-03-10T00:00Z'), type: 'verdict', holds: [], provisionalUntil } as unknown as Fact,
    ];
    const failed = metricOf({ ratio: [{ count: 'holding' }, { count: 'all' }] }, { unit: 'ratio' });
    const as = (when: number) => explained(failed, facts, 'red', { ...moment, asOf: when }).facts[0]?.provisionalUntil;
    expect(as(provisionalUntil - 1)).toBe(provisionalUntil);
    expect(as(provisionalUntil)).toBeUndefined();
  });
  it('shows a group by its last event', () => {
    const runs = metricOf({ distinct: 'ms' });
    const of = (id: string, when: string, group: number) => event(id, when, { values: { ms: group, met: 0 } });
    const { value, facts } = explained(runs, [
      of('A', '2026-03-10T00:00Z', 1),
      of('B', '2026-03-12T00:00Z', 1),
      of('C', '2026-03-11T00:00Z', 2),
    ]);
    expect(value).toEqual({ value: 2 });
    expect(facts.map(({ ref: { id } }) => id)).toEqual(['C', 'B']);
  });
  it('counts the run that went on after the window there, and not here', () => {
    const runs = metricOf({ distinct: 'ms' });
    const of = (when: string) => event(when, when, { values: { ms: 7, met: 0 } });
    const february = { from: at('2026-02-01T00:00Z'), to: at('2026-03-01T00:00Z'), asOf };
    const march = { from: at('2026-03-01T00:00Z'), to: at('2026-04-01T00:00Z'), asOf };
    const facts = [of('2026-02-28T23:00Z'), of('2026-03-01T00:00Z')];
    expect(explained(runs, facts, 'red', february).value).toEqual({ value: 0 });
    expect(explained(runs, facts, 'red', march).value).toEqual({ value: 1 });
  });
  it('says nothing that could point at a person', () => {
    const share = metricOf(
      { ratio: [{ largestCarrier: { count: 'all' }, minCarriers: 2, minFacts: 2 }, { count: 'all' }] },
      { unit: 'ratio', all: 'none' },
    );
    const page = (id: string, who: number) => event(id, '2026-03-10T00:00Z', { carrier: who as Hidden });
    expect(explained(share, [page('A', 1), page('B', 1)])).toEqual({
      value: { absent: 'too_few' },
      facts: [],
      excluded: [],
    });
    // Two carry three pages: which of them are the larger part is not told.
    const three = explained(share, [page('A', 1), page('B', 1), page('C', 2)]);
    expect(three.value).toEqual({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(three.facts.map((fact) => 'inNumerator' in fact)).toEqual([false, false, false]);
  });
  it('adds up to its value', () => {
    const facts = [3, 5, 9].map((lines, i) =>
      event(`E${i}`, `2026-03-1${i}T00:00Z`, { values: { ms: lines, met: i % 2 } }),
    );
    const sumOf = (one: AnyMetric) => explained(one, facts).facts.reduce((sum, { value }) => sum + value, 0);
    expect(sumOf(metricOf({ count: 'all' }))).toBe(3);
    expect(sumOf(metricOf({ count: { flag: 'met' } }))).toBe(1);
    expect(sumOf(metricOf({ sum: 'ms' }, { unit: 'lines' }))).toBe(17); // 3 + 5 + 9
    const span = (id: string, from: string, to: string): Fact => ({
      type: 'span',
      ref: ref(id),
      span: { from: at(from), to: at(to) },
      teams: ['red'],
      label: '',
      values: { ms: 0, met: 0 },
    });
    const covered = metricOf({ covered: 'all' }, { unit: 'seconds' });
    // 12 h of the first lie before the window: 12 h + 6 h = 64,800 s.
    const spans = [
      span('A', '2026-02-28T12:00Z', '2026-03-01T12:00Z'),
      span('B', '2026-03-05T00:00Z', '2026-03-05T06:00Z'),
    ];
    expect(explained(covered, spans)).toMatchObject({
      value: { value: 64_800 },
      facts: [{ value: 43_200 }, { value: 21_600 }],
    });
  });
});

describe('reasons', () => {
  it('are plain sentences, each another', () => {
    for (const sentence of Object.values(reasons)) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(new Set(Object.values(reasons)).size).toBe(Object.keys(reasons).length);
  });
});
