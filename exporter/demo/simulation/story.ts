import type { Instant } from '../../records/index.ts';
import { dayMs, dayOf, weekMs } from './working-time.ts';

export const quarterWeeks = 13;
const monthDays = 28;

/** How a team works at a moment. */
export interface Conditions {
  /** 0: as bad as it was; 1: at the targets. */
  readonly progress: number;
  /** Office time until somebody looks. */
  readonly reviewMs: number;
  readonly linesChanged: number;
  /** Share of deployments that need remedy; an incident blames only one of the services that a monolith's deployment brings. */
  readonly failing: number;
  readonly restoreMs: number;
  readonly acknowledgeMs: number;
  /** Other incidents a week and team, P1 not among them. */
  readonly incidentsPerWeek: number;
}

/** Week of the quarter, 0 the first; negative before. */
export const weekOf = (at: Instant, endsAt: Instant): number =>
  Math.floor((at - (endsAt - quarterWeeks * weekMs)) / weekMs);

/** The week that looks like the bad old days again. */
export const isRelapse = (at: Instant, endsAt: Instant): boolean => weekOf(at, endsAt) === 7;

/** 0 before the quarter, then week by week up to 1; `pace` sets teams apart. The eighth week is a relapse. */
export function progressOf(at: Instant, endsAt: Instant, pace: number): number {
  const week = weekOf(at, endsAt);
  const progress = Math.max(0, Math.min(1, ((week - 1) / (quarterWeeks - 4)) * pace));
  return isRelapse(at, endsAt) ? progress * 0.25 : progress;
}

export function conditions(at: Instant, endsAt: Instant, pace: number): Conditions {
  const progress = progressOf(at, endsAt, pace);
  const between = (bad: number, good: number): number => bad * (good / bad) ** progress;
  return {
    progress,
    reviewMs: between(21 * 3_600_000, 1.4 * 3_600_000),
    linesChanged: between(420, 120),
    failing: between(0.18, 0.03),
    restoreMs: between(5 * 3_600_000, 0.8 * 3_600_000),
    acknowledgeMs: between(22 * 60_000, 4 * 60_000),
    incidentsPerWeek: between(1.6, 0.5),
  };
}

/** Days, oldest first, in those four-week months before the end in which something of a kind happens; the newest is 0. */
export function monthly(startsAt: Instant, endsAt: Instant, isIn: (month: number) => boolean): Instant[] {
  const count = Math.floor((dayOf(endsAt) - startsAt) / (monthDays * dayMs));
  const months = Array.from({ length: count }, (_, month) => month).filter(isIn);
  return months.map((month) => dayOf(endsAt) - (month * monthDays + 12) * dayMs).reverse();
}
