import type { ImprovementDomain } from '../records/index.ts';
import { isOtherRate, isOtherShare, isOtherSize } from '../policy/chance.ts';
import type { Present } from '../policy/chance.ts';
import { outcomesOfDomain } from './outcome-names.ts';
import type { Outcome } from './outcome-names.ts';
import type { Change } from './outcomes.ts';

/** Which way an outcome went, for people: `unclear` is no further than chance explains, `same` no way at all. */
export type Direction = 'better' | 'worse' | 'unclear' | 'same';

/** Of every outcome less is better; null: one of both is not known. The numbers of governance take every change as it is. */
export function directionOf({ outcome, now, before }: Pick<Change, 'outcome' | 'now' | 'before'>): Direction | null {
  if ('absent' in now || 'absent' in before) return null;
  if (now.value === before.value) return 'same';
  if (!isOther[outcome](now, before)) return 'unclear';
  return now.value < before.value ? 'better' : 'worse';
}

/** Whether any outcome that a domain is held against got better by more than chance explains. */
export const gotBetter = (domain: ImprovementDomain, changes: readonly Change[]): boolean =>
  changes.some((one) => outcomesOfDomain[domain].outcomes.includes(one.outcome) && directionOf(one) === 'better');

const isOther: Readonly<Record<Outcome, (now: Present, before: Present) => boolean>> = {
  incidents: isOtherRate,
  mttr: isOtherSize,
  change_failure: isOtherShare,
  on_call_load: isOtherRate,
  customer_trust: isOtherRate,
};
