import { Outcomes } from '../../exporter/governance/outcomes.ts';
import type { Change } from '../../exporter/governance/outcomes.ts';
import { outcomes, outcomesOfDomain } from '../../exporter/governance/outcome-names.ts';
import { isNoise } from '../../exporter/governance/without-outcome.ts';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import type { ImprovementDomain } from '../../exporter/records/index.ts';
import type { MonthReader } from './reader.ts';

/** What each outcome was in the calendar month and in the one before, measured as governance measures it over 28 and 90 days. */
export function monthOutcomes({ told, span, before }: MonthReader): readonly Change[] {
  const own = new Outcomes(told.engine, () => told.history);
  return outcomes.map((outcome) => own.between(outcome, span, before));
}

/** 1 where what was done of a domain in the month came to nothing by the outcomes that it is held against, else 0. */
export const cameToNothing = (domain: ImprovementDomain, done: Value, changes: readonly Change[]): Value =>
  isNoise(
    done,
    changes.filter(({ outcome }) => outcomesOfDomain[domain].outcomes.includes(outcome)),
  );
