import { metric } from '../metric.ts';
import { surveyScores } from './survey-scores.ts';

/** What is it like to work here? */
export const devexScore = metric({
  name: 'devex_score',
  family: 'devex',
  question: 'How do people score what it is like to work here?',
  help: 'Mean of the scores (1 to 5, 5 is best) that respondents of the team gave to a question of a survey, as of its close; any: to all questions together. wave is one of the newest 8, or latest, previous, or baseline (the first, once there is a later one). Absent under 4 answers, and where fewer than 4 could be told by subtraction from all.',
  version: 1,
  unit: 'score',
  population: surveyScores,
  label: { name: 'audience', more: ['wave', 'question'] },
  aggregate: { ratio: [{ sum: 'score' }, { sum: 'answers' }] },
  windows: 'ever',
});
