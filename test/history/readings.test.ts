import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toQuery } from '../../exporter/config/read-query.ts';
import { Readings } from '../../exporter/history/readings.ts';
import { isWithin } from '../../exporter/history/spans.ts';
import type { Reading } from '../../exporter/records/index.ts';
import { at, day, hour, minute, Organisation } from './organisation.ts';

const staleness = 2 * hour;
type Sample = Reading['samples'][number];

function readingOf(samples: readonly Sample[], more: Partial<Reading> = {}): Reading {
  const date = new Date(samples[0]!.at).toISOString().slice(0, 10);
  return { kind: 'reading', id: `q/${date}/web/shop`, query: 'q', team: 'web', name: 'shop', samples, ...more };
}
/** Days of one series, in the order in which they arrive; what the first of them says. */
function statesOf(...days: readonly (readonly Sample[])[]) {
  const readings = new Readings(staleness);
  const records = days.map((samples) => readingOf(samples));
  for (const record of records) readings.put(record);
  return readings.statesOf(records[0]!);
}
const sample = (instant: number, value: number): Sample => ({ at: instant, value });

describe('a reading', () => {
  it('holds until the next', () => {
    const states = statesOf([sample(at(0, 8), 0.5), sample(at(0, 9), 0.25), sample(at(0, 10, 30), 0.75)]);
    expect(states.slice(0, 2)).toEqual([
      { from: at(0, 8), to: at(0, 9), state: 0.5 },
      { from: at(0, 9), to: at(0, 10, 30), state: 0.25 },
    ]);
  });
  it('holds for the staleness and no longer; then nobody knows, for 28 days after it, and then there is none', () => {
    expect(statesOf([sample(at(0, 8), 0.5)])).toEqual([
      { from: at(0, 8), to: at(0, 10), state: 0.5 },
      { from: at(0, 10), to: at(28, 8), state: null },
    ]);
  });
  it.each([
    // Exactly as long as it holds there is no gap; a millisecond later there is one of a millisecond.
    [at(0, 10), []],
    [at(0, 10) + 1, [{ from: at(0, 10), to: at(0, 10) + 1, state: null }]],
  ])('is followed by a gap only where the next comes too late: %i', (nextAt, gap) => {
    const states = statesOf([sample(at(0, 8), 0.5), sample(nextAt, 0.25)]);
    expect(states.slice(0, -1)).toEqual([
      { from: at(0, 8), to: at(0, 10), state: 0.5 },
      ...gap,
      { from: nextAt, to: nextAt + staleness, state: 0.25 },
    ]);
  });
  it('ends with the first of the next day, whichever of the days arrives first', () => {
    const [monday, tuesday] = [[sample(at(0, 23), 0.5)], [sample(at(1, 0, 15), 0.25)]] as const;
    expect(statesOf(monday, tuesday)).toEqual([{ from: at(0, 23), to: at(1, 0, 15), state: 0.5 }]);
    const readings = new Readings(staleness);
    expect(readings.put(readingOf(tuesday))).toEqual(['q/2026-01-06/web/shop']);
    expect(readings.put(readingOf(monday))).toEqual(['q/2026-01-05/web/shop']);
    expect(readings.statesOf(readingOf(monday))).toEqual([{ from: at(0, 23), to: at(1, 0, 15), state: 0.5 }]);
  });
  it('that says the same as the one before is no other state', () => {
    const states = statesOf([sample(at(0, 8), 0.5), sample(at(0, 9), 0.5), sample(at(0, 10), 0.5)]);
    expect(states[0]).toEqual({ from: at(0, 8), to: at(0, 12), state: 0.5 });
    // A gap between two that say the same is a gap: 12:00 to 12:01.
    const broken = statesOf([sample(at(0, 10), 0.5), sample(at(0, 12, 1), 0.5)]);
    expect(broken.map(({ from, state }) => [from, state])).toEqual([
      [at(0, 10), 0.5],
      [at(0, 12), null],
      [at(0, 12, 1), 0.5],
      [at(0, 14, 1), null],
    ]);
  });
  it('of another series ends nothing', () => {
    const readings = new Readings(staleness);
    const [own, other] = [readingOf([sample(at(0, 8), 1)]), readingOf([sample(at(0, 9), 0)], { id: 'q/x', name: 'x' })];
    expect([readings.put(own), readings.put(other)]).toEqual([[own.id], [other.id]]);
    expect(readings.statesOf(own)[0]!.to).toBe(at(0, 10));
    expect(readings.namesOf(['q'])).toEqual(['shop', 'x']);
    expect(readings.namesOf(['another'])).toEqual([]);
  });
});

