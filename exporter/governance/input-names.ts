import { inputFreshMs, quarterlyInputFreshMs } from '../policy/limits.ts';

/** What a decision on improvement must have considered. */
export const inputs = [
  'postmortems',
  'quality_scorecards',
  'error_budgets',
  'customer_impact',
  'technical_debt',
  'audit_findings',
] as const;
export type Input = (typeof inputs)[number];

/** For how long each stays current. */
export const freshMs: Readonly<Record<Input, number>> = {
  postmortems: inputFreshMs,
  quality_scorecards: quarterlyInputFreshMs,
  error_budgets: inputFreshMs,
  customer_impact: inputFreshMs,
  technical_debt: inputFreshMs,
  audit_findings: quarterlyInputFreshMs,
};
