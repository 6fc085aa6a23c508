import { waiverOf } from '../../exporter/guardrails/enforcement.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { Action, PolicyLine } from '../../exporter/policy/policy-line.ts';
import { actions } from '../../exporter/policy/policy-line.ts';
import type { Waiver } from '../../exporter/config/config.ts';
import type { MonthReader } from './reader.ts';

const hourMs = 3_600_000;

/** How a line of policy fared in a month for a team, or the organisation (`all`). */
export interface LineMonth {
  readonly line: PolicyLine;
  readonly team: string;
  /** Whole hours of the month. */
  readonly hours: number;
  /** Of these, those at whose end it was broken. */
  readonly brokenHours: number;
  /** Of the broken ones, those in which no waiver took its actions away. */
  readonly enforcedHours: number;
  /** As of the month's end. */
  readonly last: Standing;
}

/** Every line of policy as it was judged at every whole hour of the month, with what is known today. */
export function lineMonths({ told: { guardrails, config }, month }: MonthReader): readonly LineMonth[] {
  const [first, last] = [Math.floor(month.from / hourMs) * hourMs + hourMs, Math.floor(month.to / hourMs) * hourMs];
  return Array.from(guardrails.hourly(first, last), (standings): LineMonth => {
    const broken = standings.filter(({ isBreached }) => isBreached);
    const at = standings.at(-1)!;
    return {
      line: at.line,
      team: at.team,
      hours: standings.length,
      brokenHours: broken.length,
      enforcedHours: broken.filter((standing) => !waiverOf(standing, config)).length,
      last: at,
    };
  });
}

/** The guardrails that were broken at any hour of the month. */
export const brokenGuardrails = (months: readonly LineMonth[]): readonly LineMonth[] =>
  months.filter(({ line: { kind }, brokenHours }) => kind === 'guardrail' && brokenHours > 0);

/** An action that lines asked for in the month: of whom at its end, and of whom earlier only. */
export interface Decided {
  readonly action: Action;
  readonly inForce: readonly string[];
  readonly ended: readonly string[];
}

export function decided(months: readonly LineMonth[], reader: MonthReader): readonly Decided[] {
  const { config } = reader.told;
  const teams = reader.everybody;
  return actions.flatMap((action) => {
    const asking = months.filter(({ line, enforcedHours }) => line.actions?.includes(action) && enforcedHours > 0);
    const inForce = teams.filter((team) =>
      asking.some(({ last, team: of }) => of === team && last.isBreached === true && !waiverOf(last, config)),
    );
    const ended = teams.filter((team) => !inForce.includes(team) && asking.some(({ team: of }) => of === team));
    return inForce.length + ended.length === 0 ? [] : [{ action, inForce, ended }];
  });
}

/** The waivers that took something away in the month. */
export function usedWaivers(months: readonly LineMonth[], { told: { config }, month }: MonthReader): readonly Waiver[] {
  return config.waivers.filter(({ guardrail, team, untilAt }) =>
    months.some(
      ({ line, team: of, brokenHours }) =>
        line.id === guardrail && (team === 'all' || team === of) && brokenHours > 0 && untilAt > month.from,
    ),
  );
}
