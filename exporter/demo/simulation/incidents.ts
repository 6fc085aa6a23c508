import type { Incident, IncidentEntry, Instant, OnCall } from '../../records/index.ts';
import type { DemoTeam } from './organisation.ts';
import type { Random } from './random.ts';
import { conditions, isRelapse } from './story.ts';
import type { Cause } from './releases.ts';
import { dayMs, hourMs, minuteMs, weekMs } from './working-time.ts';

/** An incident that is to be told. */
export interface Trouble {
  readonly at: Instant;
  readonly team: DemoTeam;
  readonly priority: string | null;
  readonly service?: string;
  readonly isOpen?: boolean;
}

const titles = [
  'Queue is growing',
  'Error rate is high',
  'Disk of node 3 is full',
  'Answers are slow',
  'Export job 17 failed',
] as const;

/** Noise beside what deployments cause: P1s that nobody deployed, and the smaller ones of every team. */
export function troublesOf(
  teams: readonly DemoTeam[],
  unrelated: readonly Cause[],
  span: { readonly startsAt: Instant; readonly endsAt: Instant },
  random: Random,
): Trouble[] {
  const troubles: Trouble[] = [...unrelated];
  for (const team of teams) {
    for (let weekAt = span.startsAt; weekAt < span.endsAt; weekAt += weekMs) {
      const { incidentsPerWeek } = conditions(weekAt, span.endsAt, team.pace);
      const count = Math.floor(incidentsPerWeek + random.next()) + (isRelapse(weekAt + 3 * dayMs, span.endsAt) ? 2 : 0);
      for (let index = 0; index < count; index++) {
        // Night and weekend take their share.
        const at = weekAt + Math.floor(random.next() * weekMs);
        troubles.push({ at, team, priority: random.pick(['P2', 'P3', 'P3', 'P3', 'P4', 'P4', 'P5', null]) });
      }
    }
  }
  return troubles;
}

/** Answers with who is on call for a policy at a level. */
export function rotaOf(onCalls: readonly OnCall[]): (policy: string, level: number, at: Instant) => string | null {
  const byPolicy = new Map<string, OnCall[]>();
  for (const onCall of onCalls) {
    const key = `${onCall.escalationPolicy}/${onCall.level}`;
    if (!byPolicy.has(key)) byPolicy.set(key, []);
    byPolicy.get(key)!.push(onCall);
  }
  return (policy, level, at) =>
    byPolicy.get(`${policy}/${level}`)?.find(({ fromAt, toAt }) => fromAt <= at && at < toAt)?.user ?? null;
}

type Entry = Omit<IncidentEntry, 'id'>;

/** The log of one incident: pages, answer, end, and sometimes a second round. */
function entriesOf(
  trouble: Trouble,
  endsAt: Instant,
  rota: ReturnType<typeof rotaOf>,
  random: Random,
  number: number,
): Entry[] {
  const { at, team } = trouble;
  const now = conditions(at, endsAt, team.pace);
  const [first, second] = [rota(team.policy, 1, at) ?? team.users[0]!, rota(team.policy, 2, at) ?? team.users.at(-1)!];
  const entry = (
    type: IncidentEntry['type'],
    after: number,
    user: string | null = null,
    channel: IncidentEntry['channel'] = null,
  ): Entry => ({ type, at: at + after, user, channel });
  const entries = [
    entry('trigger', 0),
    entry('assign', 1_000, null),
    entry('notify', 2_000, first, random.pick(['push', 'sms', 'phone'])),
    entry('notify', 3_000, first, 'email'),
    entry('notify', 5 * minuteMs, first, 'phone'),
  ];
  if (number % 9 === 0) {
    entries.push(entry('resolve', 8 * minuteMs));
    return entries;
  }
  const acknowledgeAfter = random.around(now.acknowledgeMs) + 5_000;
  const isEscalated = acknowledgeAfter > 20 * minuteMs;
  if (isEscalated)
    entries.push(entry('escalate', 20 * minuteMs), entry('notify', 20 * minuteMs + 2_000, second, 'sms'));
  entries.push(entry('acknowledge', acknowledgeAfter, isEscalated ? second : first));
  if (number % 17 === 0)
    entries.push(
      entry('unacknowledge', acknowledgeAfter + 10 * minuteMs),
      entry('notify', acknowledgeAfter + 40 * minuteMs, first, 'push'),
    );
  if (trouble.isOpen) return entries;
  const resolveAfter = acknowledgeAfter + 10 * minuteMs + random.around(now.restoreMs);
  // Merging one into another resolves it.
  if (number % 23 === 0) entries.push(entry('merge', resolveAfter, first));
  entries.push(entry('resolve', resolveAfter, isEscalated ? second : first));
  if (number % 13 === 0 && number % 23 !== 0)
    entries.push(entry('reopen', resolveAfter + hourMs, first), entry('resolve', resolveAfter + 2 * hourMs, first));
  return entries;
}

/** Troubles as PagerDuty keeps them. */
export function incidentsOf(
  troubles: readonly Trouble[],
  endsAt: Instant,
  onCalls: readonly OnCall[],
  random: Random,
): Incident[] {
  const rota = rotaOf(onCalls);
  const happened = troubles.filter(({ at }) => at < endsAt).sort((a, b) => a.at - b.at);
  return happened.map((trouble, index): Incident => {
    const number = index + 1;
    const { progress } = conditions(trouble.at, endsAt, trouble.team.pace);
    const id = `PINC${String(number).padStart(6, '0')}`;
    const entries = entriesOf(trouble, endsAt, rota, random, number)
      .filter(({ at }) => at < endsAt)
      .sort((a, b) => a.at - b.at)
      .map((entry, place) => ({ ...entry, id: `${id}-${String(place + 1).padStart(2, '0')}` }));
    const last = entries.findLast(({ type }) =>
      ['trigger', 'acknowledge', 'unacknowledge', 'resolve', 'reopen'].includes(type),
    )!.type;
    const merge = entries.find(({ type }) => type === 'merge');
    return {
      kind: 'incident',
      id,
      url: `https://acme.pagerduty.example/incidents/${id}`,
      number,
      title: random.chance(0.3 * (1 - progress))
        ? random.pick(titles)
        : `${random.pick(titles)} (case ${'abcdefghij'[number % 10]}${'klmnopqrst'[Math.floor(number / 10) % 10]}${'uvwxyzabcd'[Math.floor(number / 100) % 10]})`,
      incidentKey: number % 11 === 0 && progress < 0.4 ? 'nightly-import' : `alert-${number}`,
      service: trouble.service ?? trouble.team.pagerdutyService,
      createdAt: trouble.at,
      priority: trouble.priority,
      status: last === 'resolve' ? 'resolved' : last === 'acknowledge' ? 'acknowledged' : 'triggered',
      mergedAt: merge?.at ?? null,
      entries,
    };
  });
}
