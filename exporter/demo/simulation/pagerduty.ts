import type { Instant } from '../../records/index.ts';
import type { World } from '../world.ts';
import { unownedService } from './organisation.ts';
import type { DemoTeam } from './organisation.ts';
import { dayMs } from './working-time.ts';

/** How the teams have set PagerDuty up. */
export function pagerDutyOf(
  teams: readonly DemoTeam[],
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
): Pick<World, 'pagerdutyServices' | 'escalationPolicies' | 'pagerdutyUsers' | 'priorities'> {
  const owned = teams.map(({ id, pagerdutyService, policy }) => ({
    id: pagerdutyService,
    name: id,
    policy,
    createdAt: startsAt - 300 * dayMs,
  }));
  // Somebody tried another importer in the quarter, and nobody has taken it on since.
  const unowned = {
    id: unownedService,
    name: 'trial importer',
    policy: teams[0]!.policy,
    createdAt: endsAt - 60 * dayMs,
  };
  return {
    pagerdutyServices: [...owned, unowned].map(({ id, name, policy, createdAt }) => ({
      kind: 'pagerduty_service',
      id,
      name,
      url: `https://acme.pagerduty.example/services/${id}`,
      createdAt,
      escalationPolicy: policy,
    })),
    escalationPolicies: teams.map(({ id, policy }) => ({
      kind: 'escalation_policy',
      id: policy,
      name: `${id} on call`,
      teams: [],
      // One kind of team has nobody behind whoever is on call.
      levels: id.startsWith('integrations') ? 1 : 2,
    })),
    pagerdutyUsers: teams.flatMap(({ logins, users }) =>
      users.map((id, index) => ({ kind: 'pagerduty_user' as const, id, email: `${logins[index]}@example.com` })),
    ),
    priorities: { kind: 'priorities', id: 'account', names: ['P1', 'P2', 'P3', 'P4', 'P5'] },
  };
}
