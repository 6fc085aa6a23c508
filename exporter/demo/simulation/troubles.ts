import type { Instant } from '../../records/index.ts';
import { unownedService } from './organisation.ts';
import type { DemoTeam, Organisation } from './organisation.ts';
import type { Random } from './random.ts';
import type { Cause } from './releases.ts';
import { conditions, isRelapse, monthly, quarterWeeks } from './story.ts';
import { dayMs, hourMs, minuteMs, weekMs, weekdayOf } from './working-time.ts';

/** An incident that is to be told. */
export interface Trouble {
  readonly at: Instant;
  readonly team: DemoTeam;
  readonly priority: string | null;
  readonly service?: string;
  /** Where the story tells it: until somebody answers, and from then until it is over. Infinity: not yet. */
  readonly acknowledgeMs?: number;
  readonly restoreMs?: number;
}

interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** How often the storage of one team fails, by week of the quarter. */
const storageWeeks = [
  [3, 2],
  [4, 2],
  [5, 2],
  [6, 2],
  [7, 9],
] as const;

/** Everything that breaks: by deployments, at night, as ever, and what the story needs. */
export function troublesOf(
  { teams, repositories }: Organisation,
  causes: readonly Cause[],
  span: Span,
  random: Random,
): Trouble[] {
  const monoliths = repositories.filter(({ isMonolith }) => isMonolith);
  return [
    ...monoliths.flatMap((monolith) => nightTroubles(monolith.teams, span, random)),
    ...teams.flatMap((team) => usualTroubles(team, span, random)),
    ...storageTroubles(teams.at(-2)!, span, random),
    ...causes,
    ...presentTroubles(teams, span),
  ];
}

/** A P1 a month that nobody deployed. In the last month but one the phone of whoever is on call stays silent for most of an hour. */
function nightTroubles(teams: readonly DemoTeam[], { startsAt, endsAt }: Span, random: Random): Trouble[] {
  const [silentAt] = monthly(startsAt, endsAt, (month) => month === 1);
  return monthly(startsAt, endsAt, () => true).map((at) => ({
    at: sundayBefore(at),
    team: random.pick(teams),
    priority: 'P1',
    ...(at === silentAt && { acknowledgeMs: 50 * minuteMs }),
  }));
}

/** Nothing was deployed for a day, so nothing but chance is to blame. */
const sundayBefore = (at: Instant): Instant => at - (weekdayOf(at) % 7) * dayMs + 2 * hourMs + 40 * minuteMs;

/** The smaller ones of every team. */
function usualTroubles(team: DemoTeam, { startsAt, endsAt }: Span, random: Random): Trouble[] {
  const troubles: Trouble[] = [];
  for (let weekAt = startsAt; weekAt < endsAt; weekAt += weekMs) {
    const { incidentsPerWeek } = conditions(weekAt, endsAt, team.pace);
    const count = Math.floor(incidentsPerWeek + random.next()) + (isRelapse(weekAt + 3 * dayMs, endsAt) ? 2 : 0);
    for (let index = 0; index < count; index++) {
      // Night and weekend take their share.
      const at = weekAt + Math.floor(random.next() * weekMs);
      troubles.push({ at, team, priority: random.pick(['P2', 'P3', 'P3', 'P3', 'P4', 'P4', 'P5', null]) });
    }
  }
  return troubles;
}

/** One team's storage begins to fail; in the week of the relapse it fails daily, and takes a night to come back. */
function storageTroubles(team: DemoTeam, { startsAt, endsAt }: Span, random: Random): Trouble[] {
  const quarterAt = endsAt - quarterWeeks * weekMs;
  const troubles = storageWeeks.flatMap(([week, count]) =>
    Array.from({ length: count }, (): Trouble => {
      const at = quarterAt + week * weekMs + Math.floor(random.next() * weekMs);
      const trouble = { at, team, priority: random.pick(['P3', 'P4']) };
      return isRelapse(at, endsAt) ? { ...trouble, restoreMs: random.around(14 * hourMs) } : trouble;
    }),
  );
  return troubles.filter(({ at }) => at >= startsAt);
}

/** What nobody owns, and what is open at the end: known for a while, nobody's, and so new that nobody has answered. */
function presentTroubles(teams: readonly DemoTeam[], { endsAt }: Span): Trouble[] {
  const [first, second, last] = [teams[0]!, teams[1]!, teams.at(-1)!];
  const nobodys = { team: first, service: unownedService };
  return [
    { ...nobodys, at: endsAt - 5 * dayMs, priority: 'P4', restoreMs: 6 * hourMs },
    { at: endsAt - 50 * minuteMs, team: second, priority: 'P3', restoreMs: Infinity },
    { ...nobodys, at: endsAt - 25 * minuteMs, priority: 'P5', restoreMs: Infinity },
    { at: endsAt - 4 * minuteMs, team: last, priority: 'P4', acknowledgeMs: Infinity },
  ];
}
