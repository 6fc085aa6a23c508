import { describe, expect, it } from 'vitest';
import { devexResponseRatio } from '../../../exporter/metrics/devex/devex-response-ratio.ts';
import { surveyNps } from '../../../exporter/metrics/devex/survey-nps.ts';
import type { SurveyWave } from '../../../exporter/records/index.ts';
import { at } from '../../history/organisation.ts';
import { leftOut, measured, share } from '../measured.ts';
import { surveyed, waveOf } from './surveys.ts';

const first = { team: '', label: 'engineering/first' };
const withWave = (record: SurveyWave) => {
  const organisation = surveyed();
  organisation.put(record);
  return organisation;
};

describe('devex_response_ratio', () => {
  const answeredBy = (respondents: number) => withWave(waveOf('first', [['web', 'deploy_ease', 3]], { respondents }));

  it('is those who answered of those who were invited', () => {
    expect(share(answeredBy(16), devexResponseRatio, at(80), first)).toBe('16/20');
    expect(measured(answeredBy(17), devexResponseRatio, at(80), first)).toBe(0.85);
  });
  it('is absent under four, and says why', () => {
    expect(share(answeredBy(4), devexResponseRatio, at(80), first)).toBe('4/20');
    expect(share(answeredBy(3), devexResponseRatio, at(80), first)).toBe('no_facts');
    expect(leftOut(answeredBy(3), devexResponseRatio, at(80), first)).toEqual(['engineering/first: too_few_answers']);
  });
  it('exists from the close of the wave on', () => {
    expect(measured(answeredBy(16), devexResponseRatio, at(10), first)).toBe('no_facts');
    expect(measured(answeredBy(16), devexResponseRatio, at(10) + 1, { ...first, label: 'engineering/latest' })).toBe(
      0.8,
    );
    expect(measured(answeredBy(16), devexResponseRatio, at(80), { ...first, label: 'engineering/second' })).toBe('no_facts'); // prettier-ignore
  });
});

describe('survey_nps', () => {
  const recommended = (...scores: number[]) =>
    withWave(
      waveOf('first', [
        ['web', 'recommend', ...scores.slice(0, 2)],
        ['core', 'recommend', ...scores.slice(2)],
        ['core', 'deploy_ease', 5, 5, 5, 5],
      ]),
    );

  it('is promoters less detractors: 9 promotes and 8 does not, 6 detracts and 7 does not', () => {
    expect(share(recommended(9, 10, 8, 7, 6), surveyNps, at(80), first)).toBe('1/5'); // 2 − 1
    expect(share(recommended(9, 8, 7, 7, 7), surveyNps, at(80), first)).toBe('1/5');
    expect(share(recommended(8, 8, 7, 6, 7), surveyNps, at(80), first)).toBe('-1/5');
  });
  it('reaches from -1 to 1, and 0 is measured', () => {
    expect(measured(recommended(0, 6, 6, 0), surveyNps, at(80), first)).toBe(-1);
    expect(measured(recommended(9, 10, 9, 10), surveyNps, at(80), first)).toBe(1);
    expect(measured(recommended(9, 0, 7, 8), surveyNps, at(80), first)).toBe(0);
  });
  it('is absent under four answers, whatever else was answered', () => {
    expect(measured(recommended(9, 9, 9), surveyNps, at(80), first)).toBe('no_facts');
    expect(leftOut(recommended(9, 9, 9), surveyNps, at(80), first)).toEqual(['engineering/first: too_few_answers']);
  });
});
