import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devexMetrics } from '../../../exporter/metrics/devex/index.ts';
import { disclosureOf } from '../../../exporter/metrics/devex/disclosure.ts';
import { at } from '../../history/organisation.ts';
import { engineOf } from '../measured.ts';
import { questions, surveyed, waveOf } from './surveys.ts';

const groups = (...answers: number[]) => answers.map((count, index) => ({ team: `t${index}`, answers: count }));

describe('what is shown of one question', () => {
  it.each([
    [
      [4, 5],
      ['t0', 't1'],
    ],
    [[3, 5], []], // t0 would be all less t1
    [[3, 5, 6], ['t2']], // 3 + 5 = 8 remain together
    [[3, 1, 6], ['t2']], // 3 + 1 = 4: enough
    [[2, 1, 6, 5], ['t2']], // 2 + 1 = 3: with the smallest other one, 8
    [
      [0, 4, 5],
      ['t1', 't2'],
    ], // who did not answer cannot be told
    [[4], ['t0']],
  ])('of groups of %j is %j', (answers, shown) => {
    expect(disclosureOf(groups(...answers))).toEqual({
      isShown: true,
      shown: expect.toSatisfy((teams: string[]) => teams.toSorted().join() === shown.join()) as string[],
    });
  });
  it('is nothing where all together are three', () => {
    expect(disclosureOf(groups(1, 2))).toEqual({ isShown: false, shown: [] });
    expect(disclosureOf([])).toEqual({ isShown: false, shown: [] });
  });
});

const teams = ['web', 'core', 'data', null] as const;
const cells = teams.flatMap((team) => questions.map((question) => ({ team, question })));
type Counts = readonly number[];

/** The sum behind every number that is exposed of a wave, and those in its explanations; one score of a cell may be one more. */
function exposed(counts: Counts, raised?: number): ReadonlyMap<string, number> {
  const organisation = surveyed();
  const given = cells.map(({ team, question }, index) => {
    const scores = Array.from({ length: counts[index]! }, (_, one) => (one === 0 && index === raised ? 4 : 3));
    return [team, question, ...scores] as const;
  });
  organisation.put(waveOf('first', given.filter(([, , ...scores]) => scores.length > 0))); // prettier-ignore
  const engine = engineOf(organisation, devexMetrics);
  const asOf = at(80);
  const sums = new Map<string, number>();
  for (const [series, value] of engine.evaluate(asOf)) {
    if (series.metric !== 'devex_score') continue;
    const key = `${series.team} ${series.label}`;
    sums.set(key, 'numerator' in value ? value.numerator! : NaN);
    const { facts } = engine.explain(series, { from: asOf, to: asOf, asOf });
    for (const [index, fact] of facts.entries()) sums.set(`${key} fact ${index}`, fact.value);
  }
  return sums;
}

/** Row echelon form: a vector lies in the span if reducing it leaves nothing. */
function reducer(vectors: readonly (readonly number[])[]): (vector: readonly number[]) => boolean {
  const basis: { readonly pivot: number; readonly row: readonly number[] }[] = [];
  const reduced = (vector: readonly number[]): readonly number[] =>
    basis.reduce((rest, { pivot, row }) => {
      const times = rest[pivot]! / row[pivot]!;
      return rest.map((value, index) => value - times * row[index]!);
    }, vector);
  const pivotOf = (vector: readonly number[]): number => vector.findIndex((value) => Math.abs(value) > 1e-9);
  for (const vector of vectors) {
    const row = reduced(vector);
    if (pivotOf(row) >= 0) basis.push({ pivot: pivotOf(row), row });
  }
  return (vector) => pivotOf(reduced(vector)) < 0;
}

/** Every set of cells that one to three answers fell into. */
function* smallGroups(counts: Counts, from = 0, left = 3): Iterable<readonly number[]> {
  for (let index = from; index < counts.length; index += 1) {
    if (counts[index] === 0 || counts[index]! > left) continue;
    yield [index];
    for (const rest of smallGroups(counts, index + 1, left - counts[index]!)) yield [index, ...rest];
  }
}

describe('from everything that is exposed of a wave', () => {
  const counted = fc.array(fc.constantFrom(0, 1, 1, 2, 2, 3, 3, 4, 5, 6), { minLength: 8, maxLength: 8 });

  it('no group of fewer than four answers can be computed by sums and differences', () => {
    fc.assert(
      fc.property(counted, (counts) => {
        const plain = exposed(counts);
        // How a number follows from the answers of each cell: what becomes of it when one of them is one more.
        const changes = cells.map((_, cell) => (counts[cell] === 0 ? plain : exposed(counts, cell)));
        const vectors = [...plain].map(([key, sum]) => changes.map((changed) => changed.get(key)! - sum));
        const isKnown = reducer(vectors);
        for (const group of smallGroups(counts))
          expect(isKnown(cells.map((_, cell) => Number(group.includes(cell)))), `${counts.join()}: ${group.join()}`).toBe(false); // prettier-ignore
      }),
      { numRuns: 60 },
    );
  });

  it('a group of four is told where nothing small is beside it, so the law is not held by silence', () => {
    expect(exposed([4, 4, 5, 5, 6, 6, 0, 0]).get('web engineering/first/deploy_ease')).toBe(12);
  });
});
