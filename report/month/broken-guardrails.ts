import { waiverOf } from '../../exporter/guardrails/enforcement.ts';
import type { Standing } from '../../exporter/guardrails/standing.ts';
import type { Action, PolicyLine } from '../../exporter/policy/policy-line.ts';
import { actions } from '../../exporter/policy/policy-line.ts';
import type { Config, Waiver } from '../../exporter/config/config.ts';
import type { InPieces } from '../pieces.ts';
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
  /** Those by which others were waived. */
  readonly waivers: ReadonlySet<Waiver>;
  /** As of the month's end. */
  readonly last: Standing;
}

/** The policy's lines behind the rituals that are told of. */
export const ritualLines = ['weekly_update', 'delivery_review_skipped', 'retros'] as const;

const isTold = ({ id, kind, actions: asked, tells }: PolicyLine): boolean =>
  kind === 'guardrail' ||
  asked !== undefined ||
  tells?.startsWith('leadership') === true ||
  (ritualLines as readonly string[]).includes(id);

/**
 * Every line of policy that the deck tells of as it was judged at every whole hour of the month, with what is known today; in the order of
 * the policy, a line a piece: to judge them is most of the work.
 */
export function* lineMonths({ told: { guardrails, config }, month }: MonthReader): InPieces<readonly LineMonth[]> {
  const [first, last] = [Math.floor(month.from / hourMs) * hourMs + hourMs, Math.floor(month.to / hourMs) * hourMs];
  const all: LineMonth[] = [];
  for (const line of guardrails.lines.filter(isTold)) {
    const months = new Map<string, LineMonth>();
    for (const standings of guardrails.hourly(first, last, (other) => other.id === line.id))
      for (const standing of standings)
        months.set(standing.team, withHour(months.get(standing.team), standing, config));
    all.push(...months.values());
    yield;
  }
  return all;
}

function withHour(so: LineMonth | undefined, last: Standing, config: Config): LineMonth {
  const isBroken = last.isBreached === true;
  const waiver = isBroken ? waiverOf(last, config) : undefined;
  return {
    line: last.line,
    team: last.team,
    hours: (so?.hours ?? 0) + 1,
    brokenHours: (so?.brokenHours ?? 0) + Number(isBroken),
    enforcedHours: (so?.enforcedHours ?? 0) + Number(isBroken && !waiver),
    waivers: waiver ? new Set(so?.waivers).add(waiver) : (so?.waivers ?? new Set()),
    last,
  };
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

/** The waivers that took something away in the month: of several at once, the one that ends last. */
export const usedWaivers = (
  months: readonly LineMonth[],
  { told: { config } }: Pick<MonthReader, 'told'>,
): readonly Waiver[] => config.waivers.filter((waiver) => months.some(({ waivers }) => waivers.has(waiver)));
