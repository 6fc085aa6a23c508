import type { PastOptions } from '../backfill/write-past.ts';
import type { GovernanceReport } from '../governance/report.ts';
import type { MaturityReport } from '../maturity/report.ts';
import type { Moment, Series } from '../metrics/engine-types.ts';
import type { TeamWork } from '../scorecard/team-work.ts';
import type { Evaluation, Told } from './evaluator.ts';
import type { ExplainedAnswer } from './explanation.ts';

/**
 * What a module exports as `report` that tells of what is known, in its own way. What is told stays as it is until it resolves, and it may
 * let others go first meanwhile. Rejects with RangeError for what nobody can tell.
 */
export type Report = (told: Told, asked: string | undefined, asOf: number) => Promise<string>;

/** What the main thread asks of the worker; what it is answered goes through structured clones. */
export interface Answers {
  /** Reads what changed in the store, and evaluates everything. */
  evaluate(asOf: number): Evaluation;
  /** Throws RangeError for a series that does not exist. */
  explain(series: Series, moment: Moment): ExplainedAnswer;
  /** Where every team stands in maturity, by the facts of the last evaluation; so are those below. */
  maturity(asOf: number): MaturityReport;
  /** How improvement is governed. */
  governance(asOf: number): GovernanceReport;
  /** What a team has to do next. */
  work(team: string, asOf: number): TeamWork;
  /** What the module at an address tells (`Report`). Throws RangeError for what it says nobody can tell. */
  report(module: string, asked: string | undefined, asOf: number): string;
  /** Reads what changed in the store, and writes the past of the whole catalogue; the files. It takes so long that it wants a thread of its own. */
  past(options: PastOptions): readonly string[];
}

export interface Question {
  readonly id: number;
  readonly name: keyof Answers;
  readonly args: readonly unknown[];
}
export type Answer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string; readonly isRange: boolean };
