import type { Instant } from '../../records/index.ts';
import type { WorldBranch } from '../world.ts';
import type { DemoAssessment } from './assessments.ts';
import type { DemoSurvey } from './surveys.ts';
import { minuteMs } from './working-time.ts';

/** Where people commit what they have to say: it is read, and not measured. */
export const filesRepository = 'acme/people';

/** The files that a survey tool has left, and the assessments, as they were merged last. */
export function filesOf(
  surveys: readonly DemoSurvey[],
  assessments: readonly DemoAssessment[],
  endsAt: Instant,
): WorldBranch {
  const files = [
    ...surveys.map(({ file }) => [`surveys/${file.name}`, file.text] as const),
    ...assessments.map(({ place, text }) => [`assessments/${place}`, text] as const),
  ];
  return {
    repository: filesRepository,
    name: 'main',
    committedAt: endsAt - minuteMs,
    files: Object.fromEntries(files),
  };
}
