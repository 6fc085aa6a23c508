import { metric } from '../metric.ts';
import { surveyResponses } from './survey-responses.ts';

/** Would they have us again? */
export const surveyNps = metric({
  name: 'survey_nps',
  family: 'devex',
  question: 'Would those who were asked recommend us?',
  help: 'Net promoter score of a survey as of its close, from -1 to 1: the share of answers to recommend (0 to 10) of 9 or 10, less the share of 6 or less. wave is one of the newest 8, or latest, previous, or baseline (the first, once there is a later one). Absent under 4 answers.',
  version: 1,
  unit: 'ratio',
  population: surveyResponses,
  label: { name: 'audience', more: ['wave'] },
  aggregate: { ratio: [{ sum: 'promoters', less: 'detractors' }, { sum: 'recommended' }] },
  windows: 'ever',
  all: 'only',
});
