import type { DemoTeam } from '../organisation.ts';
import type { Random } from '../random.ts';
import { progressOf } from '../story.ts';
import { afterWork, dayMs, hourMs, nextWorking, weekMs } from '../working-time.ts';
import { closed, commented, dateOf, labeled, unlabeled } from './story.ts';
import type { Story } from './story.ts';

type Span = { readonly startsAt: number; readonly endsAt: number };

/** One release that broke a report in many ways: a dozen bugs of one team within a week, which is more than chance. */
export function badRelease(teams: readonly DemoTeam[], endsAt: number): Story[] {
  const team = teams[3] ?? teams[0]!;
  return Array.from({ length: 12 }, (_, turn): Story => {
    const at = endsAt - 6 * weekMs + turn * 14 * hourMs;
    return {
      at,
      title: `The new table of report ${turn + 1} is empty`,
      labels: ['customer-bug', `team:${team.id}`, 'P2'],
      assignee: team.logins[turn % team.logins.length]!,
      later: [closed(at + 4 * dayMs)],
    };
  });
}

/** Customers report less and less; a bug is closed within days. */
export function customerBugs(teams: readonly DemoTeam[], { startsAt, endsAt }: Span, random: Random): Story[] {
  return teams.slice(1).flatMap((team) => {
    const stories: Story[] = [];
    for (let at = startsAt + random.whole(0, 7) * dayMs + 11 * hourMs; at < endsAt;) {
      stories.push({
        at,
        title: `The totals of report ${stories.length + 1} are wrong`,
        labels: ['customer-bug', `team:${team.id}`, `P${random.whole(2, 5)}`],
        assignee: random.pick(team.logins),
        later: [closed(at + random.whole(1, 9) * dayMs)],
      });
      at += Math.round((6 + 18 * progressOf(at, endsAt, team.pace)) * dayMs * (0.7 + 0.6 * random.next()));
    }
    return stories;
  });
}

/** Teams ask the platform: triaged by a priority within hours, in the last month all of them; two have been waiting for more than a sprint. */
export function platformRequests([platform, ...askers]: readonly DemoTeam[], span: Span, random: Random): Story[] {
  const { startsAt, endsAt } = span;
  const weeks = Math.floor((endsAt - startsAt) / weekMs);
  return Array.from({ length: weeks * 2 }, (_, turn): Story => {
    const at = nextWorking(startsAt + turn * 3.5 * dayMs + 13 * hourMs, platform!.offsetHours);
    const isQuick = random.chance(0.3 + 0.8 * progressOf(at, endsAt, 1));
    const triagedAt = afterWork(at, (isQuick ? 5 : 22) * hourMs, platform!.offsetHours);
    const isLeft = turn === weeks * 2 - 9 || turn === weeks * 2 - 6;
    return {
      at,
      title: `A preview environment for ${random.pick(askers).id} (${turn + 1})`,
      labels: ['platform-request', `team:${platform!.id}`],
      later: [
        labeled(triagedAt, `P${random.whole(2, 5)}`),
        { type: 'assigned', at: triagedAt, assignee: { login: platform!.logins[turn % 3]!, type: 'User' } },
        ...(isLeft ? [] : [closed(triagedAt + random.whole(2, 9) * dayMs)]),
      ],
    };
  });
}

const hypothesis = [
  'Hypothesis: fewer steps bring more sign-ups',
  'Success metric: sign-ups a day',
  'Sample size: 4000',
];

/** Experiments and the specs before them; one experiment never said how many it needs. */
export function experimentsAndSpecs(teams: readonly DemoTeam[], endsAt: number): Story[] {
  return teams.slice(1).flatMap((team, place) =>
    [18, 10, 3].flatMap((weeks, turn): Story[] => {
      const at = nextWorking(endsAt - weeks * weekMs + (place + 9) * hourMs, team.offsetHours);
      const name = `checkout ${place + 1}.${turn + 1}`;
      const spec: Story = {
        at: at - 2 * weekMs,
        title: `Spec: ${name}`,
        labels: ['spec', `team:${team.id}`],
        assignee: team.logins[place]!,
        later: [
          commented(at - 2 * weekMs + 5 * 60_000, turn === 1 ? 'bot' : 'author'),
          commented(afterWork(at - 2 * weekMs, (place === 3 ? 30 : 9) * hourMs, team.offsetHours)),
          closed(at - weekMs),
        ],
      };
      const experiment: Story = {
        at,
        title: `Experiment: ${name}`,
        text: (place === 2 && turn === 1 ? hypothesis.slice(0, 2) : hypothesis).join('.\n'),
        labels: ['experiment', `team:${team.id}`, 'in progress'],
        assignee: team.logins[place + 1]!,
        due: dateOf(at + 4 * weekMs),
        later: [
          commented(at + weekMs),
          commented(at + 2 * weekMs),
          unlabeled(at + 24 * dayMs, 'in progress'),
          closed(at + 25 * dayMs),
        ],
      };
      return [spec, experiment];
    }),
  );
}

/** What stands still at the end: one that nobody touched for three weeks, some that are blocked for one, two and four working days. */
export function standstill(teams: readonly DemoTeam[], endsAt: number): Story[] {
  const started = (team: DemoTeam, title: string, days: number, later: Story['later'] = []): Story => ({
    at: endsAt - days * dayMs,
    title,
    labels: ['improvement', 'domain:reliability', 'P2', 'in progress', `team:${team.id}`],
    assignee: team.logins[0]!,
    due: dateOf(endsAt + 4 * weekMs),
    later,
  });
  const stale = started(teams[1]!, 'Move the archive', 25, [commented(endsAt - 21 * dayMs)]);
  const blocked = [2, 3, 7].map((days, index) =>
    started(teams[index + 1] ?? teams[0]!, `Split the table of events, part ${index + 1}`, 12, [
      labeled(endsAt - days * dayMs, 'blocked'),
    ]),
  );
  const formerly = started(teams[0]!, 'Move the build to the new runners', 60, [
    labeled(endsAt - 55 * dayMs, 'blocked'),
    unlabeled(endsAt - 48 * dayMs, 'blocked'),
    closed(endsAt - 40 * dayMs),
  ]);
  return [stale, ...blocked, formerly];
}
