import type { History } from '../../history/history.ts';
import type { ReadWave } from '../../history/surveys.ts';
import { detractsUpTo, leastAnswers, promotesFrom } from '../../policy/limits.ts';
import { recommendQuestion } from '../../records/survey.ts';
import { population } from '../metric.ts';
import type { EventFact, Excluded, FactValue } from '../metric.ts';
import { refusedFiles } from './refused-files.ts';
import { namedWaves, waveLabels } from './waves.ts';

type Value = 'answered' | 'invited' | 'promoters' | 'detractors' | 'recommended';
type Values = Readonly<Record<Value, FactValue>>;

const fewAnswers = { leftOut: 'too_few_answers' } as const;

/** What the whole audience said; nothing of fewer than four answers. */
function valuesOf({ record, invited }: ReadWave): Values {
  const scores = record.answers.flatMap((one) => (one.question === recommendQuestion ? one.scores : []));
  const isShown = scores.length >= leastAnswers;
  return {
    answered: record.respondents < leastAnswers ? fewAnswers : record.respondents,
    invited: record.respondents < leastAnswers ? fewAnswers : invited,
    promoters: isShown ? scores.filter((score) => score >= promotesFrom).length : fewAnswers,
    detractors: isShown ? scores.filter((score) => score <= detractsUpTo).length : fewAnswers,
    recommended: isShown ? scores.length : fewAnswers,
  };
}

function* factsOf(history: History): Iterable<EventFact<string, Value> | Excluded> {
  yield* refusedFiles(history);
  for (const { wave, label, known } of namedWaves(history))
    yield {
      type: 'event',
      ref: { kind: 'survey_wave', id: wave.record.id },
      teams: [],
      only: 'all',
      label,
      at: wave.closesAt,
      known,
      values: valuesOf(wave),
    };
}

/** Each wave as a whole: how many answered, and how many would recommend. */
export const surveyResponses = population({
  id: 'survey_responses',
  root: 'surveys',
  labels: waveLabels,
  values: ['answered', 'invited', 'promoters', 'detractors', 'recommended'],
  needs: [{ signal: 'surveys' }],
  factsOf: (_root, history) => factsOf(history),
});
