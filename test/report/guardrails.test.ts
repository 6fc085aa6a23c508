import { describe, expect, it } from 'vitest';
import type { Told } from '../../exporter/evaluation/evaluator.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { PolicyLine } from '../../exporter/policy/policy-line.ts';
import { brokenFor, decisionOf } from '../../report/deck/broken-words.ts';
import { brokenGuardrails, decided, lineMonths, usedWaivers } from '../../report/month/broken-guardrails.ts';
import type { MonthReader } from '../../report/month/reader.ts';
import { atOnce } from '../../report/pieces.ts';
import { broken, configuration, standing, waiver } from '../guardrails/fixture.ts';

const hourMs = 3_600_000;
const from = Date.parse('2026-04-01T00:00:00Z');
/** A "month" of four hours, so that they can be counted. */
const month = { id: '2026-04', from, to: from + 4 * hourMs };

/** `x`: broken at the end of the hour, `.`: not. */
type Hours = readonly [id: string, team: string, hours: string];
const all: readonly Hours[] = [
  ['change_failure', 'web', 'xx..'],
  ['change_failure', 'core', 'xxxx'],
  ['p1_restore', 'web', '...x'],
  ['p1_restore', 'core', '....'],
];
const actionsOf = (id: string) =>
  id === 'change_failure' ? (['slow_down'] as const) : (['mandate_reliability_work'] as const);

function readerOf(isHourByHour: boolean, waivers: readonly ReturnType<typeof waiver>[] = []) {
  const asked: (readonly [number, number])[] = [];
  const at = ([id, team, hours]: Hours, index: number): Standing => {
    const asOf = from + (index + 1) * hourMs;
    const line = standing(id, team, actionsOf(id)).line;
    return standing(id, team, actionsOf(id), { line, asOf, ...(hours[index] === 'x' ? broken(from) : {}) });
  };
  const lines = ['change_failure', 'p1_restore'].map((id) => standing(id, 'web', actionsOf(id)).line);
  const hourly = (first: number, last: number, isWanted: (line: PolicyLine) => boolean) => {
    asked.push([first, last]);
    const wanted = all.filter(([id]) => isWanted(lines.find((line) => line.id === id)!));
    const byPair = wanted.map((pair) => [0, 1, 2, 3].map((index) => at(pair, index)));
    return isHourByHour ? [0, 1, 2, 3].map((index) => byPair.map((pair) => pair[index]!)) : byPair;
  };
  const config = { ...configuration(), waivers };
  const told = { config, guardrails: { lines, hourly } } as unknown as Told;
  const reader = {
    told,
    month,
    teams: [
      { id: 'core', name: 'Core' },
      { id: 'web', name: 'Web' },
    ],
    everybody: ['core', 'web', 'all'],
    judgedUrl: ({ id }: { readonly id: string }, team: string) => `http://x/${id}/${team}`,
  } as unknown as MonthReader;
  return { reader, asked };
}

