import type { Incident } from '../../../records/index.ts';
import type { DemoTeam } from '../organisation.ts';
import { conditions } from '../story.ts';
import { dayMs, hourMs } from '../working-time.ts';
import { closed, dateOf } from './story.ts';
import type { Story } from './story.ts';

/** What is left of a retro: each action is done, but for every fourth that nobody owns, that has no date, or that is late. */
function actionsOf(key: string, at: number, team: DemoTeam, place: number): Story[] {
  return ['Add an alarm', 'Write the runbook'].map((title, index): Story => {
    const turn = place * 2 + index;
    const isDone = turn % 4 !== 3;
    return {
      parent: key,
      at: at + (1 + index) * hourMs,
      title: `${title} (${place})`,
      labels: ['retro-action', `team:${team.id}`],
      assignee: turn % 12 === 3 ? undefined : team.logins[turn % team.logins.length]!,
      ...(turn % 12 !== 7 && { due: dateOf(at + 14 * dayMs) }),
      later: isDone ? [closed(at + (6 + (turn % 5)) * dayMs)] : [],
    };
  });
}

/** Nobody thought of it at the time; the council asked for it within the month. */
const rememberedAfterMs = 32 * dayMs;

/** A retro after each P1 and P2: late at first, in time later, every seventh only when somebody asks; and one that names no incident. */
export function retros(incidents: readonly Incident[], teams: readonly DemoTeam[], endsAt: number): Story[] {
  const grave = incidents.filter(({ priority }) => priority === 'P1' || priority === 'P2');
  const stories = grave.flatMap((incident, place): Story[] => {
    const resolve = incident.entries.find(({ type }) => type === 'resolve');
    const team = teams.find(({ pagerdutyService }) => pagerdutyService === incident.service);
    if (!resolve || !team) return [];
    const { progress } = conditions(incident.createdAt, endsAt, team.pace);
    const soonMs = (progress < 0.3 && place % 2 === 0 ? 80 : 20 + (place % 20)) * hourMs;
    const at = resolve.at + (place % 7 === 6 ? rememberedAfterMs : soonMs);
    const key = `retro ${incident.id}`;
    const retro: Story = {
      key,
      at,
      title: `Retro: ${incident.title}`,
      text: `What happened in ${incident.url}`,
      labels: ['retro', `team:${team.id}`],
      assignee: team.logins[place % team.logins.length]!,
      later: [closed(at + 3 * dayMs)],
    };
    return [retro, ...actionsOf(key, at, team, place)];
  });
  const unnamed = { title: 'Retro: the week of the slow exports', labels: ['retro', `team:${teams.at(-1)!.id}`] };
  return [...stories, { ...unnamed, at: endsAt - 20 * dayMs, assignee: teams.at(-1)!.logins[0]! }];
}
