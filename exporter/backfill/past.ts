import type { Config } from '../config/config.ts';
import { formsOf, prefix } from '../exposition/families.ts';
import { guardrailFamilies } from '../exposition/guardrail-families.ts';
import type { Family } from '../exposition/registry.ts';
import type { Guardrails } from '../guardrails/guardrails.ts';
import { progressOf } from '../guardrails/targets.ts';
import { catalogue } from '../metrics/catalogue.ts';
import type { Engine } from '../metrics/engine-types.ts';
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

const hourMs = 3_600_000;

/**
 * What a scrape at each instant would have said, as far as it is known today: the catalogue, the policy and the counters; of the exporter
 * itself nothing. `isWanted` takes a family's name without the prefix; it stands for the counts it was made from, too.
 */
export function* past(
  parts: Parts,
  instants: readonly number[],
  isWanted: (family: string) => boolean,
): Iterable<PastFamily> {
  for (const metric of catalogue) if (isWanted(metric.name)) yield* metricPast(metric, parts.engine, instants);
  const perInstant = function* (): Iterable<readonly Family[]> {
    for (const families of familiesByInstant(parts, instants))
      yield families.filter(({ name }) => isWanted(bare(name)));
  };
  yield* familyPast(perInstant());
}

/** Every family that has a past, and the name by which it is wanted, both without the prefix. */
export function pastFamilies({ config, guardrails, countersAt }: Parts): readonly PastName[] {
  const others = [...guardrailFamilies(guardrails.lines, [], [], config), ...countersAt(-Infinity)];
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

/** The policy is judged at whole hours: between them nothing is told. */
function* familiesByInstant(
  { config, engine, guardrails, countersAt }: Parts,
  instants: readonly number[],
): Iterable<readonly Family[]> {
  const hours = instants.filter((at) => at % hourMs === 0);
  const standings = hours.length === 0 ? [] : [...guardrails.hourly(hours[0]!, hours.at(-1)!)];
  const remembering = rememberingEngine(engine);
  for (const at of instants) {
    const place = (at - (hours[0] ?? 0)) / hourMs;
    if (!Number.isInteger(place)) yield countersAt(at);
    else {
      const own = standings.map((hourly) => hourly[place]!);
      const progress = progressOf(own, config, remembering);
      yield [...guardrailFamilies(guardrails.lines, own, progress, config), ...countersAt(at)];
    }
  }
}

/** A target's baseline is the same for a quarter, and asked for every hour of it. */
function rememberingEngine(engine: Engine): Pick<Engine, 'at'> {
  const known = new Map<string, ReturnType<Engine['at']>>();
  return {
    at(series, moment) {
      const key = JSON.stringify([series, moment]);
      const value = known.get(key) ?? engine.at(series, moment);
      known.set(key, value);
      return value;
    },
  };
}
