import type { Value } from '../metrics/engine-types.ts';

/** A number that there is, with what it was made of. */
export type Present = Extract<Value, { readonly value: number }>;

/** Too few to judge (ours): two numbers are other than by chance beyond so many standard deviations of their difference … */
const realDeviations = 2;
/** … and durations, sizes and shares only beyond a fifth, too: unchanged ones look other by that much often enough, … */
export const realRatio = 1.2;
/** … and of so many facts: of fewer, a mean says nothing about before and after. */
export const enoughFacts = 10;

/** Whether a count, or a rate such as deployments a day or pages an engineer, moved by more than chance explains. */
export const isOtherRate = (now: Present, before: Present): boolean =>
  isBeyondChance(now, before, rateVariance(now) + rateVariance(before));

/** Of n things among so many: n ÷ many²; of a count, which is among one, n. */
const rateVariance = ({ value, denominator = 1 }: Present): number => value / denominator;

/** Whether a part of a whole did: p̂·(1 − p̂)·(1/n₁ + 1/n₂), p̂ the share of both together. */
export function isOtherShare(now: Present, before: Present): boolean {
  const [is, was] = [now.denominator ?? 0, before.denominator ?? 0];
  if (!isBeyondFifth(now, before) || Math.min(is, was) < enoughFacts) return false;
  const both = (now.value * is + before.value * was) / (is + was);
  return isBeyondChance(now, before, both * (1 - both) * (1 / is + 1 / was));
}

/** Whether a typical duration or size did. */
export const isOtherSize = (now: Present, before: Present): boolean =>
  isBeyondFifth(now, before) && [now, before].every(({ samples = 0 }) => samples >= enoughFacts);

const isBeyondChance = (now: Present, before: Present, variance: number): boolean =>
  Math.abs(now.value - before.value) > realDeviations * Math.sqrt(variance);

const isBeyondFifth = ({ value: is }: Present, { value: was }: Present): boolean =>
  Math.max(is, was) > Math.min(is, was) * realRatio;
