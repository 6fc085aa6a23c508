import { describe, expect, it } from 'vitest';
import type { Assessment, DomainRecord } from '../../exporter/records/index.ts';
import { assessed } from '../assessment/documents.ts';
import { numbersOf, read } from '../governance/numbers-of.ts';
import { at, configuration, hour, Organisation, team } from '../history/organisation.ts';

const folder = { folder: 'f', schedule: '* * * * *' };
/** Numbers of `web` and `core` with these records; all is read until day 365, unless said otherwise. */
function numbers(
  records: readonly DomainRecord[],
  { assessments = folder as typeof folder | null, watermarkAt = at(365) } = {},
) {
  const maturity = { ...configuration().maturity, assessments };
  const made = new Organisation(configuration({ teams: [team('web'), team('core')], maturity }));
  for (const record of records) made.put(record);
  const state = { completeFromAt: 0, watermarkAt, lastSuccessAt: watermarkAt, progress: 1 };
  made.store.write({ state: [{ key: 'source/assessments', value: state }] });
  return numbersOf(made);
}
const level = (of: ReturnType<typeof numbers>, asOf: number, label = 'security', team = 'web') =>
  read(of, { metric: 'maturity_assessed_level', team, label }, asOf);
const one = (of: ReturnType<typeof numbers>, metric: string, asOf: number, label = '') =>
  read(of, { metric, team: 'web', label }, asOf);
const second = (more: Partial<Assessment> = {}): Assessment =>
  assessed({ security: 3 }, { id: '2026-Q2/web.md', quarter: '2026-Q2', assessedAt: at(180, 9), ...more });

describe('the assessed level', () => {
  const two = numbers([second(), assessed({ security: 2 })]);
  it('is that of the last assessment strictly before the instant', () => {
    // Assessed on days 89 and 180 at 09:00: told as of the hour.
    expect([level(two, at(89, 9)), level(two, at(89, 10))]).toEqual(['no_facts', 2]);
    expect([level(two, at(180, 9)), level(two, at(180, 10))]).toEqual([2, 3]);
  });
  it('is that of the newest quarter: a late document of an older one is not the level of record', () => {
    // The first quarter's was written on day 190, after the second's of day 180.
    const late = numbers([second(), assessed({ security: 2 }, { assessedAt: at(190, 9) })]);
    expect([level(late, at(180, 10)), level(late, at(190, 10)), level(late, at(300))]).toEqual([3, 3, 3]);
    const told = one(late, 'maturity_assessment_timestamp_seconds', at(200));
    expect(told).toBe(at(180, 9) / 1_000);
    // Of one quarter the last one counts, whatever it was made for.
    const again = second({ id: '2026-Q2/web.post-incident.md', reason: 'post_incident', assessedAt: at(185, 9) });
    const twice = numbers([second({ dimensions: assessed({ security: 2 }).dimensions }), again]);
    expect([level(twice, at(185, 9)), level(twice, at(185, 10))]).toEqual([2, 3]);
  });
  it('is absent for who has never been assessed, and another dimension’s is its own', () => {
    expect(level(two, at(100), 'security', 'core')).toBe('no_facts');
    expect(level(two, at(200), 'culture')).toBe(1);
  });
  it('is absent where nobody assesses, whatever was read before', () => {
    expect(level(numbers([second()], { assessments: null }), at(200))).toBe('not_configured');
  });
  it('is absent while the folder has not been read for longer than two hours', () => {
    const silent = numbers([second()], { watermarkAt: at(200) });
    expect([level(silent, at(200, 2)), level(silent, at(200, 3))]).toEqual([3, 'stale']);
  });
  it('is explained by its document and its evidence, and beside them by documents that were refused', () => {
    const file = {
      kind: 'assessment_file',
      id: '2026-Q3/web.md',
      fingerprint: '1',
      problems: [{ line: 9, reason: 'levels.security.level is no level' }],
      refusedAt: at(190),
      isEarlierKept: true,
    } as const;
    const behind = numbers([second(), file]).explainDerived(
      { metric: 'maturity_assessed_level', team: 'web', label: 'security' },
      { from: at(200), to: at(200), asOf: at(200) },
    )!;
    expect(behind.facts[0]).toEqual({
      title: 'Security & compliance: assessed at level 3 Defined by Head of Platform (2026-Q2/web.md); the target is 3',
      url: null,
      at: at(180, 9),
      value: 3,
    });
    expect(behind.facts[1]).toMatchObject({ url: 'https://wiki.example/vulnerability_alerts', at: at(60), value: 2 });
    // Two criteria of level 2, three of level 3.
    expect(behind.facts).toHaveLength(1 + 2 + 3);
    expect(behind.excluded).toEqual([
      {
        title: '2026-Q3/web.md: line 9: levels.security.level is no level (what was read of it before stays)',
        url: null,
        at: at(190),
        reason: 'Something in the document is wrong, so nothing of it was taken.',
      },
    ]);
  });
  it('is explained by what is asked since then, too, where its level has come to rest on more', () => {
    const told = (more: Partial<Assessment>) => {
      const { explainDerived } = numbers([second({ dimensions: assessed({ reliability: 4 }).dimensions, ...more })]);
      const series = { metric: 'maturity_assessed_level', team: 'web', label: 'reliability' };
      return explainDerived(series, { from: at(200), to: at(200), asOf: at(200) })!.excluded;
    };
    const without = (level: 3 | 4) =>
      assessed({ reliability: 4 }).dimensions.map((one) => ({
        ...one,
        level,
        evidence: one.evidence.filter(({ criterion }) => criterion !== 'retros_held'),
      }));
    expect(told({})).toEqual([]);
    expect(told({ dimensions: without(4) })).toEqual([
      {
        title: 'Level 4: No retro is overdue',
        url: null,
        at: at(180, 9),
        reason: 'It has been asked for since 2026-Q4: assessments of that quarter and before were made without it.',
      },
    ]);
    // It is of level 4, and no concern of level 3; of the year after the document itself has to show it.
    expect(told({ dimensions: without(3) })).toEqual([]);
    expect(told({ dimensions: without(4), quarter: '2027-Q1' })).toEqual([]);
  });
  it('is another’s when a corrected document is', () => {
    const made = numbers([assessed({ security: 2 }), assessed({ security: 2 }, { team: 'core' })]);
    expect([level(made, at(100)), level(made, at(100), 'security', 'core')]).toEqual(['no_facts', 2]);
  });
});

