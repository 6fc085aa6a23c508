import type { Instant } from '../../records/index.ts';
import { scaledInDays } from './assessments.ts';
import { filesRepository } from './files.ts';
import type { DemoTeam } from './organisation.ts';
import { dayMs } from './working-time.ts';

/** What each kind of team has somebody vouch for; integrations has nothing that keeps it from stagnating. */
const vouched: Readonly<Record<string, readonly string[]>> = {
  deployment_steps_documented: ['platform', 'analytics', 'ingestion', 'accounts'],
  rollback_planned: ['platform', 'analytics', 'accounts'],
  process_manager: ['platform', 'analytics', 'ingestion', 'integrations', 'accounts'],
  alerts_present: ['platform', 'analytics', 'accounts'],
  secrets_outside_code: ['platform', 'analytics', 'ingestion', 'accounts'],
};

/** What people say of maturity: evidence, one piece of it expired, and what leadership lets everybody off for a while. */
export function maturityOf(teams: readonly DemoTeam[], endsAt: Instant): object {
  const date = (days: number): string => new Date(endsAt + days * dayMs).toISOString().slice(0, 10);
  const evidence = Object.entries(vouched).flatMap(([criterion, kinds]) =>
    teams
      .filter(({ id }) => kinds.includes(id.replace(/-\d+$/, '')))
      .map(({ id }) => ({
        criterion,
        team: id,
        url: `https://wiki.example/${id}/${criterion.replaceAll('_', '-')}`,
        role: 'Head of Platform',
        // The platform team wrote it down when it saw that most teams lacked it.
        at: date(criterion === 'rollback_planned' && id === 'platform' ? -45 : -300),
        // Ingestion moved to other machines, and nobody has looked since.
        until: date(criterion === 'process_manager' && id.startsWith('ingestion') ? -40 : 60),
      })),
  );
  const waived = (criterion: string, reason: string, from: number) => ({
    criterion,
    team: 'all',
    reason,
    role: 'VP Engineering',
    at: date(from),
    until: date(30),
  });
  return {
    targets: {
      level: 3,
      dimensions: { culture: 2, reliability: 2 },
      teams: { platform: { security: 4 }, analytics: { security: 2 } },
    },
    floor: 2,
    assessments: { repository: filesRepository, path: 'assessments' },
    scaling: teams
      .filter(({ id }) => id.startsWith('analytics'))
      .map(({ id }) => ({ team: id, on: date(scaledInDays) })),
    evidence,
    waivers: [waived('services_owned', 'The service that came with the acquisition is being handed over.', -58)],
  };
}
