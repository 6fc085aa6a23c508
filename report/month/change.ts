import type { Unit } from '../../exporter/metrics/metric.ts';
import type { Compared, Figure } from './reader.ts';

/** In which direction a number is wanted to go. */
export type Better = 'less' | 'more';
export type Change = 'improved' | 'worse' | 'same' | 'unknown';

/** As the policy has it for what must not get worse: less than a fifth is chance, and of fewer than ten facts all of it may be. */
const realRatio = 1.2;
const enoughFacts = 10;

export const valueOf = ({ value }: Figure): number | null => ('value' in value ? value.value : null);

/** Whether a number really moved: counts by more than two standard deviations of their difference, others by more than a fifth. */
export function changeOf({ now, before }: Compared, better: Better): Change {
  const [is, was] = [valueOf(now), valueOf(before)];
  if (is === null || was === null) return 'unknown';
  if (now.metric.unit === 'count') {
    if (Math.abs(is - was) <= 2 * Math.sqrt(is + was)) return 'same';
  } else {
    if (factsOf(now) < enoughFacts || factsOf(before) < enoughFacts) return 'same';
    if (Math.max(is, was) <= Math.min(is, was) * realRatio) return 'same';
  }
  return is < was === (better === 'less') ? 'improved' : 'worse';
}

const factsOf = ({ value }: Figure): number =>
  'value' in value ? (value.samples ?? value.denominator ?? enoughFacts) : 0;

const signed = (number: number, digits: number): string => {
  const text = Math.abs(number).toFixed(digits);
  if (Number(text) === 0) return '±0';
  return `${number > 0 ? '+' : '−'}${text}`;
};

/** `−12 %`; of a share in points, of a count in whole numbers; a dash where one of the two is not known. */
export function changeText({ now, before }: Compared): string {
  const [is, was] = [valueOf(now), valueOf(before)];
  if (is === null || was === null) return '–';
  return differenceText(is, was, now.metric.unit);
}

function differenceText(is: number, was: number, unit: Unit): string {
  if (unit === 'ratio') return `${signed((is - was) * 100, 1)} points`;
  if (unit === 'count') return signed(is - was, 0);
  return percentText(is, was);
}

/** `−12 %`; of nothing there is no share. */
export const percentText = (is: number, was: number): string =>
  was === 0 ? (is === 0 ? '±0 %' : 'from 0') : `${signed((is / was - 1) * 100, 0)} %`;
