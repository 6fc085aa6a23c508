import { describe, expect, it } from 'vitest';
import { devexScore } from '../../../exporter/metrics/devex/devex-score.ts';
import { at } from '../../history/organisation.ts';
import { engineOf, leftOut, measured, seriesOf, share } from '../measured.ts';
import { standardWaves, surveyed, wave, waveOf } from './surveys.ts';

const of = (team: string, wave: string, question = 'deploy_ease') => ({ team, label: `engineering/${wave}/${question}` }); // prettier-ignore
const oneWave = () => {
  const organisation = surveyed();
  organisation.put(
    waveOf('first', [
      ['web', 'deploy_ease', 1, 2, 4, 4], // 11 of 4
      ['core', 'deploy_ease', 2, 3, 3, 4, 5], // 17 of 5
      ['web', 'on_call_burden', 3, 3, 3, 5], // 14 of 4
      ['core', 'on_call_burden', 1, 1, 2, 2], // 6 of 4: one did not answer
    ]),
  );
  return organisation;
};

describe('devex_score', () => {
  it('is the mean of the scores to one question, for a team and for all', () => {
    expect(share(oneWave(), devexScore, at(80), of('web', 'first'))).toBe('11/4');
    expect(measured(oneWave(), devexScore, at(80), of('core', 'first'))).toBe(3.4);
    expect(share(oneWave(), devexScore, at(80), of('all', 'first'))).toBe('28/9');
    expect(share(oneWave(), devexScore, at(80), of('core', 'first', 'on_call_burden'))).toBe('6/4');
  });
  it('of any question is the mean over all answers, not over the means', () => {
    expect(share(oneWave(), devexScore, at(80), of('core', 'first', 'any'))).toBe('23/9'); // 17 + 6, 5 + 4
    expect(share(oneWave(), devexScore, at(80), of('all', 'first', 'any'))).toBe('48/17'); // 11 + 17 + 14 + 6
  });
  it('does not exist before the wave closes, nor at the instant of its close', () => {
    expect(measured(oneWave(), devexScore, at(10), of('web', 'first'))).toBe('no_facts');
    expect(measured(oneWave(), devexScore, at(10) + 1, of('web', 'first'))).toBe(2.75);
  });
  it('of fewer than four answers is withheld, of four it is not', () => {
    const organisation = surveyed();
    organisation.put(
      waveOf('first', [
        ['web', 'deploy_ease', 1, 2, 3],
        ['core', 'deploy_ease', 2, 3, 4, 5],
        ['data', 'deploy_ease', 1, 1, 1, 1, 2],
      ]),
    );
    expect(measured(organisation, devexScore, at(80), of('web', 'first'))).toBe('no_facts');
    // All less data would be 9 of 7: web's 3 with core's 4. All less core and data would be web's 3: core is withheld too.
    expect(measured(organisation, devexScore, at(80), of('core', 'first'))).toBe('no_facts');
    expect(share(organisation, devexScore, at(80), of('data', 'first'))).toBe('6/5');
    expect(share(organisation, devexScore, at(80), of('all', 'first'))).toBe('26/12');
    expect(leftOut(organisation, devexScore, at(80), of('core', 'first'))).toEqual([
      'engineering/first: too_few_answers',
    ]);
    expect(leftOut(organisation, devexScore, at(80), of('data', 'first'))).toEqual([]);
  });
  it('of three answers in all is nobody’s', () => {
    const organisation = surveyed();
    organisation.put(
      waveOf('first', [
        ['web', 'deploy_ease', 1, 2],
        ['core', 'deploy_ease', 5],
      ]),
    );
    for (const team of ['web', 'core', 'all'])
      expect(measured(organisation, devexScore, at(80), of(team, 'first'))).toBe('no_facts');
  });
  it('shows no other team where two small ones have four together', () => {
    const organisation = surveyed();
    organisation.put(
      waveOf('first', [
        ['web', 'deploy_ease', 1, 2],
        ['core', 'deploy_ease', 4, 5],
        ['data', 'deploy_ease', 3, 3, 3, 4],
      ]),
    );
    // What all have less data's is 12 of 4, of two teams.
    expect(share(organisation, devexScore, at(80), of('data', 'first'))).toBe('13/4');
    expect(share(organisation, devexScore, at(80), of('all', 'first'))).toBe('25/8');
    expect(measured(organisation, devexScore, at(80), of('core', 'first'))).toBe('no_facts');
  });
  it('of any question needs each of the team’s questions to be shown', () => {
    const organisation = surveyed();
    organisation.put(
      waveOf('first', [
        ['web', 'deploy_ease', 1, 2, 4, 4],
        ['core', 'deploy_ease', 2, 3, 3, 4],
        ['web', 'on_call_burden', 3, 3, 5],
        ['core', 'on_call_burden', 1, 1, 2, 2],
      ]),
    );
    expect(share(organisation, devexScore, at(80), of('web', 'first'))).toBe('11/4');
    expect(measured(organisation, devexScore, at(80), of('web', 'first', 'any'))).toBe('no_facts');
    expect(measured(organisation, devexScore, at(80), of('core', 'first', 'any'))).toBe('no_facts');
    expect(share(organisation, devexScore, at(80), of('all', 'first', 'any'))).toBe('40/15'); // 11 + 12 + 11 + 6
  });
  it('of any question leaves out a question that too few answered', () => {
    const organisation = surveyed();
    organisation.put(
      waveOf('first', [
        ['web', 'deploy_ease', 1, 2, 4, 4],
        ['web', 'on_call_burden', 3, 3, 5],
      ]),
    );
    expect(share(organisation, devexScore, at(80), of('all', 'first', 'any'))).toBe('11/4');
    expect(share(organisation, devexScore, at(80), of('web', 'first', 'any'))).toBe('11/4');
  });
  it('counts those of no team as a group of their own', () => {
    const organisation = surveyed();
    organisation.put(
      waveOf('first', [
        ['web', 'deploy_ease', 1, 2, 4, 4],
        [null, 'deploy_ease', 5, 5, 5, 4],
      ]),
    );
    expect(share(organisation, devexScore, at(80), of('unattributed', 'first'))).toBe('19/4');
    expect(share(organisation, devexScore, at(80), of('all', 'first'))).toBe('30/8');
  });
  it('names waves by their place, as of each close', () => {
    const organisation = surveyed();
    const scores = { first: [1, 1, 1, 1], second: [2, 2, 2, 2], third: [3, 3, 3, 3] };
    for (const [id, given] of Object.entries(scores)) organisation.put(waveOf(id, [['web', 'deploy_ease', ...given]]));
    const seen = (asOf: number) =>
      ['latest', 'previous', 'baseline'].map((name) => measured(organisation, devexScore, asOf, of('web', name)));
    expect(seen(at(10) + 1)).toEqual([1, 'no_facts', 'no_facts']);
    expect(seen(at(40))).toEqual([1, 'no_facts', 'no_facts']);
    expect(seen(at(40) + 1)).toEqual([2, 1, 1]);
    expect(seen(at(70))).toEqual([2, 1, 1]);
    expect(seen(at(70) + 1)).toEqual([3, 2, 1]);
  });
  it('keeps series of the newest eight waves of an audience', () => {
    const nine = Array.from({ length: 9 }, (_, index) => wave(`w${index}`, at(index + 1)));
    const organisation = surveyed(nine);
    for (const { id } of nine) organisation.put(waveOf(id, [['web', 'deploy_ease', 2, 3, 3, 3]]));
    expect(measured(organisation, devexScore, at(80), of('web', 'w1'))).toBe(2.75);
    expect(() => measured(organisation, devexScore, at(80), of('web', 'w0'))).toThrow('w0');
    expect(measured(organisation, devexScore, at(80), of('web', 'baseline'))).toBe(2.75);
  });
  it('keeps audiences apart', () => {
    const organisation = surveyed([...standardWaves, wave('first', at(12), { audience: 'product' })]);
    organisation.put(waveOf('first', [['web', 'deploy_ease', 1, 1, 1, 2]]));
    organisation.put(waveOf('first', [['web', 'deploy_ease', 4, 4, 4, 5]], { audience: 'product' }));
    expect(measured(organisation, devexScore, at(80), of('web', 'latest'))).toBe(1.25);
    expect(measured(organisation, devexScore, at(80), { team: 'web', label: 'product/latest/deploy_ease' })).toBe(4.25);
  });
  it('is explained by sums, never by single answers', () => {
    const series = seriesOf(devexScore, of('all', 'first'));
    const asOf = at(80);
    const { facts } = engineOf(oneWave(), [devexScore]).explain(series, { from: asOf, to: asOf, asOf });
    expect(facts.map(({ ref, value }) => [ref.id, value])).toEqual([['engineering/first', 28]]);
  });
  it('is not configured where no surveys are', () => {
    const organisation = surveyed(standardWaves, { surveys: null });
    expect(measured(organisation, devexScore, at(80), of('web', 'latest', 'on_call_burden'))).toBe('not_configured');
  });
  it('lists a file that was refused where all are looked at', () => {
    const organisation = oneWave();
    const problems = [{ line: 7, reason: 'score is missing' }];
    organisation.put({ kind: 'survey_file', id: 'x.csv', fingerprint: '1', problems, refusedAt: at(20), isEarlierKept: false }); // prettier-ignore
    expect(leftOut(organisation, devexScore, at(80), of('all', 'first'))).toEqual(['x.csv: survey_file_refused']);
    expect(leftOut(organisation, devexScore, at(20), of('all', 'first'))).toEqual([]);
  });
});
