import type { Config } from '../config/config.ts';
import type { Series, Value } from '../metrics/engine-types.ts';
import { hasStats } from '../metrics/metric.ts';
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
  const labels = labelNames(metric);
  const own: Family = {
    name: prefix + metric.name,
    help: metric.help,
    type: 'gauge',
    labelNames: hasStats(metric) ? [...labels, 'stat'] : labels,
    samples: evaluated.map(([series, { value }]) => ({ labels: labelsOf(metric, series), value })),
  };
  return [own, ...companions(metric, labels, evaluated)];
}

/** Numerator and denominator of a ratio, sample count of a statistic: a share of 50 % says little without them. */
function companions(
  metric: AnyMetric,
  labels: readonly string[],
  evaluated: readonly (readonly [Series, Present])[],
): readonly Family[] {
  const companion = (name: string, help: string, of: (value: Present) => number | undefined): Family => {
    const samples: Sample[] = [];
    for (const [{ stat, ...series }, value] of evaluated) {
      const number = of(value);
      if (number !== undefined && (stat === undefined || stat === 'mean'))
        samples.push({ labels: labelsOf(metric, series), value: number });
    }
    return { name: prefix + name, help, type: 'gauge', labelNames: labels, samples };
  };
  if (hasStats(metric))
    return [
      companion(
        `${metric.name}_samples`,
        `How many facts are behind ${prefix}${metric.name}.`,
        ({ samples }) => samples,
      ),
    ];
  if (!metric.name.endsWith('_ratio')) return [];
  const stem = metric.name.slice(0, -'_ratio'.length);
  return [
    companion(`${stem}_numerator`, `Numerator of ${prefix}${metric.name}.`, ({ numerator }) => numerator),
    companion(`${stem}_denominator`, `Denominator of ${prefix}${metric.name}.`, ({ denominator }) => denominator),
  ];
}

const labelNames = ({ all, label, windows }: AnyMetric): readonly string[] => [
  ...(all === 'only' ? [] : ['team']),
  ...(label ? [label.name] : []),
  ...(typeof windows === 'string' ? [] : ['window']),
];

function labelsOf(metric: AnyMetric, { team, label, window, stat }: Series): Readonly<Record<string, string>> {
  return {
    ...(metric.all !== 'only' && { team }),
    ...(metric.label && { [metric.label.name]: label }),
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
