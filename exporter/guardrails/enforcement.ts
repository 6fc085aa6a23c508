import type { Config, Waiver } from '../config/config.ts';
import { actions } from '../policy/policy-line.ts';
import type { Action } from '../policy/policy-line.ts';
import type { Standing } from './standing.ts';

/** The waiver that takes a broken line's actions away as of the instant that it was judged for, the one that ends last; undefined: none is in force. */
export function waiverOf(
  { line, team, asOf }: Pick<Standing, 'line' | 'team' | 'asOf'>,
  { waivers }: Pick<Config, 'waivers'>,
  of: string = team,
): Waiver | undefined {
  const inForce = waivers.filter(
    ({ guardrail, team: whose, fromAt = -Infinity, untilAt }) =>
      guardrail === line.id && (whose === 'all' || whose === of) && fromAt <= asOf && asOf < untilAt,
  );
  return inForce.sort((a, b) => b.untilAt - a.untilAt)[0];
}

/** What concerns a team: its own lines, and those of the organisation. */
export const concerning = (team: string, standings: readonly Standing[]): readonly Standing[] =>
  standings.filter((standing) => standing.team === team || standing.team === 'all');

export interface Enforcement {
  readonly action: Action;
  /** Team id, or `all`: what the organisation's own lines ask. */
  readonly team: string;
  readonly isActive: boolean;
}

/** Every action that a line names, for every team: active while one of its lines is broken and not waived. Unknown ones are left out. */
export function enforcements(
  standings: readonly Standing[],
  config: Pick<Config, 'teams' | 'waivers'>,
): readonly Enforcement[] {
  const known = standings.filter(({ line, isBreached }) => line.actions && isBreached !== null);
  const teams = [...config.teams.map(({ id }) => id), 'all'].map((team) => [team, concerning(team, known)] as const);
  return actions.flatMap((action) =>
    teams.flatMap(([team, own]) => {
      const lines = own.filter(({ line }) => line.actions!.includes(action));
      if (lines.length === 0) return [];
      const isActive = lines.some((standing) => standing.isBreached && !waiverOf(standing, config, team));
      return [{ action, team, isActive }];
    }),
  );
}
