import type { Criterion, Knowledge, Requirement } from './criterion.ts';
import { codeQualityCriteria } from './criteria/code-quality.ts';
import { cultureCriteria } from './criteria/culture.ts';
import { deliveryCriteria } from './criteria/delivery.ts';
import { reliabilityCriteria } from './criteria/reliability.ts';
import { securityCriteria } from './criteria/security.ts';
import type { Dimension } from './dimensions.ts';

/** What each level of each dimension asks for, by dimension and level. Numbers are the policy's, or written here once. */
export const criteria: readonly Criterion[] = [
  ...codeQualityCriteria,
  ...cultureCriteria,
  ...deliveryCriteria,
  ...reliabilityCriteria,
  ...securityCriteria,
];

export const criterionOf = (id: string): Criterion | undefined => criteria.find((criterion) => criterion.id === id);
export const criteriaOf = (dimension: Dimension): readonly Criterion[] =>
  criteria.filter((criterion) => criterion.dimension === dimension);

/** Whether the assessments of a quarter rest on it: what came later is not asked of what was written before. */
export const isAskedIn = ({ cameIn }: Pick<Criterion, 'cameIn'>, quarter: string): boolean =>
  cameIn === undefined || cameIn < quarter;

/** The ways in which a criterion may be known, one after the other. */
export const waysOf = ({ known }: Pick<Requirement, 'known'>): readonly Knowledge[] =>
  'anyOf' in known ? known.anyOf : [known];

/** Whether somebody may vouch for it. */
export const takesEvidence = (criterion: Requirement): boolean => waysOf(criterion).some((way) => 'evidence' in way);
