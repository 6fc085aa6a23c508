import { number } from '../alerts/wording.ts';
import { metricOf } from '../exporter/guardrails/line-series.ts';
import type { PolicyLine } from '../exporter/policy/policy-line.ts';
import type { Line } from './board.ts';

const signs: Readonly<Partial<Record<PolicyLine['limit']['op'], string>>> = {
  at_most: '≤',
  less_than: '<',
  at_least: '≥',
  more_than: '>',
};

/** `< 4 working hours`: beside the number it says the state to whoever sees no colour. `value` in the unit of the line's metric. */
export function shortLimit({ metric, limit: { op }, judgedFor }: PolicyLine, value: number): string {
  const { name, unit, all } = metricOf({ metric });
  const words = number(value, unit).replace(
    / (hour|minute)/,
    name.endsWith('_business_seconds') ? ' working $1' : ' $1',
  );
  const sign = op === 'at_most' && value === 0 ? 'limit' : signs[op];
  if (sign === undefined) throw new Error(`a limit that ${op} stands for has no line to draw`);
  return `${judgedFor === 'all' && all !== 'only' ? 'all ' : ''}${sign} ${words}`;
}

/** On which side of its line one should be. */
export function stay({ limit: { op } }: PolicyLine): Line['stay'] {
  if (op === 'at_least') return 'above';
  if (op === 'more_than') return 'beyond';
  return op === 'less_than' ? 'below' : 'up_to';
}
