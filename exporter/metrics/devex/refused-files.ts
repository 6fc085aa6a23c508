import type { History } from '../../history/history.ts';
import type { Excluded } from '../metric.ts';

/** Files of which nothing was taken, where somebody looks who misses their answers. */
export const refusedFiles = (history: History): readonly Excluded[] =>
  history.refusedSurveyFiles().map(({ id, refusedAt }) => ({
    type: 'excluded',
    ref: { kind: 'survey_file', id },
    at: refusedAt ?? 0,
    teams: [],
    reason: 'survey_file_refused',
  }));
