import type { Config } from '../config/config.ts';
import { formsOf, prefix } from '../exposition/families.ts';
import { guardrailFamilies } from '../exposition/guardrail-families.ts';
import type { Family } from '../exposition/registry.ts';
import { hourMs } from '../guardrails/hours.ts';
import type { Guardrails } from '../guardrails/guardrails.ts';
import { keyOf } from '../guardrails/line-series.ts';
import type { Standing } from '../guardrails/standing.ts';
import { progressOf } from '../guardrails/targets.ts';
import { catalogue } from '../metrics/catalogue.ts';
import type { Engine } from '../metrics/engine-types.ts';
import type { Span } from '../records/index.ts';
import { familyPast } from './family-past.ts';
import { metricPast } from './metric-past.ts';
import type { PastFamily } from './open-metrics.ts';

/** What the past is told from: the same parts that answer a scrape. */
export interface Parts {
  readonly config: Config;
  readonly engine: Engine;
  readonly guardrails: Guardrails;
  /** The counters as of an instant. */
  readonly countersAt: (asOf: number) => readonly Family[];
}

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
  const wanted = (families: readonly Family[]): readonly Family[] =>
    families.filter(({ name }) => isWanted(bare(name)));
  const others = [ofPolicy(parts, span), ofCounters(parts)].filter(({ named }) => wanted(named).length > 0);
  return function* (instants) {
    for (const metric of catalogue) if (isWanted(metric.name)) yield* metricPast(metric, parts.engine, instants);
    for (const { familiesAt } of others) yield* familyPast(map(instants, (at) => wanted(familiesAt(at))));
  };
}

/** Every family that has a past, and the name by which it is wanted, both without the prefix. */
export function pastFamilies(parts: Parts): readonly PastName[] {
  const others = [ofPolicy(parts, { from: 0, to: 0 }), ofCounters(parts)].flatMap(({ named }) => named);
  return [
    ...catalogue.flatMap((metric) => formsOf(metric).map(({ name }) => ({ name: bare(name), of: metric.name }))),
    ...others.map(({ name }) => ({ name: bare(name), of: bare(name) })),
  ];
}
export interface PastName {
  readonly name: string;
  readonly of: string;
}

const bare = (name: string): string => name.slice(prefix.length);

/** Families that are made for one instant after the other. */
interface Others {
  /** All of them, without samples. */
  readonly named: readonly Family[];
  readonly familiesAt: (at: number) => readonly Family[];
}

const ofCounters = ({ countersAt }: Parts): Others => ({ named: countersAt(-Infinity), familiesAt: countersAt });

/** The policy is judged at whole hours: between them nothing is told. */
function ofPolicy({ config, engine, guardrails }: Parts, { from, to }: Span): Others {
  const { lines } = guardrails;
  const hours = guardrails.hourly(Math.ceil(from / hourMs) * hourMs, to)[Symbol.iterator]();
  const remembering = rememberingEngine(engine);
  return {
    named: guardrailFamilies(lines, [], [], config),
    familiesAt(at) {
      if (at % hourMs !== 0) return [];
      const standings = standingsAt(hours, at);
      return guardrailFamilies(lines, standings, progressOf(standings, config, remembering), config);
    },
  };
}

/** Hours that nobody asks for are passed over. */
function standingsAt(hours: Iterator<readonly Standing[]>, at: number): readonly Standing[] {
  for (;;) {
    const standings = hours.next().value as readonly Standing[];
    if (standings[0]!.asOf === at) return standings;
  }
}

function* map<T, U>(all: Iterable<T>, of: (each: T) => U): Iterable<U> {
  for (const each of all) yield of(each);
}

/** A target's baseline is the same for a quarter, and asked for every hour of it. */
function rememberingEngine(engine: Engine): Pick<Engine, 'at'> {
  const known = new Map<string, ReturnType<Engine['at']>>();
  return {
    at(series, moment) {
      const key = `${keyOf(series)}|${moment.from}|${moment.to}|${moment.asOf}`;
      const value = known.get(key) ?? engine.at(series, moment);
      known.set(key, value);
      return value;
    },
  };
}