describe('what is told of assessments', () => {
  it('is when the last one was made', () => {
    const two = numbers([assessed(), second()]);
    const told = (asOf: number) => one(two, 'maturity_assessment_timestamp_seconds', asOf);
    expect([told(at(89)), told(at(90)), told(at(181))]).toEqual(['no_facts', at(89, 9) / 1_000, at(180, 9) / 1_000]);
  });
  it('is in how many dimensions less is observed than was assessed', () => {
    // Nothing is met here: level 1 is observed everywhere.
    const below = (...records: Assessment[]) => one(numbers(records), 'maturity_levels_below_assessed', at(200));
    expect(below(assessed())).toBe(0);
    expect(below(assessed({ security: 2, culture: 3 }))).toBe(2);
    expect(below(assessed({ security: 2, culture: 3 }), second({ dimensions: assessed().dimensions }))).toBe(0);
    expect(below()).toBe('no_facts');
  });
  it('is which of them are overdue, and whether any is', () => {
    // Without PagerDuty nobody is asked for P1s. The first quarter's was due with 14 April, day 99.
    const none = numbers([]);
    const overdue = (label: string, asOf = at(120)) => one(none, 'maturity_assessment_overdue', asOf, label);
    expect(['quarterly', 'pre_scale', 'any'].map((label) => overdue(label))).toEqual([1, 0, 1]);
    const made = numbers([assessed()]);
    expect(one(made, 'maturity_assessment_overdue', at(120), 'any')).toBe(0);
    expect(one(numbers([assessed()], { watermarkAt: at(110) }), 'maturity_assessment_overdue', at(120), 'any')).toBe(
      'stale',
    );
  });
  it('is nothing where nobody assesses', () => {
    const nobody = numbers([], { assessments: null });
    for (const metric of ['maturity_levels_below_assessed', 'maturity_assessment_timestamp_seconds'])
      expect(one(nobody, metric, at(120))).toBe('not_configured');
    expect(one(nobody, 'maturity_assessment_overdue', at(120), 'any')).toBe('not_configured');
  });
  it('is told from one instant as from a hundred', () => {
    const two = numbers([assessed({ security: 2 }), second()]);
    const instants = Array.from({ length: 120 }, (_, index) => at(85) + index * 24 * hour);
    for (const metric of ['maturity_assessed_level', 'maturity_assessment_overdue', 'maturity_levels_below_assessed'])
      two.slide(metric, instants, (series, first, end, value) => {
        for (let index = first; index < end; index += 1) {
          const asOf = instants[index]!;
          expect(two.at(series, { from: asOf, to: asOf, asOf })).toEqual(value);
        }
      });
  });
});
