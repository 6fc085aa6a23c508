import type { Config } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { AssessedLevels } from './assessed.ts';
import type { Criterion } from './criterion.ts';
import { dimensions } from './dimensions.ts';
import type { Dimension, Level } from './dimensions.ts';
import { systemicShare } from './limits.ts';
import type { Quarters } from './quarters.ts';
import type { Readings } from './readings.ts';
import { quartersWithoutGain } from './stagnation.ts';
import { targetOf } from './targets.ts';

/** How a team stands in a dimension, by the readings up to an instant. */
export interface DimensionStanding {
  readonly dimension: Dimension;
  /** Null: nothing has been read. */
  readonly observed: Level | null;
  /** What would be observed without waivers: below `observed`, waivers hold it. */
  readonly earned: Level | null;
  /** Null: no assessment has said anything. */
  readonly assessed: Level | null;
  readonly target: Level;
  /** Null: of the last complete quarter nobody can say. */
  readonly stagnantQuarters: number | null;
}

/** Observed below what the last assessment says. */
export const isRegressed = ({ observed, assessed }: DimensionStanding): boolean =>
  observed !== null && assessed !== null && observed < assessed;

/** A criterion that more than half of the teams lack. */
export interface SystemicGap {
  readonly criterion: Criterion;
  /** So many teams lack it on the way to their target. */
  readonly teams: number;
}

/** Whether leadership has to close a gap: what is the organisation's own, and what most teams lack. */
export const isLeaderships = (criterion: Criterion, systemic: readonly SystemicGap[]): boolean =>
  criterion.scope === 'organisation' || systemic.some((gap) => gap.criterion.id === criterion.id);

/** What follows from daily readings: levels, stagnation, gaps, and who may be scaled. */
export class Standings {
  readonly #config: Config;
  readonly #readings: Readings;
  readonly #quarters: Quarters;
  readonly #assessed: AssessedLevels;

  constructor(config: Config, readings: Readings, quarters: Quarters, assessed: AssessedLevels) {
    this.#config = config;
    this.#readings = readings;
    this.#quarters = quarters;
    this.#assessed = assessed;
  }

  of(team: string, dimension: Dimension, asOf: Instant): DimensionStanding {
    const path = this.#readings.pathTo(asOf, team, dimension);
    const target = targetOf(this.#config, team, dimension);
    return {
      dimension,
      observed: path.observedAt(asOf),
      earned: path.earnedAt(asOf),
      assessed: this.#assessed.levelOf(team, dimension, asOf)?.level ?? null,
      target,
      stagnantQuarters: quartersWithoutGain(path, target, this.#quarters, asOf),
    };
  }

  all(team: string, asOf: Instant): readonly DimensionStanding[] {
    return dimensions.map((dimension) => this.of(team, dimension, asOf));
  }

  /** The lower of observed and assessed reaches the floor in every dimension; without an assessment what is observed decides. Null: not known. */
  mayScale(team: string, asOf: Instant): boolean | null {
    const lowest = this.all(team, asOf).map(({ observed, assessed }) =>
      observed === null ? null : Math.min(observed, assessed ?? observed),
    );
    const isBelow = lowest.some((level) => level !== null && level < this.#config.maturity.floor);
    if (isBelow) return false;
    // A later assessment that nobody has read may say less.
    return lowest.includes(null) || this.#assessed.unread(asOf) !== undefined ? null : true;
  }

  /** What more than half of the teams lack up to their target, by the last readings. */
  systemicGaps(dimension: Dimension, asOf: Instant): readonly SystemicGap[] {
    const { teams } = this.#config;
    const lacking = new Map<Criterion, number>();
    for (const { id } of teams) {
      const target = targetOf(this.#config, id, dimension);
      for (const criterion of this.#readings.pathTo(asOf, id, dimension).lastAt(asOf)?.missing ?? [])
        if (criterion.level <= target) lacking.set(criterion, (lacking.get(criterion) ?? 0) + 1);
    }
    return [...lacking]
      .filter(([, count]) => count > teams.length * systemicShare)
      .map(([criterion, count]) => ({ criterion, teams: count }))
      .sort((a, b) => a.criterion.level - b.criterion.level);
  }
}
