import { describe, expect, it } from 'vitest';
import { derived } from '../../exporter/derived/derived.ts';
import type { Derivation, DerivedDefinition, DerivedSample } from '../../exporter/derived/derived.ts';
import { withDerived } from '../../exporter/derived/numbers.ts';
import { familiesOf } from '../../exporter/exposition/families.ts';
import { createEngine } from '../../exporter/metrics/engine.ts';
import type { Engine, Series, Value } from '../../exporter/metrics/engine-types.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';

const hour = 3_600_000;
const day = 24 * hour;

const definition = (more: Partial<DerivedDefinition> = {}): DerivedDefinition => ({
  name: 'steps',
  family: 'maturity',
  question: 'How many steps?',
  help: 'Steps.',
  version: 1,
  unit: 'count',
  every: 'day',
  all: 'none',
  signals: [],
  ...more,
});

/** Web has as many steps as whole hours have passed, core has none that anybody knows; of ops nobody says anything. */
const hours = (asOf: number): readonly DerivedSample[] => [
  { team: 'web', label: '', value: { value: asOf / hour } },
  { team: 'core', label: '', value: { absent: 'stale' } },
];

const noFacts: Engine = { ...createEngine([]), *evaluate() {} };

function numbersOf(more: Partial<DerivedDefinition>, at: (asOf: number) => readonly DerivedSample[] = hours) {
  const asked: number[] = [];
  let forgotten = 0;
  const derivation: Derivation = {
    metric: derived(definition(more)),
    at(asOf) {
      asked.push(asOf);
      return at(asOf);
    },
    explain: ({ team }, asOf) => ({
      facts: [{ title: `the steps of ${team}`, url: null, at: asOf, value: 1 }],
      excluded: [],
    }),
  };
  const room = { derivations: [derivation], forget: () => (forgotten += 1) };
  const numbers = withDerived(noFacts, ['web', 'core', 'ops'], () => [room]);
  return { numbers, asked, derivation, forgotten: () => forgotten };
}
const of = (team: string, label = ''): Series => ({ metric: 'steps', team, label });
const read = (engine: Engine, series: Series, asOf: number): Value => engine.at(series, { from: asOf, to: asOf, asOf });

describe('a derived number', () => {
  it('holds as long as its definition says', () => {
    // 2 d 5 h 30 min: the day began after 48 h, the hour after 53, the instant is 53.5.
    const asOf = 2 * day + 5.5 * hour;
    expect(read(numbersOf({ every: 'day' }).numbers, of('web'), asOf)).toEqual({ value: 48 });
    expect(read(numbersOf({ every: 'hour' }).numbers, of('web'), asOf)).toEqual({ value: 53 });
    expect(read(numbersOf({ every: 'instant' }).numbers, of('web'), asOf)).toEqual({ value: 53.5 });
    // The edge: at midnight it is that of midnight, a millisecond before that of the day before.
    expect(read(numbersOf({}).numbers, of('web'), 2 * day)).toEqual({ value: 48 });
    expect(read(numbersOf({}).numbers, of('web'), 2 * day - 1)).toEqual({ value: 24 });
  });
  it('says why it is absent, and is not configured where nobody says anything', () => {
    const { numbers } = numbersOf({});
    expect(read(numbers, of('core'), day)).toEqual({ absent: 'stale' });
    expect(read(numbers, of('ops'), day)).toEqual({ absent: 'not_configured' });
  });
  it('slides as it is asked for once, in runs of equal value', () => {
    const { numbers } = numbersOf({});
    const instants = Array.from({ length: 60 }, (_, index) => day + index * hour); // two days and a half
    const runs: unknown[] = [];
    numbers.slide(
      'steps',
      instants,
      ({ team }, first, end, value) => {
        runs.push([team, first, end, value]);
        for (let index = first; index < end; index += 1)
          expect(read(numbers, of(team), instants[index]!)).toEqual(value);
      },
      ({ team }) => team !== 'ops',
    );
    expect(runs).toEqual([
      ['web', 0, 24, { value: 24 }],
      ['web', 24, 48, { value: 48 }],
      ['web', 48, 60, { value: 72 }],
      ['core', 0, 60, { absent: 'stale' }],
    ]);
  });
  it('is worked out once an instant, and again after facts have changed', () => {
    const { numbers, asked, forgotten } = numbersOf({});
    for (const team of ['web', 'core', 'ops']) read(numbers, of(team), day + hour);
    expect(asked).toEqual([day]);
    numbers.forget();
    read(numbers, of('web'), day + hour);
    expect([asked, forgotten()]).toEqual([[day, day], 1]);
  });
  it('is refused where no series can be', () => {
    const { numbers } = numbersOf({ label: { name: 'step', more: ['side'] }, labels: ['first/left', 'first/right'] });
    for (const wrong of [of('nobody', 'first/left'), of('all', 'first/left'), of('web', 'first'), of('web')])
      expect(() => read(numbers, wrong, day)).toThrow(RangeError);
    expect(() => read(numbers, { ...of('web', 'first/left'), window: '7d' }, day)).toThrow(RangeError);
    expect(() => read(numbers, { ...of('web', 'first/left'), stat: 'mean' }, day)).toThrow(RangeError);
    expect(() => numbers.slide('stride', [day], () => undefined)).toThrow(RangeError);
  });
  it('is exposed like any other, with each of its labels', () => {
    const more = { label: { name: 'step', more: ['side'] }, labels: ['first/left'], windows: ['28d'] } as const;
    const { numbers, derivation } = numbersOf(more, () => [
      { team: 'web', label: 'first/left', window: '28d', value: { value: 7 } },
    ]);
    expect(familiesOf([derivation.metric], numbers.evaluate(day))).toEqual([
      {
        name: 'clockspeed_steps',
        help: 'Steps.',
        type: 'gauge',
        labelNames: ['team', 'step', 'side', 'window'],
        samples: [{ labels: { team: 'web', step: 'first', side: 'left', window: '28d' }, value: 7 }],
      },
    ]);
  });
  it('may be the organisation’s, beside the teams’ or alone', () => {
    const all = (team: string) => [{ team, label: '', value: { value: 2 } }];
    expect(read(numbersOf({ all: 'union' }, () => all('all')).numbers, of('all'), day)).toEqual({ value: 2 });
    expect(read(numbersOf({ all: 'only' }, () => all('')).numbers, of(''), day)).toEqual({ value: 2 });
    expect(() => read(numbersOf({ all: 'only' }).numbers, of('web'), day)).toThrow(RangeError);
  });
  it('is explained by what it was made of, as of when it was', () => {
    const { numbers } = numbersOf({});
    const asOf = day + hour;
    expect(numbers.explainDerived(of('web'), { from: asOf, to: asOf, asOf })?.facts).toEqual([
      { title: 'the steps of web', url: null, at: day, value: 1 },
    ]);
    const made = { metric: 'deployments', team: 'web', label: '' };
    expect(numbers.explainDerived(made, { from: asOf, to: asOf, asOf })).toBeUndefined();
  });
});

describe('the engine of facts', () => {
  it('knows nothing of what is derived', () => {
    expect(() => read(createEngine(catalogue), { metric: 'maturity_target_level', team: 'web', label: '' }, 0)).toThrow(
      RangeError,
    );
  });
});
