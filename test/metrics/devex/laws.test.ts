import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devexMetrics } from '../../../exporter/metrics/devex/index.ts';
import type { Engine, Value } from '../../../exporter/metrics/engine-types.ts';
import type { SurveyWave } from '../../../exporter/records/index.ts';
import { at, day } from '../../history/organisation.ts';
import { engineOf } from '../measured.ts';
import { questions, surveyed, wave, waveOf } from './surveys.ts';

// Days 1 to 9; the audiences' waves close together now and then.
const waves = [
  ...[1, 3, 4, 8].map((days) => wave(`e${days}`, at(days))),
  ...[3, 5].map((days) => wave(`p${days}`, at(days), { audience: 'product' })),
];
const scores = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 7 });
const given = fc.array(
  fc.record({
    team: fc.constantFrom('web', 'core', null),
    question: fc.constantFrom(...questions, 'recommend'),
    scores,
  }),
  { maxLength: 6 },
);
const records = fc
  .tuple(...waves.map(() => fc.option(given)))
  .map((all) => all.flatMap((one, index) => (one === null ? [] : [recordOf(index, one)])));

function recordOf(
  index: number,
  all: readonly { team: string | null; question: string; scores: readonly number[] }[],
): SurveyWave {
  const { id, audience } = waves[index]!;
  const once = [...new Map(all.map((one) => [`${one.team}/${one.question}`, one])).values()];
  const answers = once.map(({ team, question, scores }) => [team, question, ...scores] as const);
  return waveOf(id, answers, { audience });
}
const engineWith = (some: readonly SurveyWave[]): Engine => {
  const organisation = surveyed(waves);
  for (const record of some) organisation.put(record);
  return engineOf(organisation, devexMetrics);
};
const closesAt = ({ id }: SurveyWave): number => waves.find((one) => `${one.audience}/${one.id}` === id)!.closesAt;
const said = (engine: Engine, asOf: number): readonly unknown[] => [...engine.evaluate(asOf)];
const instant = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1, day / 2)).map(([days, more]) => at(days) + more); // prettier-ignore

describe('numbers of surveys', () => {
  it('never see the future: without the waves that close at an instant or later they are the same as of it', () => {
    fc.assert(
      fc.property(records, instant, (all, asOf) => {
        const past = all.filter((one) => closesAt(one) < asOf);
        expect(said(engineWith(past), asOf)).toEqual(said(engineWith(all), asOf));
      }),
      { numRuns: 60 },
    );
  });
  it('do not depend on the order in which files were read', () => {
    fc.assert(
      fc.property(records, instant, (all, asOf) => {
        expect(said(engineWith([...all].reverse()), asOf)).toEqual(said(engineWith(all), asOf));
      }),
      { numRuns: 30 },
    );
  });
  it('are the same slid over instants as asked one by one', () => {
    fc.assert(
      fc.property(records, fc.uniqueArray(instant, { minLength: 1, maxLength: 8 }), (all, some) => {
        const engine = engineWith(all);
        const instants = some.toSorted((a, b) => a - b);
        for (const { name } of devexMetrics) {
          engine.slide(name, instants, (series, first, end, value: Value) => {
            for (let index = first; index < end; index += 1) {
              const asOf = instants[index]!;
              expect(engine.at(series, { from: asOf, to: asOf, asOf })).toEqual(value);
            }
          });
        }
      }),
      { numRuns: 30 },
    );
  });
});
