import { alphabetically } from '../config/alphabet.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../history/history.ts';
import type { Instant } from '../records/index.ts';
import { fileProblems, fileProblemsUrl } from '../records/file-problems.ts';
import { dimensions } from './dimensions.ts';
import type { Level } from './dimensions.ts';
import { lastAssessment } from './assessed.ts';
import type { Duties, OverdueAssessment } from './duties.ts';
import type { Judgement } from './judgement.ts';
import type { DimensionStanding, Standings, SystemicGap } from './standing.ts';
import type { CriterionState } from './state.ts';

/** A dimension of a team, with what is missing up to the next level and what waivers hold. */
export interface DimensionReport extends DimensionStanding {
  readonly nextLevel: Level | null;
  /** Neither met nor waived, of the levels up to the next one. */
  readonly missing: readonly CriterionState[];
  readonly waived: readonly CriterionState[];
}

export interface TeamReport {
  readonly team: string;
  readonly name: string;
  /** Null: not known. */
  readonly mayScale: boolean | null;
  /** Null: it has never been assessed. */
  readonly assessedAt: Instant | null;
  readonly overdue: readonly OverdueAssessment[];
  readonly dimensions: readonly DimensionReport[];
}

/** Where the teams stand, what is missing next, and what is leadership's. Levels are those of 00:00 UTC, criteria those of the instant. */
export interface MaturityReport {
  readonly asOf: Instant;
  readonly floor: Level;
  readonly teams: readonly TeamReport[];
  /** Neither met nor waived of what is the organisation's, up to the highest next level or target of a team. */
  readonly organisation: readonly CriterionState[];
  /** What more than half of the teams lack on the way to their targets. */
  readonly systemic: readonly SystemicGap[];
  /** Assessments that were refused as they are now: which, where and why. */
  readonly refused: readonly { readonly title: string; readonly url: string | null }[];
}

/** What is reported from. */
export interface Reported {
  readonly config: Config;
  readonly judgement: Judgement;
  readonly standings: Standings;
  readonly duties: Duties;
  readonly history: () => History;
}

export function maturityReport(
  { config, judgement, standings, duties, history }: Reported,
  asOf: Instant,
): MaturityReport {
  const teams = config.teams
    .map(({ id, name }) => ({
      team: id,
      name,
      mayScale: standings.mayScale(id, asOf),
      assessedAt: lastAssessment(history(), id, asOf)?.assessedAt ?? null,
      overdue: config.maturity.assessments ? duties.known(id, asOf) : [],
      dimensions: standings.all(id, asOf).map((standing) => dimensionReport(id, standing, judgement, asOf)),
    }))
    .sort(alphabetically);
  return {
    asOf,
    floor: config.maturity.floor,
    teams,
    organisation: organisationLacks(teams, judgement, asOf),
    systemic: dimensions.flatMap((dimension) => standings.systemicGaps(dimension, asOf)),
    refused: config.maturity.assessments
      ? history()
          .refusedAssessmentFiles()
          .map((file) => ({ title: fileProblems(file), url: fileProblemsUrl(file) }))
      : [],
  };
}

const isMissing = ({ state }: CriterionState): boolean => state === 'unmet' || state === 'unknown';

function organisationLacks(
  teams: readonly TeamReport[],
  judgement: Judgement,
  asOf: Instant,
): readonly CriterionState[] {
  const all = teams.flatMap((team) => team.dimensions);
  return judgement.criteria
    .filter(({ scope }) => scope === 'organisation')
    .filter(({ dimension, level }) =>
      all.some((one) => one.dimension === dimension && level <= Math.max(one.nextLevel ?? 5, one.target)),
    )
    .map((criterion) => judgement.stateOf(criterion, 'all', asOf))
    .filter(isMissing);
}

function dimensionReport(
  team: string,
  standing: DimensionStanding,
  judgement: Judgement,
  asOf: Instant,
): DimensionReport {
  const { observed, dimension } = standing;
  const nextLevel = observed === 5 ? null : (((observed ?? 1) + 1) as Level);
  const states = judgement.criteria
    .filter((criterion) => criterion.dimension === dimension && criterion.level <= (nextLevel ?? 5))
    .map((criterion) => judgement.stateOf(criterion, team, asOf));
  return {
    ...standing,
    nextLevel,
    missing: states.filter(isMissing),
    waived: states.filter(({ state }) => state === 'waived'),
  };
}
