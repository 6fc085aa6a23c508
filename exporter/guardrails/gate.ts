import { weekdayOf } from '../calendar/quarter.ts';
import type { Config } from '../config/config.ts';
import type { Action } from '../policy/policy-line.ts';
import { concerning, waiverOf } from './enforcement.ts';
import type { Standing } from './standing.ts';

export const changeKinds = ['feature', 'fix', 'rollback'] as const;
export const risks = ['low', 'high'] as const;

export interface GateRequest {
  readonly team: string;
  /** The service that is released: its owner's guardrails count, too. */
  readonly service?: string;
  readonly change: (typeof changeKinds)[number];
  readonly risk: (typeof risks)[number];
}

export interface GateAnswer {
  readonly allowed: boolean;
  /** Sentences for the person who waits. */
  readonly reasons: readonly string[];
  /** Since when (ISO) the oldest of what refuses has been broken; null: nothing refuses. */
  readonly since: string | null;
  /** Every action in force, those that refuse nothing included. */
  readonly actions: readonly Action[];
  /** Until when (ISO) what would refuse is waived. */
  readonly waivedUntil?: string;
  /** False: something that could refuse is not known now. */
  readonly isKnown: boolean;
}

const friday = 5;
const iso = (at: number): string => new Date(at).toISOString();

/** Which releases an action refuses; those that are not named refuse nothing. */
const refuses: Readonly<Partial<Record<Action, (request: GateRequest) => boolean>>> = {
  pause_features: () => true,
  slow_down: ({ risk }) => risk === 'high',
  block_risky_releases: ({ risk }) => risk === 'high',
};
const refusing = ({ line }: Standing, request: GateRequest): readonly Action[] =>
  (line.actions ?? []).filter((action) => refuses[action]?.(request));

/**
 * Whether a release may go ahead. `standings` null: nothing was evaluated, or too long ago. A fix or a rollback is never refused: a
 * guardrail must not become the freeze that another forbids.
 */
export function gate(
  request: GateRequest,
  standings: readonly Standing[] | null,
  now: number,
  config: Config,
): GateAnswer {
  const teams = new Set([request.team, ...ownersOf(request, config)]);
  const broken = [...teams].flatMap((team) =>
    concerning(team, standings ?? [])
      .filter(({ isBreached }) => isBreached)
      .map((standing) => ({ standing, waiver: waiverOf(standing, config, team) })),
  );
  const inForce = unique(broken.filter(({ waiver }) => !waiver).map(({ standing }) => standing));
  const actions = [...new Set(inForce.flatMap(({ line }) => line.actions ?? []))];
  if (request.change !== 'feature')
    return {
      allowed: true,
      reasons: [`A ${request.change} is never refused.`],
      since: null,
      actions,
      isKnown: standings !== null,
    };
  const refused = inForce.filter((standing) => refusing(standing, request).length > 0);
  const waived = broken.filter(({ standing, waiver }) => waiver && refusing(standing, request).length > 0);
  const unknown = unknownOf([...teams], standings, request, config);
  const isFriday = isRiskyFriday(request, now, config);
  const isKnown = unknown.length === 0;
  const allowed = refused.length === 0 && !isFriday && (isKnown || config.gate.whenUnknown === 'allow');
  const waivedUntil = Math.min(...waived.map(({ waiver }) => waiver!.untilAt));
  return {
    allowed,
    reasons: [
      ...refused.map((standing) => refusalOf(standing, request)),
      ...(isFriday ? [`${request.team} releases nothing risky on a Friday.`] : []),
      ...unique(waived.map(({ standing, waiver }) => waivedOf(standing, waiver!))),
      ...unknown,
      ...(isKnown ? [] : [`Where it is not known, the configured answer is: ${config.gate.whenUnknown}.`]),
      ...(allowed && isKnown && waived.length === 0 ? ['No guardrail refuses it.'] : []),
    ],
    since: refused.length === 0 ? null : iso(Math.min(...refused.map(({ breachedAt }) => breachedAt!))),
    actions,
    ...(waived.length > 0 && { waivedUntil: iso(waivedUntil) }),
    isKnown,
  };
}

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];

function ownersOf({ service }: GateRequest, { services }: Config): readonly string[] {
  const owner = services.find(({ id }) => id === service)?.owner;
  return owner === undefined || owner === null ? [] : [owner];
}

function isRiskyFriday({ team, risk }: GateRequest, now: number, { teams }: Config): boolean {
  const own = teams.find(({ id }) => id === team);
  return risk === 'high' && own !== undefined && !own.fridayReleases && weekdayOf(now, own.workingTime.zone) === friday;
}

const subject = ({ team }: Standing): string => (team === 'all' ? 'the organisation' : team);

function refusalOf(standing: Standing, request: GateRequest): string {
  const { line, breachedAt, verdict } = standing;
  const number =
    verdict.value === null ? '' : `: ${round(verdict.value)}, limit ${round(verdict.limit ?? line.limit.value)}`;
  const words = refusing(standing, request).join(', ');
  return `${line.id} of ${subject(standing)} has been broken since ${iso(breachedAt!)}${number} (${words}). ${line.reason}`;
}

const round = (value: number): string => String(Number(value.toPrecision(6)));

const waivedOf = (standing: Standing, { role, reason, untilAt }: NonNullable<ReturnType<typeof waiverOf>>): string =>
  `${standing.line.id} of ${subject(standing)} is broken, and waived by ${role} until ${iso(untilAt)}: ${reason}`;

/** What could refuse it and is not known, for want of a source and not of facts. What is waived could not. */
function unknownOf(
  teams: readonly string[],
  standings: readonly Standing[] | null,
  request: GateRequest,
  config: Config,
): readonly string[] {
  if (standings === null) return ['Nothing is known: there is no evaluation that is young enough.'];
  const lines = teams.flatMap((team) => concerning(team, standings).filter((each) => !waiverOf(each, config, team)));
  return unique(lines)
    .filter((standing) => refusing(standing, request).length > 0 && !standing.isBreached)
    .filter(({ verdict: { state, why } }) => state === 'unknown' && why !== 'too_few')
    .map((standing) => `${standing.line.id} of ${subject(standing)} is not known now (${standing.verdict.why}).`);
}
