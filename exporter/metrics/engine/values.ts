import type { Value } from '../engine-types.ts';
import type { Aggregate, AnyMetric, Term } from '../metric.ts';
import type { Quantities } from './quantities.ts';
import type { Stat } from './statistics.ts';

const secondMs = 1_000;

/** Present, in exposed units. */
export type Present = Extract<Value, { readonly value: number }>;

/** What is exposed of quantities: a number, or why there is none. */
export function valueOf(metric: AnyMetric, aggregate: Aggregate<string>, quantities: Quantities, stat?: Stat): Value {
  if (quantities.type === 'stats') {
    const { n, sum } = quantities;
    if (n === 0 || stat === undefined) return { absent: 'no_facts' };
    const number = stat === 'mean' ? sum / n : quantities[stat];
    return { value: number / scaleOf(metric), samples: n };
  }
  if (quantities.type === 'ratio') return ratioOf(aggregate, quantities);
  if (Number.isNaN(quantities.number))
    return { absent: quantities.type === 'state' && quantities.isUnknown ? 'stale' : 'no_facts' };
  return { value: quantities.number / scaleOf(metric) };
}

/** Instants and durations are milliseconds inside and seconds outside. */
export const scaleOf = (metric: AnyMetric): number =>
  metric.unit === 'seconds' || metric.unit === 'timestamp' ? secondMs : 1;

function ratioOf(
  aggregate: Aggregate<string>,
  { numerator, denominator }: Extract<Quantities, { type: 'ratio' }>,
): Value {
  const terms = (aggregate as Extract<Aggregate<string>, { ratio: unknown }>).ratio;
  if (Number.isNaN(numerator) || Number.isNaN(denominator)) return { absent: 'too_few' };
  if (denominator === 0) return { absent: 'no_facts' };
  return {
    value: numerator / denominator,
    numerator: numerator / termScale(terms[0]),
    denominator: denominator / termScale(terms[1]),
  };
}

/** The same for a term of a ratio: only what covers time is told in seconds. */
export const termScale = (term: Term<string>): number => {
  if ('covered' in term) return secondMs;
  if ('acrossTeams' in term) return termScale(term.acrossTeams);
  return 'largestCarrier' in term ? termScale(term.largestCarrier) : 1;
};
