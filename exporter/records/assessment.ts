import type { Dimension, Level } from '../maturity/dimensions.ts';
import type { Instant } from './record.ts';
import type { SurveyFile } from './survey.ts';

/** Why a team was assessed: each quarter, after a P1, or before it is scaled. */
export const assessmentReasons = ['quarterly', 'post_incident', 'pre_scale'] as const;
export type AssessmentReason = (typeof assessmentReasons)[number];

/** What an assessment says of one dimension. */
export interface AssessedDimension {
  readonly dimension: Dimension;
  readonly level: Level;
  readonly target: Level;
  /** Where the dimension stands in its document. */
  readonly line: number;
  /** What the level rests on: criteria, each with an address and since when it is known. */
  readonly evidence: readonly { readonly criterion: string; readonly url: string; readonly at: Instant }[];
}

/** The last good version of an assessment's document: what it says to a program. */
export interface Assessment {
  readonly kind: 'assessment';
  /** Its place in the folder: `2026-Q4/web.md`. */
  readonly id: string;
  readonly team: string;
  /** `2026-Q4`, in the organisation's zone. */
  readonly quarter: string;
  readonly reason: AssessmentReason;
  readonly assessedAt: Instant;
  /** Who answers for it: a role, never a person. */
  readonly role: string;
  /** All five, in their order. */
  readonly dimensions: readonly AssessedDimension[];
}

/** A file of the assessments' folder, as it was read last. */
export interface AssessmentFile extends Omit<SurveyFile, 'kind'> {
  readonly kind: 'assessment_file';
}
