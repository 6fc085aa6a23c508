import type { Config } from '../config/config.ts';
import type { DerivedRoom } from '../derived/derived.ts';
import type { History } from '../history/history.ts';
import type { Engine } from '../metrics/engine-types.ts';
import { inputTimestamps, staleInputCount } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { outcomeChanges, Outcomes } from './outcomes.ts';
import type { Instant } from '../records/index.ts';
import { governanceReport } from './report.ts';
import type { GovernanceReport } from './report.ts';
import { skippedReviews } from './review-numbers.ts';
import type { Reviews } from './reviews.ts';
import { untouchedDomains } from './untouched.ts';
import { withoutOutcomes } from './without-outcome.ts';

/** Governance of improvement as derived numbers, and as a report for people. */
export interface GovernanceRoom extends DerivedRoom {
  report(asOf: Instant): GovernanceReport;
}

export function createGovernance(
  config: Config,
  engine: Engine,
  history: () => History,
  inputs: Inputs,
  reviews: Reviews,
): GovernanceRoom {
  const outcomes = new Outcomes(engine, history);
  return {
    derivations: [
      untouchedDomains(engine),
      outcomeChanges(outcomes, config),
      withoutOutcomes(engine, outcomes),
      inputTimestamps(inputs),
      staleInputCount(inputs),
      skippedReviews(config, reviews),
    ],
    forget: () => {
      outcomes.forget();
      reviews.forget();
    },
    report: (asOf) => governanceReport({ config, engine, inputs, outcomes, reviews }, asOf),
  };
}
