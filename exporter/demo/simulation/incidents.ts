import type { Incident, IncidentEntry, Instant, OnCall } from '../../records/index.ts';
import type { Random } from './random.ts';
import { conditions } from './story.ts';
import type { Trouble } from './troubles.ts';
import { hourMs, minuteMs } from './working-time.ts';

const titles = [
  'Queue is growing',
  'Error rate is high',
  'Disk of node 3 is full',
  'Answers are slow',
  'Export job 17 failed',
] as const;

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
  // What the story tells to last does not go away by itself.
  if (number % 9 === 0 && trouble.acknowledgeMs === undefined && trouble.restoreMs === undefined) {
    entries.push(entry('resolve', 8 * minuteMs));
    return entries;
  }
  const acknowledgeAfter = trouble.acknowledgeMs ?? random.around(now.acknowledgeMs) + 5_000;
  const isEscalated = acknowledgeAfter > 20 * minuteMs;
  if (isEscalated)
    entries.push(entry('escalate', 20 * minuteMs), entry('notify', 20 * minuteMs + 2_000, second, 'sms'));
  entries.push(entry('acknowledge', acknowledgeAfter, isEscalated ? second : first));
  if (number % 17 === 0)
    entries.push(
      entry('unacknowledge', acknowledgeAfter + 10 * minuteMs),
      entry('notify', acknowledgeAfter + 40 * minuteMs, first, 'push'),
    );
  const resolveAfter = acknowledgeAfter + 10 * minuteMs + (trouble.restoreMs ?? random.around(now.restoreMs));
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
    const isFollowedUp = trouble.team.id === 'platform';
    const merge = entries.find(({ type }) => type === 'merge');
    return {
      kind: 'incident',
      id,
      url: `https://acme.pagerduty.example/incidents/${id}`,
      number,
      // Whoever follows up has nothing twice.
      title:
        !isFollowedUp && random.chance(0.3 * (1 - progress))
          ? random.pick(titles)
          : `${random.pick(titles)} (case ${'abcdefghij'[number % 10]}${'klmnopqrst'[Math.floor(number / 10) % 10]}${'uvwxyzabcd'[Math.floor(number / 100) % 10]})`,
      incidentKey: !isFollowedUp && number % 11 === 0 && progress < 0.4 ? 'nightly-import' : `alert-${number}`,
      service: trouble.service ?? trouble.team.pagerdutyService,
      createdAt: trouble.at,
      priority: trouble.priority,
      status: last === 'resolve' ? 'resolved' : last === 'acknowledge' ? 'acknowledged' : 'triggered',
      mergedAt: merge?.at ?? null,
      entries,
    };
  });
}
