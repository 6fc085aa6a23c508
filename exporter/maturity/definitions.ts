import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';
import { dimensions } from './dimensions.ts';

const common = { family: 'maturity', unit: 'count', version: 1 } as const;
const byDimension = { label: { name: 'dimension' }, labels: dimensions } as const;

export const targetLevel = derived({
  ...common,
  ...byDimension,
  name: 'maturity_target_level',
  question: 'Which level of maturity does each team aim at?',
  help: 'Level of maturity (1 to 5) that a team aims at in a dimension, as configured.',
  every: 'instant',
  all: 'none',
  signals: [],
});

/** The numbers of maturity, in the order in which they are read. */
export const maturityMetrics: readonly Derived[] = [targetLevel];