describe('the guardrails of a month', () => {
  it.each([true, false])(
    'count the hours at whose end they were broken, hour by hour or line by line (%s)',
    (order) => {
      const { reader, asked } = readerOf(order);
      const months = atOnce(lineMonths(reader));
      // The hour that ends with the month is its last; the one that ended as it began was of the month before.
      for (const span of asked) expect(span).toEqual([from + hourMs, month.to]);
      expect(asked).toHaveLength(2);
      const told = months.map(({ line, team, hours, brokenHours }) => [line.id, team, hours, brokenHours]);
      expect(told).toEqual([
        ['change_failure', 'web', 4, 2],
        ['change_failure', 'core', 4, 4],
        ['p1_restore', 'web', 4, 1],
        ['p1_restore', 'core', 4, 0],
      ]);
      expect(brokenGuardrails(months).map(({ team }) => team)).toEqual(['web', 'core', 'web']);
    },
  );

  it('say what was decided about each of them: that it holds, that it is over, who was let off', () => {
    const decision = (id: string, waivers: Parameters<typeof readerOf>[1] = []) => {
      const { reader } = readerOf(true, waivers);
      const months = atOnce(lineMonths(reader)).filter(({ line, brokenHours }) => line.id === id && brokenHours > 0);
      return decisionOf(months[0]!.line, months, reader);
    };
    expect(decision('change_failure')).toBe('slow down: in force');
    expect(decision('p1_restore')).toBe('mandate reliability work: in force');
    const forAll = waiver('change_failure', 'core', { untilAt: month.to + 1 });
    expect(decision('change_failure', [forAll])).toBe('slow down: over; waived for Core');
    // Waived for its first two hours only: in force again at the end, and somebody was let off before.
    const early = waiver('change_failure', 'core', { untilAt: from + 2 * hourMs });
    expect(decision('change_failure', [early])).toBe('slow down: in force; waived for Core');
    const { reader } = readerOf(true);
    const [first] = atOnce(lineMonths(reader));
    const { actions: asked, ...line } = standing('p1_restore', 'web', []).line;
    expect(asked).toEqual([]);
    expect(decisionOf(line, [first!], reader)).toBe('a\u00a0warning');
  });

  it('say who was broken all month first, then how long the others were, and who still is', () => {
    const { reader } = readerOf(true);
    const months = atOnce(lineMonths(reader));
    const of = (id: string) => brokenFor(months.filter(({ line, brokenHours }) => line.id === id && brokenHours > 0), reader); // prettier-ignore
    expect(of('change_failure')).toBe(
      'all month: [Core](http://x/change_failure/core); [Web](http://x/change_failure/web) 2 hours',
    );
    expect(of('p1_restore')).toBe('[Web](http://x/p1_restore/web) 1 hour, still');
  });

  it('ask for actions that are in force at the end, or ended before', () => {
    const { reader } = readerOf(true);
    expect(decided(atOnce(lineMonths(reader)), reader)).toEqual([
      { action: 'slow_down', inForce: ['core'], ended: ['web'] },
      { action: 'mandate_reliability_work', inForce: ['web'], ended: [] },
    ]);
  });

  it('ask for nothing while they are waived, and the waiver is told of', () => {
    // Core's ends with the third hour: what is broken at its end counts again.
    const own = waiver('change_failure', 'core', { untilAt: from + 3 * hourMs });
    const forever = waiver('p1_restore', 'all', { untilAt: month.to + 1 });
    const unused = waiver('p1_restore', 'core', { untilAt: month.to + 1 });
    const { reader } = readerOf(true, [own, forever, unused]);
    const months = atOnce(lineMonths(reader));
    // Hours 1 and 2 are waived, 3 and 4 are not: as of its end a waiver is over.
    expect(months.map(({ enforcedHours }) => enforcedHours)).toEqual([2, 2, 0, 0]);
    expect(decided(months, reader)).toEqual([{ action: 'slow_down', inForce: ['core'], ended: ['web'] }]);
    expect(usedWaivers(months, reader)).toEqual([own, forever]);
  });

  it('tell of no waiver that was over before anything broke, nor of one beside one that ends later', () => {
    // p1_restore of web is broken at the end of the fourth hour only: a waiver that ends with it took nothing away.
    const over = waiver('p1_restore', 'web', { untilAt: month.to });
    expect(used([over])).toEqual([]);
    const holds = waiver('p1_restore', 'web', { untilAt: month.to + 1 });
    expect(used([over, holds])).toEqual([holds]);
    // Of core, which is broken in all four hours: one takes the first away, and none of the others in the month before.
    const first = waiver('change_failure', 'core', { untilAt: from + hourMs + 1 });
    const old = waiver('change_failure', 'core', { untilAt: from + hourMs });
    expect(used([old, first])).toEqual([first]);
    const later = waiver('change_failure', 'core', { untilAt: from + 3 * hourMs });
    expect(used([first, later])).toEqual([later]);
  });
});

function used(waivers: readonly ReturnType<typeof waiver>[]) {
  const { reader } = readerOf(true, waivers);
  return usedWaivers(atOnce(lineMonths(reader)), reader);
}
