import type { Value } from '../metrics/engine-types.ts';
import type { ImprovementDomain } from '../records/index.ts';
import { outcomesOfDomain } from './outcome-names.ts';
import type { Change } from './outcomes.ts';

/** Which way an outcome went, for people: `unclear` is no further than chance explains, `same` no way at all. */
export type Direction = 'better' | 'worse' | 'unclear' | 'same';

/** A time to restore that moved by less than a fifth, or is that of fewer than ten incidents, moved by chance (policy: too few to judge). */
const realRatio = 1.2;
const enoughSamples = 10;
/** So many standard deviations of a difference are no chance (policy: too few to judge). */
const realDeviations = 2;

type Present = Extract<Value, { readonly value: number }>;

/** Of every outcome less is better; null: one of both is not known. The numbers of governance take every change as it is. */
export function directionOf({ outcome, now, before }: Pick<Change, 'outcome' | 'now' | 'before'>): Direction | null {
  if ('absent' in now || 'absent' in before) return null;
  if (now.value === before.value) return 'same';
  const isReal = outcome === 'mttr' ? isOtherTime(now, before) : isOtherRate(now, before);
  if (!isReal) return 'unclear';
  return now.value < before.value ? 'better' : 'worse';
}

/** Whether any outcome that a domain is held against got better by more than chance explains. */
export const gotBetter = (domain: ImprovementDomain, changes: readonly Change[]): boolean =>
  changes.some((one) => outcomesOfDomain[domain].outcomes.includes(one.outcome) && directionOf(one) === 'better');

const isOtherTime = (now: Present, before: Present): boolean =>
  [now, before].every(({ samples = 0 }) => samples >= enoughSamples) &&
  Math.max(now.value, before.value) > Math.min(now.value, before.value) * realRatio;

const isOtherRate = (now: Present, before: Present): boolean =>
  Math.abs(now.value - before.value) > realDeviations * Math.sqrt(varianceOf(now) + varianceOf(before));

/** Of n things among so many: n ÷ many²; of a count, which is among one, n. */
const varianceOf = ({ value, denominator = 1 }: Present): number => value / denominator;
