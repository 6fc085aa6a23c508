import { metric } from '../metric.ts';
import { surveyResponses } from './survey-responses.ts';

/** Do people still tell us? */
export const devexResponseRatio = metric({
  name: 'devex_response_ratio',
  family: 'devex',
  question: 'What share of those invited answered the survey?',
  help: 'Respondents of a survey divided by those invited to it, as of its close. wave is one of the newest 8, or latest, previous, or baseline (the first, once there is a later one). Absent under 4 respondents.',
  version: 1,
  unit: 'ratio',
  population: surveyResponses,
  label: { name: 'audience', more: ['wave'] },
  aggregate: { ratio: [{ sum: 'answered' }, { sum: 'invited' }] },
  windows: 'ever',
  all: 'only',
});
