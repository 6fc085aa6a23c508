import { digitsBeside } from '../metrics/digits-beside.ts';
import type { Absence, Value } from '../metrics/engine-types.ts';
import type { Unit } from '../metrics/metric.ts';
import { comparesWithBefore } from '../policy/policy-line.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import { lineFor } from '../scorecard/columns.ts';
import type { Column } from '../scorecard/columns.ts';
import type { Cell, ScorecardRow } from '../scorecard/scorecard.ts';
import { inUnit } from './explain-page.ts';

/** Why there is no number, as short as it fits beside others. */
const absences: Readonly<Record<Absence, string>> = {
  no_facts: 'nothing happened',
  incomplete: 'not read so far back',
  stale: 'a source is stale',
  too_few: 'too few facts',
  not_configured: 'no source configured',
};

/** A survey of which too little may be shown has no facts either. */
export const isWithheld = (why: Absence, unit: Unit): boolean => unit === 'score' && why === 'no_facts';
export const withheldText = 'too few answers';

/** Nothing was there to be measured: that is no number that somebody could not tell. */
export const isNothing = (why: Absence, unit: Unit): boolean => why === 'no_facts' && !isWithheld(why, unit);
export const nothingText = 'no cases';

export const whyText = (why: Absence, unit: Unit): string => (isWithheld(why, unit) ? withheldText : absences[why]);

/** A number as it fits into a cell: no more digits than tell something, or tell it from what it stands beside; its unit stays with it. */
export function shortText(value: number, unit: Unit, beside: number | null = null): string {
  const more = beside === null ? 0 : digitsBeside(value, beside, (one, digits) => rounded(one, unit, digits));
  // What is exact needs no zeros for the sake of the other.
  return more === 0 ? rounded(value, unit, 0) : withoutZeros(rounded(value, unit, more));
}

/** `10.00 %`: `10 %`. */
const withoutZeros = (text: string): string => text.replace(/(\.\d*?)0+(?=\s|$)/, '$1').replace(/\.(?=\s|$)/, '');

function rounded(value: number, unit: Unit, moreDigits: number): string {
  if (unit === 'lines') return value.toFixed(moreDigits);
  if (unit === 'seconds' && value >= 120 && value < 7_200) return `${(value / 60).toFixed(moreDigits)}\u00a0min`;
  return inUnit(value, { unit }, moreDigits)
    .replace(/\.0(?= )/, '')
    .replace(' ', '\u00a0');
}

export const isPresent = (value: Value): value is Extract<Value, { readonly value: number }> => 'value' in value;

/** What is counted over which time: `28 d, median`. */
export function scopeText({ line: { window, stat }, unit }: Column): string {
  const when = window ? `${window.slice(0, -1)} d` : unit === 'score' ? 'last survey' : 'now';
  const which = stat === 'p50' ? ', median' : stat === 'mean' ? ', mean' : '';
  return when + which + (unit === 'lines' ? ' lines' : '');
}

const signs: Readonly<Record<PolicyLine['limit']['op'], string>> = {
  at_most: '≤',
  less_than: '<',
  at_least: '≥',
  more_than: '>',
  not_worse_than_before: '≤',
  not_above_before: '≤',
  not_below_before: '≥',
  above_before: '>',
  fresh_within: '≤',
};

/** What is asked of a number, beside that number: `< 4 h`. Of what is compared with before it is that, where it is known. */
export function limitText(
  { limit }: PolicyLine,
  compared: number | null,
  unit: Unit,
  beside: number | null = null,
): string {
  const isCompared = comparesWithBefore(limit);
  if (isCompared && compared === null) return `${signs[limit.op]} before`;
  const bound = compared ?? limit.value;
  // A count of at most 8.47 is a count of at most 8.
  const told = unit === 'count' ? Math.floor(bound) : bound;
  // From its own number on a rise is enough, whatever was before.
  const sign = limit.op === 'above_before' && bound === limit.value ? '≥' : signs[limit.op];
  return `${sign}\u00a0${shortText(told, unit, beside)}`;
}

interface StateWords {
  readonly symbol: string;
  readonly word: string;
  /** What else there is to say, on a line of its own; empty: nothing. */
  readonly more: string;
}

/** The state in a symbol and in words. */
export function stateWords(cell: Cell, column: Column, row: ScorecardRow): StateWords {
  const isTarget = lineFor(column, row.team).kind === 'target';
  const since = cell.state === 'broken' && !isTarget ? [`since ${dayText(cell.brokenAt!)}`] : [];
  const [symbol, word] = signOf(cell, isTarget, row);
  // Why there is no number stands in its place already.
  const why = cell.state === 'unknown' && isPresent(cell.value) ? [whyText(cell.why!, column.unit)] : [];
  return { symbol, word, more: [...since, ...why, ...(cell.isLastKnown ? ['when last known'] : [])].join(', ') };
}

function signOf({ state }: Cell, isTarget: boolean, row: ScorecardRow): readonly [symbol: string, word: string] {
  switch (state) {
    case 'met':
      return ['✓', isTarget ? 'met' : 'held'];
    case 'not_yet':
      return ['○', 'not yet'];
    case 'broken':
      return ['✗', isTarget ? 'missed' : 'broken'];
    case 'waived':
      return ['◇', 'waived'];
    case 'unknown':
      return ['?', 'unknown'];
    case 'not_configured':
      return ['–', 'not configured'];
    case 'not_judged':
      return ['', row.team === 'all' ? 'judged by team' : 'judged for all as one'];
  }
}

/** `6 Sep`, of the day that holds an instant in UTC. */
const dayText = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

interface Change {
  readonly arrow: string;
  /** What the arrow says, for who does not see it. */
  readonly direction: string;
  readonly word: string;
}

/** Against what was before; null: there is nothing to compare. */
export function changeOf({ value, before }: Cell, unit: Unit): Change | null {
  if (!isPresent(value)) return null;
  if (!isPresent(before)) {
    const word = isNothing(before.absent, unit) ? `${nothingText} before` : 'was unknown';
    return { arrow: '', direction: '', word };
  }
  const was = shortText(before.value, unit);
  if (was === shortText(value.value, unit)) return { arrow: '=', direction: '', word: 'as before' };
  const isUp = value.value > before.value;
  return { arrow: isUp ? '↑' : '↓', direction: isUp ? 'up, ' : 'down, ', word: `was ${was}` };
}
