import type { Series, Value } from '../metrics/engine-types.ts';
import type { AnyMetric, Signal, TeamId, WindowName } from '../metrics/metric.ts';
import type { Instant } from '../records/index.ts';

/*
 * A derived number is made of other numbers, not of facts: a level of maturity is read off metrics, probes and evidence. It is declared
 * like any metric, and whoever reads a metric (exposition, policy, alerts, boards, /explain, the past) cannot tell the difference:
 *
 * 1. `derived({ name, family, question, help, version, unit, every, label?, labels?, windows?, all, signals })` in the room's own list of
 *    definitions, that list in metrics/catalogue.ts, the name in metrics/metric-names.ts, and a line of policy or a `noTarget`.
 *    `label: { name: 'dimension', more: ['level'] }` are labels besides team and window; `labels` their closed values, joined by `/`
 *    in that order (`security/3`), which is also what a line of policy and /explain call them.
 * 2. A `Derivation` of the room: `at(asOf)` yields every sample as of an instant, in exposed units, absent ones with their reason.
 *    What it does not yield is `not_configured`: nobody is told a number, and no line is judged by it. It asks the engine that it was
 *    given for what it is made of, always as of that instant or before: it never sees the clock, and never what came later.
 * 3. `createNumbers` (exporter/evaluation/numbers.ts) puts the engine and all derivations together into one Engine.
 *
 * `every` says how long a value holds: `day`, as of 12:34 it is what it was at 00:00 UTC; `hour` likewise; `instant`, it may change at
 * any time. The border rounds the instant before it asks, so that what is slid equals what is asked for once, and asks no instant twice.
 */

/** What holds a value, in milliseconds; 0: nothing. */
const holdsMs = { instant: 0, hour: 3_600_000, day: 86_400_000 } as const;

/** A metric without facts of its own. */
export type Derived = AnyMetric & { readonly every: keyof typeof holdsMs };

export interface DerivedDefinition extends Pick<
  AnyMetric,
  'name' | 'family' | 'question' | 'help' | 'version' | 'unit'
> {
  readonly every: Derived['every'];
  readonly label?: { readonly name: string; readonly more?: readonly string[] };
  /** The closed values of `label`; [''] where it has none. */
  readonly labels?: readonly string[];
  /** Default: as of an instant. */
  readonly windows?: readonly WindowName[];
  /** Whether there is a value for the organisation besides those of the teams (`union`), only for it (`only`), or none. */
  readonly all: 'union' | 'only' | 'none';
  /** What it reads in the end. */
  readonly signals: readonly Signal[];
}

export const derived = ({ every, label, labels = [''], windows, signals, ...told }: DerivedDefinition): Derived => ({
  ...told,
  every,
  ...(label && { label: { ...label, values: labels } }),
  windows: windows ?? 'instant',
  population: {
    id: `derived_${told.name}`,
    root: 'team',
    labels,
    values: [],
    needs: signals.map((signal) => ({ signal })),
    factsOf: () => [],
  },
});

export const isDerived = (metric: AnyMetric): metric is Derived => 'every' in metric;

/** The instant as of which a derived number is asked for. */
export function heldFrom({ every }: Derived, asOf: Instant): Instant {
  const ms = holdsMs[every];
  return ms === 0 ? asOf : Math.floor(asOf / ms) * ms;
}

/** One value of a derived number. */
export interface DerivedSample {
  /** A team id, or `all`; '' where the metric has no team label. */
  readonly team: TeamId;
  /** Values of its labels joined by `/`; '' where it has none. */
  readonly label: string;
  readonly window?: WindowName;
  readonly value: Value;
}

/** What stands behind a derived number, as a person reads it: no name of a person, and only addresses of the web. */
export interface Behind {
  readonly title: string;
  readonly url: string | null;
  readonly at: Instant;
}
export interface DerivedExplanation {
  readonly facts: readonly (Behind & { readonly value: number; readonly inNumerator?: boolean })[];
  readonly excluded: readonly (Behind & { readonly reason: string })[];
}

/** How a derived number is had. */
export interface Derivation {
  readonly metric: Derived;
  /** Every sample as of an instant that `every` allows. */
  at(asOf: Instant): Iterable<DerivedSample>;
  explain(series: Series, asOf: Instant): DerivedExplanation;
}

/** Derivations that share what they know. */
export interface DerivedRoom {
  readonly derivations: readonly Derivation[];
  /** Tells between which instants it is going to be asked, so that it can work out all of it at once. */
  reach?(from: Instant, to: Instant): void;
  /** To be called when facts changed, or what is known of the sources: nothing that was worked out before is true any more. */
  forget(): void;
}
