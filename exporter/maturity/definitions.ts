import { derived } from '../derived/derived.ts';
import type { Derived } from '../derived/derived.ts';
import type { Signal } from '../metrics/metric.ts';
import { assessmentReasons } from '../records/assessment.ts';
import { dimensions, levels } from './dimensions.ts';

/** What criteria are known by; evidence and waivers are configured. */
export const signals: readonly Signal[] = [
  'pull_requests',
  'deployments',
  'incidents',
  'on_call',
  'priorities',
  'services',
  'github_probes',
  'pagerduty_probes',
  'work_items',
  'surveys',
  'slo_counts',
  // What mandates follow from, and reviews have to know.
  'error_budgets',
  'assessments',
];
const common = { family: 'maturity', unit: 'count', version: 1, signals, all: 'none' } as const;
/** What is read off criteria: another criterion is another meaning. 2: reliability work follows its mandate, monthly reviews are held. */
const ofCriteria = { ...common, version: 2 } as const;
const byDimension = { label: { name: 'dimension' }, labels: dimensions } as const;
/** `any`: the largest of the five, or all of them together. */
const withAny = { label: { name: 'dimension' }, labels: [...dimensions, 'any'] } as const;
const states = ['met', 'unmet', 'unknown', 'waived'] as const;

export const observedLevels = derived({
  ...ofCriteria,
  ...byDimension,
  name: 'maturity_level',
  question: 'At which level of maturity is each team observed?',
  help: 'Observed level of maturity (1 to 5) of a team in a dimension: it starts at 1, rises to the lowest and falls to the highest of the last 14 daily readings (00:00 UTC), else stays; a reading is the highest level whose criteria, and those of every level below, are all met or waived.',
  every: 'day',
});

export const earnedLevels = derived({
  ...common,
  ...byDimension,
  name: 'maturity_earned_level',
  question: 'Which level of maturity does each team hold without waivers?',
  help: 'Observed level of maturity (1 to 5) of a team in a dimension as it would be without waivers: by the same readings, in which what is waived is not met. Where it is below maturity_level, waivers hold that level, and it is no gain.',
  every: 'day',
});

export const targetLevel = derived({
  ...common,
  ...byDimension,
  name: 'maturity_target_level',
  question: 'Which level of maturity does each team aim at?',
  help: 'Level of maturity (1 to 5) that a team aims at in a dimension, as configured.',
  every: 'day',
  signals: [],
});

export const criteriaByState = derived({
  ...ofCriteria,
  name: 'maturity_criteria',
  question: 'How many criteria of each level are met?',
  help: 'Criteria of a level of maturity in a dimension, by how they stand for a team as of 00:00 UTC: met, unmet, unknown (which is not met) or waived.',
  every: 'day',
  label: { name: 'dimension', more: ['level', 'state'] },
  labels: dimensions.flatMap((dimension) =>
    levels.slice(1).flatMap((level) => states.map((state) => `${dimension}/${level}/${state}`)),
  ),
});

export const levelsBelowTarget = derived({
  ...ofCriteria,
  name: 'maturity_levels_below_target',
  question: 'In how many dimensions is each team below its target level?',
  help: 'Dimensions in which the observed level of maturity of a team is below its target, as of 00:00 UTC.',
  every: 'day',
});

export const levelsAtOne = derived({
  ...ofCriteria,
  name: 'maturity_reactive_dimensions',
  question: 'In how many dimensions is each team only reactive?',
  help: 'Dimensions in which a team is observed at level 1 of maturity, as of 00:00 UTC; absent at an early stage, where that is allowed.',
  every: 'day',
});

export const stagnantQuarters = derived({
  ...ofCriteria,
  ...withAny,
  name: 'maturity_stagnant_quarters',
  question: 'For how many quarters has each team not come closer to its target?',
  help: 'Complete quarters, the last ones without a break and at most 2, that ended below the target level in a dimension without a gain; what waivers hold is no gain; any: the most of the five. Absent where nobody can say of the last quarter.',
  every: 'day',
});

export const systemicGaps = derived({
  ...ofCriteria,
  ...withAny,
  name: 'maturity_systemic_gaps',
  question: 'What is missing in more than half of the teams?',
  help: 'Criteria of the levels up to the target that are neither met nor waived for more than half of the teams, as of 00:00 UTC: leadership’s to close; any: in all dimensions.',
  every: 'day',
  all: 'only',
});

export const scalingAllowed = derived({
  ...ofCriteria,
  name: 'scaling_allowed',
  question: 'Which teams may be scaled?',
  help: 'Whether a team may be scaled (1) or not (0): in every dimension the observed level of maturity, and the assessed one where there is an assessment, reaches the floor; as of 00:00 UTC.',
  every: 'day',
});

export const assessedLevel = derived({
  ...common,
  ...byDimension,
  name: 'maturity_assessed_level',
  version: 2,
  question: 'At which level of maturity was each team assessed?',
  help: 'Level of maturity (1 to 5) of record of a team in a dimension, as its last assessment says, that of the newest quarter, whenever it was written; absent where it has never been assessed.',
  every: 'hour',
  signals: ['assessments'],
});

export const levelsBelowAssessed = derived({
  ...ofCriteria,
  name: 'maturity_levels_below_assessed',
  question: 'In how many dimensions has each team fallen below what it was assessed at?',
  help: 'Dimensions in which the observed level of maturity of a team is below the level of its last assessment, as of 00:00 UTC; absent where it has never been assessed.',
  every: 'day',
});

export const assessmentTimestamp = derived({
  ...common,
  name: 'maturity_assessment_timestamp_seconds',
  version: 2,
  question: 'When was each team last assessed?',
  help: 'Unix time of the last assessment of the maturity of a team, that of the newest quarter, for whatever reason; absent where it has never been assessed.',
  unit: 'timestamp',
  every: 'hour',
  signals: ['assessments'],
});

export const assessmentOverdue = derived({
  ...common,
  name: 'maturity_assessment_overdue',
  version: 2,
  question: 'Which assessments of maturity are overdue?',
  help: 'Whether an assessment of the maturity of a team is overdue (1) or not (0): quarterly, the last quarter whose time is over (day 14 of the next one) has none, nor a later one; post_incident, no assessment of whatever reason has seen a P1 of the last 90 days (one that is written late has seen what was before its quarter ended), and 10 of the team’s business days are over; pre_scale, the team is to be scaled within 30 days, or was in the last 90, and has no assessment for it that has seen the 90 days before; any: one of them.',
  every: 'hour',
  label: { name: 'reason' },
  labels: [...assessmentReasons, 'any'],
  signals: ['assessments', 'incidents', 'priorities'],
});

/** The numbers of maturity, in the order in which they are read. */
export const maturityMetrics: readonly Derived[] = [
  observedLevels,
  earnedLevels,
  assessedLevel,
  targetLevel,
  criteriaByState,
  levelsBelowTarget,
  levelsBelowAssessed,
  levelsAtOne,
  stagnantQuarters,
  systemicGaps,
  assessmentTimestamp,
  assessmentOverdue,
  scalingAllowed,
];
