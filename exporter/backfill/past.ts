import { formsOf, prefix } from '../exposition/families.ts';
import type { Family } from '../exposition/registry.ts';
import { catalogue } from '../metrics/catalogue.ts';
import type { Span } from '../records/index.ts';
import { familyPast } from './family-past.ts';
import { metricPast } from './metric-past.ts';
import type { PastFamily } from './open-metrics.ts';
import type { Others, Parts } from './parts.ts';
import { policyPast } from './policy-past.ts';

/**
 * What a scrape at each instant would have said, as far as it is known today: the catalogue, the policy and the counters; of the exporter
 * itself nothing. To be asked for one part of the span after the other, each ascending: how long a line has been broken is followed from
 * one to the next. `isWanted` takes a family's name without the prefix; it stands for the counts it was made from, too.
 */
export function past(
  parts: Parts,
  span: Span,
  isWanted: (family: string) => boolean,
): (instants: readonly number[]) => Iterable<PastFamily> {
  const others = othersOf(parts, span);
  return function* (instants) {
    for (const metric of catalogue) if (isWanted(metric.name)) yield* metricPast(metric, parts.engine, instants);
    for (const { names, past } of others) {
      const wanted = new Set(names.filter((name) => isWanted(bare(name))));
      if (wanted.size > 0) yield* past(instants, wanted);
    }
  };
}

/** Every family that has a past, and the name by which it is wanted, both without the prefix. */
export function pastFamilies(parts: Parts): readonly PastName[] {
  const others = othersOf(parts, { from: 0, to: 0 }).flatMap(({ names }) => names);
  return [
    ...catalogue.flatMap((metric) => formsOf(metric).map(({ name }) => ({ name: bare(name), of: metric.name }))),
    ...others.map((name) => ({ name: bare(name), of: bare(name) })),
  ];
}
export interface PastName {
  readonly name: string;
  readonly of: string;
}

const bare = (name: string): string => name.slice(prefix.length);

const othersOf = (parts: Parts, span: Span): readonly Others[] => [
  policyPast(parts, span.from),
  countersPast(parts.countersOver(span)),
];

function countersPast(countersAt: (asOf: number) => readonly Family[]): Others {
  return {
    names: countersAt(-Infinity).map(({ name }) => name),
    past: (instants, wanted) => familyPast(instants, wanted, countersAt),
  };
}
