import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Grid } from '../../exporter/guardrails/grid.ts';
import { judge } from '../../exporter/guardrails/judge.ts';
import type { Evidence, Verdict } from '../../exporter/guardrails/judge.ts';
import { step, untracked } from '../../exporter/guardrails/track.ts';
import type { Track } from '../../exporter/guardrails/track.ts';
import type { Engine, Series, Value } from '../../exporter/metrics/engine-types.ts';
import { windowMs } from '../../exporter/metrics/metric.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import type { Instant } from '../../exporter/records/index.ts';
import { at, day, hour, Organisation } from '../history/organisation.ts';
import { engineOver, entry } from './engine.ts';
import { shipped } from './fixture.ts';

describe('the grid', () => {
  const circumstances = (asOf: Instant) => ({ teamsOnCall: 2, unit: 'seconds' as const, asOfSeconds: asOf / 1_000 });
  const verdictOf = (line: PolicyLine, evidence: Evidence, asOf: Instant): Verdict =>
    judge(line, evidence, circumstances(asOf));
  const series = (metric: string, team: string, label: string, more: Partial<Series> = {}): Series => ({
    metric,
    team,
    label,
    ...more,
  });
  const mean = { window: '28d', stat: 'mean' } as const;
  // Every kind of line once, with the series that it reads written out.
  const followed: readonly (readonly [string, string, Partial<Record<keyof Evidence, Series>>])[] = [
    ['deployment_frequency', 'core', { now: series('deployments_per_business_day', 'core', '', { window: '28d' }) }],
    [
      'change_failure',
      'web',
      {
        now: series('change_failure_ratio', 'web', '', { window: '28d' }),
        longer: series('change_failure_ratio', 'web', '', { window: '90d' }),
      },
    ],
    [
      'page_share',
      'web',
      {
        now: series('page_share_ratio', 'web', '', { window: '28d' }),
        longer: series('page_share_ratio', 'web', '', { window: '90d' }),
      },
    ],
    [
      'p1_restore',
      'web',
      {
        now: series('incident_restore_seconds', 'web', 'P1', mean),
        also: series('oldest_open_incident_seconds', 'web', 'P1'),
      },
    ],
    [
      'restore_not_worse',
      'web',
      {
        now: series('incident_restore_seconds', 'web', 'any', mean),
        before: series('incident_restore_seconds', 'web', 'any', mean),
      },
    ],
    [
      'p1_incidents_not_more',
      'all',
      {
        now: series('incidents', 'all', 'P1', { window: '28d' }),
        before: series('incidents', 'all', 'P1', { window: '28d' }),
      },
    ],
    ['unowned_incident', 'all', { now: series('unowned_incident_seconds', '', '') }],
  ];
  const pairs = followed.map(([id, team]) => [shipped(id), team] as const);

  /** One question an hour. */
  function judgedByHour(engine: Engine, asOf: Instant): readonly Track[] {
    const last = asOf % hour === 0 ? asOf - hour : asOf - (asOf % hour);
    const read = (of: Series, to: Instant): Value =>
      engine.at(of, { from: of.window ? to - windowMs[of.window] : to, to, asOf: to });
    return followed.map(([id, , of]) => {
      let track = untracked;
      // 90 days that are told, and 28 in which what is unknown keeps the state before it.
      for (let to = last - (90 + 28) * day + hour; to <= last; to += hour) {
        const evidence = {
          now: read(of.now!, to),
          ...(of.longer && { longer: read(of.longer, to) }),
          ...(of.also && { also: read(of.also, to) }),
          ...(of.before && { before: read(of.before, to - 28 * day) }),
        };
        track = step(track, verdictOf(shipped(id), evidence, to), to);
      }
      return track;
    });
  }

  const instant = fc
    .tuple(fc.integer({ min: 0, max: 200 * 24 }), fc.constantFrom(0, 0, 1, -1, 1_200_000))
    .map(([hours, more]) => at(0) + hours * hour + more);
  const incident = fc.record({
    createdAt: instant,
    took: fc.option(fc.integer({ min: 1, max: 20 * 60 }), { freq: 30 }),
    priority: fc.constantFrom('P1', 'P1', 'P2', null),
    service: fc.constantFrom('PD-APP', 'PD-APP', 'PD-APP', 'PD-STRAY'),
    pages: fc.array(fc.constantFrom('PD-ANN', 'PD-CAT'), { maxLength: 6 }),
  });
  /** Mostly enough for verdicts. */
  const fewOrMany = <T>(one: fc.Arbitrary<T>) =>
    fc.oneof(
      { weight: 1, arbitrary: fc.array(one, { maxLength: 20 }) },
      { weight: 3, arbitrary: fc.array(one, { minLength: 70, maxLength: 140 }) },
    );
  const organisation = fc.record({
    incidents: fewOrMany(incident),
    deployments: fewOrMany(instant),
    // Days of 200: what is read begins and ends inside or around what is asked.
    from: fc.integer({ min: -90, max: 60 }),
    to: fc.integer({ min: 130, max: 280 }),
    asOf: fc.integer({ min: 160 * 4, max: 200 * 4 }).map((quarters) => at(0) + quarters * 6 * hour),
    minutes: fc.constantFrom(0, 0, 17),
  });
  type Given = typeof organisation extends fc.Arbitrary<infer T> ? T : never;

  function build({ incidents, deployments }: Given): Organisation {
    const made = new Organisation();
    incidents.forEach(({ createdAt, took, pages, ...more }, index) => {
      const resolved = took === null ? [] : [entry('resolve', createdAt + took * 60_000)];
      const notified = pages.map((user, page) =>
        entry('notify', createdAt + page * 40 * 60_000, { id: `n${page}`, user, channel: 'push' }),
      );
      const entries = [entry('trigger', createdAt), ...notified, ...resolved].sort((a, b) => a.at - b.at);
      made.incident({ id: `i${index}`, createdAt, entries, ...more });
    });
    [...deployments]
      .sort((a, b) => a - b)
      .forEach((finishedAt, index) => {
        made.commit(`c${index}`);
        made.deployment({ commit: `c${index}`, finishedAt });
      });
    return made;
  }

  it('says what judging each hour by itself says', () => {
    fc.assert(
      fc.property(organisation, (given) => {
        const engine = engineOver(build(given), at(given.from), at(given.to));
        const asOf = given.asOf + given.minutes * 60_000;
        expect(new Grid(engine, verdictOf).tracks(pairs, asOf)).toEqual(judgedByHour(engine, asOf));
      }),
      { numRuns: 10 },
    );
  }, 120_000);
  it('is judged once an hour, and again when facts have changed', () => {
    const made = new Organisation();
    const engine = engineOver(made);
    let slides = 0;
    const counted: Engine = { ...engine, slide: (...asked) => ((slides += 1), engine.slide(...asked)) };
    const grid = new Grid(counted, verdictOf);
    const added = (asOf: Instant): boolean => {
      const before = slides;
      grid.tracks(pairs, asOf);
      return slides > before;
    };
    expect([at(80, 9) + 1, at(80, 9, 59), at(80, 10)].map(added)).toEqual([true, false, false]);
    expect([at(80, 10) + 1, at(80, 11)].map(added)).toEqual([true, false]);
    grid.forget();
    expect([at(80, 11), at(80, 11)].map(added)).toEqual([true, false]);
  });
});
