import type { Instant, OnCall } from '../../records/index.ts';
import type { DemoTeam } from './organisation.ts';
import type { Random } from './random.ts';
import { progressOf } from './story.ts';
import { dayMs, hourMs } from './working-time.ts';

const spanOf = (team: DemoTeam, level: number, user: string, fromAt: Instant, toAt: Instant): OnCall => ({
  kind: 'on_call',
  id: `${team.policy}/${level}/${user}/${fromAt}`,
  escalationPolicy: team.policy,
  level,
  user,
  fromAt,
  toAt,
});

/** Who was on call for a team's services: anybody at first, with gaps and long weeks; later the team itself, week by week. */
export function onCallsOf(
  team: DemoTeam,
  everybody: readonly DemoTeam[],
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  random: Random,
): OnCall[] {
  const spans: OnCall[] = [];
  for (let at = startsAt, turn = 0; at < endsAt; turn++) {
    const isOwned = progressOf(at, endsAt, team.pace) > 0.35;
    const days = isOwned ? 7 : random.whole(2, 11);
    const users = isOwned ? team.users : random.pick(everybody).users;
    const first = isOwned ? users[turn % users.length]! : random.pick(users);
    const second = isOwned ? users[(turn + 1) % users.length]! : random.pick(random.pick(everybody).users);
    const toAt = at + days * dayMs;
    spans.push(spanOf(team, 1, first, at, toAt));
    if (first !== second) spans.push(spanOf(team, 2, second, at, toAt));
    at = toAt + (isOwned ? 0 : random.whole(0, 2) * 9 * hourMs);
  }
  return spans;
}
