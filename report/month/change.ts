import type { Unit } from '../../exporter/metrics/metric.ts';
import { isOtherRate, isOtherShare, isOtherSize } from '../../exporter/policy/chance.ts';
import type { Compared, Figure } from './reader.ts';

/** In which direction a number is wanted to go. */
export type Better = 'less' | 'more';
export type Change = 'improved' | 'worse' | 'same' | 'unknown';

export const valueOf = ({ value }: Figure): number | null => ('value' in value ? value.value : null);

/** Whether a number moved by more than chance explains, and to which side; `same` is what did not. */
export function changeOf({ now, before }: Compared, better: Better): Change {
  if ('absent' in now.value || 'absent' in before.value) return 'unknown';
  if (!isOtherOf(now.metric.unit)(now.value, before.value)) return 'same';
  return now.value.value < before.value.value === (better === 'less') ? 'improved' : 'worse';
}

function isOtherOf(unit: Unit): typeof isOtherRate {
  if (unit === 'ratio') return isOtherShare;
  return unit === 'count' || unit === 'per_day' ? isOtherRate : isOtherSize;
}

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
