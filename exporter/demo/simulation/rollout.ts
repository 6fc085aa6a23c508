import type { Instant } from '../../records/index.ts';
import { dayMs } from './working-time.ts';

/** So many days ago it began: the 90 days have just passed. */
const beganDaysAgo = 94;

/** The rollout of the quarter: some of it is vouched for in time, some late, some not at all. */
export function rolloutOf(endsAt: Instant): object {
  const date = (day: number): string => new Date(endsAt + (day - 1 - beganDaysAgo) * dayMs).toISOString().slice(0, 10);
  const vouched = (criterion: string, day: number) => ({
    criterion,
    url: `https://wiki.example/rollout/${criterion.replaceAll('_', '-')}`,
    role: 'Head of Platform',
    at: date(day),
  });
  return {
    starts: date(1),
    evidence: [
      vouched('survey_sent', 10),
      // A week late.
      vouched('retro_template', 38),
      vouched('service_catalogue', 84),
    ],
  };
}
