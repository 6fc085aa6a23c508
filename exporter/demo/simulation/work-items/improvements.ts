import { improvementDomains } from '../../../records/work-item-words.ts';
import type { ImprovementDomain, Instant, WorkItemEvent } from '../../../records/index.ts';
import type { DemoTeam } from '../organisation.ts';
import { dayMs, hourMs, weekMs } from '../working-time.ts';
import { closed, dateOf, notPlanned } from './story.ts';
import type { Story } from './story.ts';

const hyphened = (name: string): string => name.replaceAll('_', '-');
/** Weeks before the end in which one of each domain begins. */
const beginnings = [22, 16, 11, 5] as const;
/** Nobody looks after it for fourteen weeks in between. */
const forgotten: { readonly domain: ImprovementDomain; readonly turns: readonly number[] } = {
  domain: 'security',
  turns: [1, 2],
};

/** In every domain some are done; of the others one is late, one has no owner, one no date, one no priority, one was put off twice. */
export function improvements(teams: readonly DemoTeam[], endsAt: number): Story[] {
  return improvementDomains.flatMap((domain, place) =>
    beginnings.flatMap((weeks, turn): Story[] => {
      if (domain === forgotten.domain && forgotten.turns.includes(turn)) return [];
      const at = endsAt - weeks * weekMs - place * dayMs;
      const team = teams[(place + turn) % teams.length]!;
      const isOpen = turn === 3;
      const dueAt = isOpen && place === 0 ? at + 2 * weekMs : at + 8 * weekMs;
      const moves = [3, 4].map((week) => ({ at: at + week * weekMs, on: dateOf(at + (8 + week) * weekMs) }));
      const story: Story = {
        at,
        title: `Improve ${domain.replaceAll('_', ' ')}, step ${turn + 1}`,
        labels: [
          'improvement',
          `domain:${hyphened(domain)}`,
          `team:${team.id}`,
          ...(isOpen && place === 3 ? [] : [`P${1 + ((place + turn) % 3)}`]),
        ],
        assignee: isOpen && place === 1 ? undefined : team.logins[turn]!,
        ...(!(isOpen && place === 2) && { due: dateOf(dueAt) }),
        ...(isOpen && place === 4 && { dueMoves: moves }),
        later: isOpen ? [] : [closed(at + (3 + turn) * weekMs)],
      };
      return [story];
    }),
  );
}

/** Every fourth stands; one of them went out of use. */
function endOfDebt(at: Instant, turn: number, place: number): readonly WorkItemEvent[] {
  if ((turn + place) % 4 < 3) return [closed(at + Math.max(2, 9 - turn) * weekMs)];
  return turn === 2 && place === 1 ? [notPlanned(at + 6 * weekMs)] : [];
}

/** Debt is written down every three weeks and paid back ever faster; a finding of the audit comes every month, with a date. */
export function debtAndFindings(teams: readonly DemoTeam[], startsAt: number, endsAt: number): Story[] {
  const weeks = Math.floor((endsAt - startsAt) / weekMs);
  const debts = teams.flatMap((team, place) =>
    Array.from({ length: Math.floor(weeks / 3) }, (_, turn): Story => {
      const at = startsAt + (turn * 3 * 7 + place) * dayMs + 10 * hourMs;
      return {
        at,
        title: `Replace the old client, part ${turn + 1}`,
        labels: ['tech-debt', `team:${team.id}`],
        assignee: team.logins[turn % team.logins.length]!,
        later: endOfDebt(at, turn, place),
      };
    }),
  );
  const findings = Array.from({ length: Math.floor(weeks / 4) }, (_, turn): Story => {
    const at = startsAt + turn * 4 * weekMs + 2 * dayMs;
    const team = teams[turn % teams.length]!;
    return {
      at,
      title: `Rotate keys of system ${turn + 1}`,
      labels: ['audit-finding', `team:${team.id}`, 'P2'],
      assignee: team.logins[0]!,
      milestone: { title: `Audit ${turn + 1}`, dueOn: dateOf(at + 30 * dayMs) },
      later: [closed(at + (turn === 2 ? 40 : 20) * dayMs)],
    };
  });
  return [...debts, ...findings];
}