describe('the readings of a series', () => {
  const instants = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 });
  const samples = instants.map((list) =>
    list.sort((a, b) => a - b).map((steps, index) => sample(at(0) + steps * 30 * minute, (index % 3) / 4)),
  );
  const dayOf = (one: Sample): number => Math.floor(one.at / day);
  const byDay = (list: readonly Sample[]): readonly (readonly Sample[])[] =>
    [...new Set(list.map(dayOf))].map((date) => list.filter((one) => dayOf(one) === date));

  it('as of an instant are the latest before it, if that is young enough: nothing later matters', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 13_000 }), (list, minutes) => {
        const asOf = at(0) + minutes * minute;
        const said = (given: readonly Sample[]): readonly (number | null)[] => {
          const readings = new Readings(staleness);
          const days = byDay(given).map((one) => readingOf(one));
          days.forEach((one) => readings.put(one));
          return days.flatMap((one) => readings.statesOf(one)).flatMap((one) => isWithin(one, asOf) ? [one.state] : []); // prettier-ignore
        };
        const latest = list.findLast((one) => one.at < asOf);
        const expected = latest === undefined ? [] : [asOf <= latest.at + staleness ? latest.value : null];
        expect(said(list)).toEqual(expected);
        expect(said(list.filter((one) => one.at < asOf))).toEqual(expected);
      }),
    );
  });
  it('are the same in whatever order their days arrive, and what is named as changed is all that is', () => {
    fc.assert(
      fc.property(
        samples.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...byDay(list)], { minLength: 1 }))),
        ([list, order]) => {
          // prettier-ignore
          const readings = new Readings(staleness);
          const known = new Map<string, unknown>();
          const records = new Map<string, Reading>();
          for (const samplesOfDay of [...order, ...byDay(list)]) {
            const record = readingOf(samplesOfDay);
            records.set(record.id, record);
            for (const id of readings.put(record)) known.set(id, readings.statesOf(records.get(id)!));
            for (const [id, one] of records) expect(known.get(id)).toEqual(readings.statesOf(one));
          }
        },
      ),
    );
  });
});

describe('what a history says of readings', () => {
  const query = toQuery({ id: 'budgets', kind: 'error_budget_remaining', query: 'budget' });
  const organisation = () =>
    new Organisation({ prometheus: { url: 'http://127.0.0.1', auth: null, schedule: '* * * * *', queries: [query] } });

  it('names the day before when a new day begins, and asks nothing of a wording that is not configured', () => {
    const made = organisation();
    const own = (days: number) => made.put(readingOf([sample(at(days, 23), 1)], { id: `d${days}`, query: query.key }));
    const monday = own(0);
    made.history();
    own(1);
    const history = made.history();
    expect(made.changed).toEqual([
      { kind: 'reading', id: 'd0' },
      { kind: 'reading', id: 'd1' },
    ]);
    expect(history.queryOf(monday)).toEqual(query);
    expect(history.queryOf({ ...monday, query: 'budgets@00000000' })).toBeUndefined();
    expect(history.slos()).toEqual(['shop']);
  });
  it('is over 28 days after the last of a day', () => {
    const made = organisation();
    made.put(readingOf([sample(at(0, 8), 1), sample(at(0, 9), 0)], { id: 'd0', query: query.key }));
    expect(made.history().settledAt({ kind: 'reading', id: 'd0' })).toBe(at(28, 9));
  });
  it('is read as far as every query of its kind, and not at all where none is configured', () => {
    const made = organisation();
    expect(made.history().signal('error_budgets')).toEqual({ completeFromAt: null, watermarkAt: null });
    made.read(at(1), at(2));
    expect(made.history().signal('error_budgets')).toEqual({ completeFromAt: at(1), watermarkAt: at(2) });
    expect(made.history().signal('slo_counts')).toBe('not_configured');
  });
});
