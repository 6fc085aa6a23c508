import type { Config } from '../config/config.ts';
import type { Series, Value } from '../metrics/engine-types.ts';
import { hasStats, ownLabels, ownLabelsOf } from '../metrics/metric.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import type { Family, Sample } from './registry.ts';

type Present = Extract<Value, { readonly value: number }>;
export const prefix = 'clockspeed_';

/** The families of the catalogue from what the engine evaluated, each with the counts it was made from, in the catalogue's order. */
export function familiesOf(
  catalogue: readonly AnyMetric[],
  evaluated: Iterable<readonly [Series, Present]>,
): readonly Family[] {
  const byMetric = new Map<string, (readonly [Series, Present])[]>();
  for (const sample of evaluated) {
    const list = byMetric.get(sample[0].metric) ?? [];
    byMetric.set(sample[0].metric, list);
    list.push(sample);
  }
  return catalogue.flatMap((metric) => familiesOfMetric(metric, byMetric.get(metric.name) ?? []));
}

function familiesOfMetric(metric: AnyMetric, evaluated: readonly (readonly [Series, Present])[]): readonly Family[] {
  return formsOf(metric).map(({ name, help, labelNames, labelsOf, numberOf }) => ({
    name,
    help,
    type: 'gauge',
    labelNames,
    samples: evaluated.flatMap(([series, value]): Sample | readonly [] => {
      const number = numberOf(series, value);
      return number === undefined ? [] : { labels: labelsOf(series), value: number };
    }),
  }));
}

/** One exported family of a metric: itself, or a count that it was made from. */
export interface Form {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly labelsOf: (series: Series) => Readonly<Record<string, string>>;
  /** Undefined where a value has nothing to say in it. */
  readonly numberOf: (series: Series, value: Present) => number | undefined;
}

/** A metric, with numerator and denominator of a ratio, sample count of a statistic: a share of 50 % says little without them. */
export function formsOf(metric: AnyMetric): readonly Form[] {
  const labels = labelNames(metric);
  const own: Form = {
    name: prefix + metric.name,
    help: metric.help,
    labelNames: hasStats(metric) ? [...labels, 'stat'] : labels,
    labelsOf: (series) => labelsOf(metric, series),
    numberOf: (_, { value }) => value,
  };
  const companion = (name: string, help: string, of: (value: Present) => number | undefined): Form => ({
    name: prefix + name,
    help,
    labelNames: labels,
    labelsOf: ({ metric: of, team, label, window }) =>
      labelsOf(metric, { metric: of, team, label, ...(window && { window }) }),
    // Of the three statistics one is enough to tell how many facts are behind them.
    numberOf: ({ stat }, value) => (stat === undefined || stat === 'mean' ? of(value) : undefined),
  });
  const { name } = metric;
  if (hasStats(metric))
    return [own, companion(`${name}_samples`, `How many facts are behind ${prefix}${name}.`, ({ samples }) => samples)];
  // What was read as a share has no parts that anybody knows.
  if (!name.endsWith('_ratio') || (metric.aggregate && 'state' in metric.aggregate)) return [own];
  const stem = name.slice(0, -'_ratio'.length);
  return [
    own,
    companion(`${stem}_numerator`, `Numerator of ${prefix}${name}.`, ({ numerator }) => numerator),
    companion(`${stem}_denominator`, `Denominator of ${prefix}${name}.`, ({ denominator }) => denominator),
  ];
}

const labelNames = (metric: AnyMetric): readonly string[] => [
  ...(metric.all === 'only' ? [] : ['team']),
  ...ownLabelsOf(metric),
  ...(typeof metric.windows === 'string' ? [] : ['window']),
];

function labelsOf(metric: AnyMetric, { team, label, window, stat }: Series): Readonly<Record<string, string>> {
  return {
    ...(metric.all !== 'only' && { team }),
    ...ownLabels(metric, label),
    ...(window && { window }),
    ...(stat && { stat }),
  };
}

/** Which signals each definition reads, and which of them nobody has configured. */
export function definitionFamily(catalogue: readonly AnyMetric[], isConfigured: (signal: string) => boolean): Family {
  const samples = catalogue.map(({ name, version, population }) => {
    const signals = population.needs.map(({ signal }: { readonly signal: string }) => signal);
    const missing = signals.filter((signal: string) => !isConfigured(signal));
    return {
      labels: {
        metric: prefix + name,
        version: String(version),
        signals: signals.join(','),
        not_configured: missing.join(','),
      },
      value: 1,
    };
  });
  const labelNames = ['metric', 'version', 'signals', 'not_configured'];
  return {
    name: `${prefix}definition_info`,
    help: 'Version of each definition, the signals that it reads, and those of them that are not configured.',
    type: 'gauge',
    labelNames,
    samples,
  };
}

export const demoNotice = ({ isDemo }: Config): string =>
  isDemo ? 'Demo: a simulated organisation. Nothing here is real.' : '';
