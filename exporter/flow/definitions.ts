import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';

export const workInProgressLimit = derived({
  name: 'work_in_progress_limit',
  family: 'flow',
  question: 'How much work in hand did the team agree on?',
  help: 'Issues in progress for each engineer that a team agreed on as the most, as configured. Absent where it agreed on nothing.',
  version: 1,
  unit: 'per_engineer',
  every: 'day',
  all: 'none',
  signals: [],
});

/** The numbers of flow that are made of no facts. */
export const flowLimits: readonly Derived[] = [workInProgressLimit];
