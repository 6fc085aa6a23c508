import type { DerivedRoom } from '../derived/derived.ts';
import type { Instant } from '../records/index.ts';
import { assessedLevels } from './assessed.ts';
import { assessmentDerivations } from './assessment-derivations.ts';
import { criteria } from './criteria.ts';
import { maturityDerivations } from './derivations.ts';
import { Duties } from './duties.ts';
import type { Grounds } from './grounds.ts';
import { Judgement } from './judgement.ts';
import { Quarters } from './quarters.ts';
import { Readings } from './readings.ts';
import { maturityReport } from './report.ts';
import type { MaturityReport } from './report.ts';
import type { CriterionState } from './state.ts';
import { Standings } from './standing.ts';

/** Maturity as derived numbers, and as a report for people. */
export interface MaturityRoom extends DerivedRoom {
  report(asOf: Instant): MaturityReport;
  /** How every criterion stands for a team as of an instant, in words. */
  states(team: string, asOf: Instant): readonly CriterionState[];
}

export function createMaturity(grounds: Grounds): MaturityRoom {
  const { config, history, mandates } = grounds;
  const assessed = assessedLevels(history);
  const quarters = new Quarters(config.organisation.workingTime.zone);
  const judgement = new Judgement(grounds, criteria);
  const readings = new Readings(config, judgement, quarters);
  const standings = new Standings(config, readings, quarters, assessed);
  const duties = new Duties(history, quarters);
  return {
    derivations: [
      ...maturityDerivations({ config, judgement, readings, standings, assessed }),
      ...assessmentDerivations({ history, assessed, duties }),
    ],
    reach: (from, to) => readings.reach(from, to),
    forget: () => {
      mandates.forget();
      readings.forget();
      duties.forget();
    },
    report: (asOf) => maturityReport({ config, judgement, standings, duties, history }, asOf),
    states: (team, asOf) => judgement.criteria.map((criterion) => judgement.stateOf(criterion, team, asOf)),
  };
}
