import type { Config, Wave } from '../../../exporter/config/config.ts';
import type { SurveyAnswers, SurveyWave } from '../../../exporter/records/index.ts';
import { at, Organisation, team } from '../../history/organisation.ts';

export const questions = ['deploy_ease', 'on_call_burden'] as const;

export const wave = (id: string, closesAt: number, more: Partial<Wave> = {}): Wave => ({
  audience: 'engineering',
  id,
  closesAt,
  invited: 20,
  ...more,
});

/** Teams web, core, data; first, second and third wave of engineering close on days 10, 40 and 70. */
export function surveyed(waves: readonly Wave[] = standardWaves, more: Partial<Config> = {}): Organisation {
  const surveys = { folder: 'none', schedule: '* * * * *', waves, questions };
  return new Organisation({ teams: [team('web'), team('core'), team('data')], surveys, ...more });
}
export const standardWaves = [wave('first', at(10)), wave('second', at(40)), wave('third', at(70))];

/** `[team, question, ...scores]`; null: respondents of no team. */
type Given = readonly [team: string | null, question: string, ...scores: number[]];

export function waveOf(id: string, given: readonly Given[], more: Partial<SurveyWave> = {}): SurveyWave {
  const answers = given.map(([team, question, ...scores]): SurveyAnswers => ({ team, question, scores }));
  const respondents = Math.max(...questions.map((asked) => answers.filter(({ question }) => question === asked).reduce((sum, { scores }) => sum + scores.length, 0))); // prettier-ignore
  const audience = more.audience ?? 'engineering';
  return { kind: 'survey_wave', id: `${audience}/${id}`, audience, wave: id, file: `${id}.csv`, respondents, answers, ...more }; // prettier-ignore
}
