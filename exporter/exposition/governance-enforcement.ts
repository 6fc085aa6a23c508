import type { Config } from '../config/config.ts';
import { waiverOf } from '../guardrails/enforcement.ts';
import type { Standing } from '../guardrails/standing.ts';
import type { Action } from '../policy/policy-line.ts';
import { cell, explained, inWords, stackedTable } from './governance-table.ts';
import { escaped, instantText } from './page.ts';

interface Enforced {
  readonly team: string;
  readonly actions: readonly Action[];
  readonly standing: Standing;
  /** Until when a waiver takes the actions away; null: they are in force. */
  readonly waivedUntilAt: number | null;
}

/** Broken lines that ask for something, in the order of the policy. */
const enforced = (standings: readonly Standing[], config: Config): readonly Enforced[] =>
  standings.flatMap((standing) => {
    const { line, team, isBreached } = standing;
    if (!isBreached || !line.actions) return [];
    return [{ team, actions: line.actions, standing, waivedUntilAt: waiverOf(standing, config)?.untilAt ?? null }];
  });

export const enforcedJson = (standings: readonly Standing[], config: Config) =>
  enforced(standings, config).map(({ team, actions, standing: { line, breachedAt }, waivedUntilAt }) => ({
    guardrail: line.id,
    team,
    actions,
    broken: line.broken,
    reason: line.reason,
    breachedAt,
    waivedUntilAt,
  }));

/** What is asked of whom, and why. */
export function enforcementSection(standings: readonly Standing[], config: Config): string {
  const all = enforced(standings, config);
  if (all.length === 0) return '<p class="soft">Nothing that is known is broken and asks for it.</p>';
  const nameOf = (team: string): string =>
    team === 'all' ? 'the organisation' : (config.teams.find(({ id }) => id === team)?.name ?? team);
  const rows = all.map(({ team, actions, standing: { line, breachedAt }, waivedUntilAt }) => [
    `<td><strong>${explained(`guardrail=${line.id}&team=${team}`, line.broken)}</strong><br><span class="soft">${escaped(line.reason)}</span></td>`,
    cell('of', escaped(nameOf(team))),
    cell('asks for', actions.map(inWords).join(', ')),
    cell('since', breachedAt === null ? '–' : instantText(breachedAt)),
    cell('stands', waivedUntilAt === null ? '● in force' : `◇ waived until ${instantText(waivedUntilAt)}`),
  ]);
  return `<p>Improvement without enforcement is advisory only. A fix or a rollback is never refused.</p>${stackedTable(['because', 'of', 'asks for', 'since', 'stands'], rows)}`;
}
