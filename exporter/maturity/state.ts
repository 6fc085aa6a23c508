import type { Absence } from '../metrics/engine-types.ts';
import type { Instant } from '../records/index.ts';
import type { Criterion, Requirement } from './criterion.ts';

/** What is found of a criterion, a waiver left aside. */
export interface Finding {
  readonly state: 'met' | 'unmet' | 'unknown';
  /** Of an unknown one: what it lacks. */
  readonly lacks?: Absence;
}

export const met: Finding = { state: 'met' };
export const unmet: Finding = { state: 'unmet' };
const unknowns: Readonly<Record<Absence, Finding>> = {
  no_facts: { state: 'unknown', lacks: 'no_facts' },
  incomplete: { state: 'unknown', lacks: 'incomplete' },
  stale: { state: 'unknown', lacks: 'stale' },
  too_few: { state: 'unknown', lacks: 'too_few' },
  not_configured: { state: 'unknown', lacks: 'not_configured' },
};
export const unknown = (lacks: Absence): Finding => unknowns[lacks];

/** The same, for a person. */
export interface ToldFinding extends Finding {
  /** A sentence. No name of a person. */
  readonly why: string;
  /** Where to look, or to act; null: nowhere. */
  readonly url: string | null;
  /** Since when it is known; null: it is not. */
  readonly knownAt: Instant | null;
}

/** How a criterion stands for a team as of an instant. */
export interface CriterionState<C extends Requirement = Criterion> extends Omit<ToldFinding, 'state'> {
  readonly criterion: C;
  readonly state: 'met' | 'unmet' | 'unknown' | 'waived';
}

const first = <T extends Finding>(findings: readonly T[], order: readonly Finding['state'][]): T => {
  for (const state of order) {
    const found = findings.find((finding) => finding.state === state);
    if (found) return found;
  }
  throw new RangeError('there is nothing to choose from');
};

/** Of several ways to know the same: met if one is; else unknown if one is, for it might be met; else not met. */
export const anyOf = <T extends Finding>(findings: readonly T[]): T => first(findings, ['met', 'unknown', 'unmet']);

/** Of several subjects that all have to be in order: not met if one is not; else unknown if one is; else met. */
export const allOf = <T extends Finding>(findings: readonly T[]): T => first(findings, ['unmet', 'unknown', 'met']);
