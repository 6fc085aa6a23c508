import type { Absence, Value } from '../metrics/engine-types.ts';
import type { Unit } from '../metrics/metric.ts';
import { enoughFacts, realRatio } from '../policy/chance.ts';
import type { Present } from '../policy/chance.ts';
import type { PolicyLine } from '../policy/policy-line.ts';

/** What a line says at one instant. `value` and `limit` are what was compared, in the metric's exposed unit; null: nothing was. */
export interface Verdict {
  readonly state: 'within' | 'breached' | 'unknown' | 'not_configured';
  /** Why it is unknown. */
  readonly why?: Absence;
  readonly value: number | null;
  readonly limit: number | null;
}

/** What a line is judged by, as of one instant. */
export interface Evidence {
  readonly now: Value;
  /** The same over the longer window, where there may be too few. */
  readonly longer?: Value;
  /** The same over the window before. */
  readonly before?: Value;
  /** The other part of a composite line. */
  readonly also?: Value;
}

/** What besides the evidence decides. */
export interface Circumstances {
  /** Of which an even share is a part. */
  readonly teamsOnCall: number;
  /** What the metric is: chance is that of counts, and a share of nothing asks for nothing. */
  readonly unit: Unit;
  /** Unix seconds, for what has to be fresh. */
  readonly asOfSeconds: number;
}

const within = (value: number | null, limit: number | null): Verdict => ({ state: 'within', value, limit });
const breached = (value: number | null, limit: number | null): Verdict => ({ state: 'breached', value, limit });
const notConfigured: Verdict = { state: 'not_configured', value: null, limit: null };
const unknown = (why: Absence): Verdict => ({ state: 'unknown', why, value: null, limit: null });

/** Judges one line. What is empty is within where something bad is limited, and not where something has to happen. */
export function judge(line: PolicyLine, evidence: Evidence, circumstances: Circumstances): Verdict {
  const main = judgePart(line, enoughOf(line, evidence), evidence.before, circumstances);
  if (!line.also || !evidence.also) return main;
  return composed([main, judgePart(line, evidence.also, undefined, circumstances)]);
}

/** Breached if any known part is; within if all known parts are; else unknown. */
function composed(parts: readonly Verdict[]): Verdict {
  const known = parts.filter(({ state }) => state === 'within' || state === 'breached');
  return known.find(({ state }) => state === 'breached') ?? known[0] ?? parts[0]!;
}

/** Of two windows the first with enough facts; `too_few` where both are known and neither has. */
export function enoughOf({ enough }: Pick<PolicyLine, 'enough'>, { now, longer }: Evidence): Value {
  const isEnough = (value: Value): boolean => 'value' in value && (value.denominator ?? 0) >= enough!.denominator;
  if (!enough || isEnough(now) || isUnknown(now)) return now;
  if (longer && (isEnough(longer) || isUnknown(longer))) return longer;
  const isEmpty = 'absent' in now && (!longer || 'absent' in longer);
  return isEmpty ? now : { absent: 'too_few' };
}

const isUnknown = (value: Value): boolean => 'absent' in value && value.absent !== 'no_facts';

function judgePart(
  line: PolicyLine,
  now: Value,
  before: Value | undefined,
  { teamsOnCall, unit, asOfSeconds }: Circumstances,
): Verdict {
  const { op, value: bound, timesEvenShare } = line.limit;
  if ('absent' in now) {
    if (now.absent === 'not_configured') return notConfigured;
    if (now.absent !== 'no_facts' || line.needsFacts) return unknown(now.absent);
    const demandsActivity = (op === 'at_least' && unit !== 'ratio') || op === 'fresh_within';
    return demandsActivity ? breached(null, bound) : within(null, bound);
  }
  switch (op) {
    case 'at_least':
      return now.value >= bound ? within(now.value, bound) : breached(now.value, bound);
    case 'more_than':
      return now.value > bound ? within(now.value, bound) : breached(now.value, bound);
    case 'less_than':
      return now.value < bound || isChance(line, now) ? within(now.value, bound) : breached(now.value, bound);
    case 'fresh_within': {
      const age = asOfSeconds - now.value;
      return age <= bound ? within(age, bound) : breached(age, bound);
    }
    case 'at_most': {
      const limit = timesEvenShare === undefined ? bound : Math.max(bound, timesEvenShare / Math.max(1, teamsOnCall));
      return now.value <= limit || isChance(line, now) ? within(now.value, limit) : breached(now.value, limit);
    }
    case 'not_below_before':
    case 'above_before':
      return judgeRise(line, now, before ?? { absent: 'incomplete' });
    case 'not_above_before':
    case 'not_worse_than_before':
      return judgeChange(line, now, before ?? { absent: 'incomplete' }, unit === 'count');
  }
}

/** Too few bad ones to mean anything. */
const isChance = ({ enough }: PolicyLine, { numerator }: Present): boolean =>
  enough?.numerator !== undefined && (numerator ?? 0) < enough.numerator;

/** From its own number on nobody asks what was before; below it, nobody can say without knowing. */
function judgeRise({ limit: { op, value: bound } }: PolicyLine, now: Present, before: Value): Verdict {
  if (now.value >= bound) return within(now.value, bound);
  if ('absent' in before) return unknown(before.absent);
  const isWithin = op === 'above_before' ? now.value > before.value : now.value >= before.value;
  return isWithin ? within(now.value, before.value) : breached(now.value, before.value);
}

/** Up to its own number nobody asks what was before. */
function judgeChange(
  { limit: { op, value: bound } }: PolicyLine,
  now: Present,
  before: Value,
  isCount: boolean,
): Verdict {
  if ('absent' in before && before.absent === 'not_configured') return notConfigured;
  if (now.value <= bound) return within(now.value, bound);
  if (isUnknown(before)) return 'absent' in before ? unknown(before.absent) : unknown('incomplete');
  const was = 'value' in before ? before.value : 0;
  const strict = op === 'not_above_before';
  if (!strict && !isCount && !(isEnoughToCompare(now) && isEnoughToCompare(before))) return within(now.value, null);
  const limit = Math.max(bound, strict ? was : isCount ? mostByChance(was) : was * realRatio);
  return now.value > limit ? breached(now.value, limit) : within(now.value, limit);
}

const isEnoughToCompare = (value: Value): boolean =>
  'value' in value && (value.samples ?? value.denominator ?? 0) >= enoughFacts;

/** The largest n for which n − before ≤ 2·√(n + before): two standard deviations of a difference of counts. */
const mostByChance = (before: number): number => (1 + Math.sqrt(1 + 2 * before)) ** 2 - before;
