import { describe, expect, it } from 'vitest';
import type { Config } from '../../exporter/config/config.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import { dueAtOf, isAsked, progressOf } from '../../exporter/guardrails/targets.ts';
import type { Engine, Moment, Series, Value } from '../../exporter/metrics/engine-types.ts';
import { day, utcOfficeHours } from '../history/organisation.ts';
import { configuration, empty, number, shipped, standing, within } from './fixture.ts';

// Berlin's first quarter of 2026 lasts from 2025-12-31 23:00 to 2026-03-31 22:00 UTC, the second until 06-30 22:00.
const [first, second, third] = ['2025-12-31T23:00Z', '2026-03-31T22:00Z', '2026-06-30T22:00Z'].map((text) =>
  Date.parse(text),
) as [number, number, number];
const configured = (targets: Partial<Config['targets']> = {}): Config =>
  configuration({
    organisation: { name: 'Acme', workingTime: { ...utcOfficeHours, zone: 'Europe/Berlin' } },
    targets: { dueAt: null, baselines: {}, ...targets },
  });
const stands = (id: string, value: number | null, asOf = second + 40 * day, team = 'web'): Standing => {
  const line = shipped(id);
  return { ...standing(id, team, []), line, asOf, verdict: within(value, value === null ? null : line.limit.value) };
};

/** An engine that measured this, and what it was asked. */
function engineOf(value: Value): { readonly engine: Engine; readonly asked: [Series, Moment][] } {
  const asked: [Series, Moment][] = [];
  const engine = {
    at(series: Series, moment: Moment) {
      asked.push([series, moment]);
      return value;
    },
  };
  return { engine: engine as unknown as Engine, asked };
}
/** Progress of one line from a measured baseline. */
const ratio = (id: string, baseline: number, value: number | null) =>
  progressOf([stands(id, value)], configured(), engineOf(number(baseline)).engine)[0]!.ratio;

describe('the date of a target', () => {
  it('is the end of the quarter of the organisation’s zone', () => {
    expect(dueAtOf(configured(), second - 1)).toBe(second);
    expect(dueAtOf(configured(), second)).toBe(third);
  });
  it('may be given', () => {
    const config = configured({ dueAt: second + 7 * day });
    for (const asOf of [first, second, third]) expect(dueAtOf(config, asOf)).toBe(second + 7 * day);
  });
  it('is the instant from which on it is asked', () => {
    const config = configured({ dueAt: second + 7 * day });
    const asked = (id: string, asOf: number) => isAsked(stands(id, 3, asOf), config);
    expect(asked('lead_time', second + 7 * day - 1)).toBe(false);
    expect(asked('lead_time', second + 7 * day)).toBe(true);
    expect(asked('lead_time', third)).toBe(true);
  });
  it('is always ahead where none is given', () => {
    for (const asOf of [second - 1, second]) expect(isAsked(stands('lead_time', 3, asOf), configured())).toBe(false);
  });
  it.each(['change_failure', 'undeployed_changes', 'longest_on_call'])('is none of the promise %s', (id) => {
    expect(isAsked(stands(id, 3, first), configured({ dueAt: third }))).toBe(true);
  });
});

describe('progress', () => {
  it.each([
    // From 5 days to 3: a way of 172,800 s.
    ['lead_time', 432_000, 432_000, 0],
    ['lead_time', 432_000, 345_600, 0.5], // 4 days
    ['lead_time', 432_000, 259_200, 1],
    ['lead_time', 432_000, 172_800, 1.5], // 2 days
    ['lead_time', 432_000, 518_400, -0.5], // 6 days: backwards
    // From 0.25 a day up to 1: a way of 0.75.
    ['deployment_frequency', 0.25, 0.25, 0],
    ['deployment_frequency', 0.25, 0.625, 0.5],
    ['deployment_frequency', 0.25, 1, 1],
    ['deployment_frequency', 0.25, 1.75, 2],
    ['deployment_frequency', 0.25, 0, -1 / 3],
  ])('of %s from %d to %d is %d', (id, baseline, value, expected) => {
    expect(ratio(id, baseline, value)).toBeCloseTo(expected, 12);
  });
  it.each([
    ['lead_time', 259_200, 259_201], // ≤ 3 days
    ['cycle_time', 86_400, 86_401], // < 24 h
  ])('of %s is none from a baseline of %d or less, and some from %d', (id, there, notYet) => {
    expect(ratio(id, there, 300_000)).toBeNull();
    expect(ratio(id, there - 1, 300_000)).toBeNull();
    expect(ratio(id, notYet, notYet - 1)).toBe(1);
  });
  it('of what shall rise is none from a baseline that was as high', () => {
    expect(ratio('deployment_frequency', 1, 0.5)).toBeNull();
    expect(ratio('deployment_frequency', 1.25, 0.5)).toBeNull();
    expect(ratio('deployment_frequency', 0.5, 0.75)).toBe(0.5);
  });
  it('is absent, not zero, where nothing is measured now; the baseline stays', () => {
    const [progress] = progressOf([stands('lead_time', null)], configured(), engineOf(number(432_000)).engine);
    expect(progress).toMatchObject({ ratio: null, baseline: { kind: 'measured', value: 432_000 } });
  });
  it('is told of each team’s targets, and of no guardrail, nor of what is compared with before', () => {
    const standings = [
      stands('lead_time', 345_600),
      stands('lead_time', 259_200, second + 40 * day, 'core'),
      stands('change_failure', 0.2),
      stands('undeployed_changes', 2),
      stands('pull_request_size_trend', 200),
    ];
    const told = progressOf(standings, configured(), engineOf(number(432_000)).engine);
    expect(told.map(({ line: { id }, team, ratio: far }) => [id, team, far])).toEqual([
      ['lead_time', 'web', 0.5],
      ['lead_time', 'core', 1],
    ]);
  });
});

describe('a baseline', () => {
  it.each([
    [second - 1, first],
    [second, second],
    [third - 1, second],
  ])('as of %d is measured as of %d, when the quarter began', (asOf, from) => {
    const { engine, asked } = engineOf(number(432_000));
    const told = progressOf([stands('lead_time', 345_600, asOf, 'core')], configured(), engine);
    expect(told[0]!.baseline).toEqual({ kind: 'measured', value: 432_000 });
    expect(asked).toEqual([
      [
        { metric: 'lead_time_seconds', team: 'core', label: '', window: '28d', stat: 'p50' },
        { from: from - 28 * day, to: from, asOf: from },
      ],
    ]);
  });
  it.each([
    [second, first], // due when the first quarter is over
    [second + 1, second],
  ])('of a target that was due at %d stays the one of %d', (dueAt, from) => {
    const { engine, asked } = engineOf(number(432_000));
    progressOf([stands('lead_time', 345_600, third + 40 * day)], configured({ dueAt }), engine);
    expect(asked.map(([, { asOf }]) => asOf)).toEqual([from]);
  });
  it.each(['stated', 'estimated'] as const)('that is %s is not measured', (kind) => {
    const { engine, asked } = engineOf(number(999_999));
    const baselines = { lead_time: { kind, value: 432_000 }, cycle_time: { kind, value: 7 } };
    const [progress] = progressOf([stands('lead_time', 345_600)], configured({ baselines }), engine);
    expect(progress).toMatchObject({ baseline: { kind, value: 432_000 }, ratio: 0.5 });
    expect(asked).toEqual([]);
  });
  it('that nobody measured or stated leaves the target out', () => {
    expect(progressOf([stands('lead_time', 345_600)], configured(), engineOf(empty).engine)).toEqual([]);
  });
});
