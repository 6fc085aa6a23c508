import type { Config } from '../exporter/config/config.ts';
import { catalogue } from '../exporter/metrics/catalogue.ts';
import type { MetricName } from '../exporter/metrics/metric-names.ts';
import { hasStats, ownLabelsOf } from '../exporter/metrics/metric.ts';
import type { AnyMetric } from '../exporter/metrics/metric.ts';
import type { Query } from './board.ts';
import { concerned } from './concerned.ts';

const prefix = 'clockspeed_';

/** A metric of the catalogue. */
export const metricNamed = (name: MetricName): AnyMetric => catalogue.find((metric) => metric.name === name)!;

/** Which series of a metric a panel shows. */
export interface Shown {
  readonly stat?: 'mean' | 'p50' | 'p90';
  /** Value of the metric's own label, or of the first of several; each value of those that are left out is a series. */
  readonly label?: string;
  /** Left out: the chosen one where the metric has it. */
  readonly window?: '7d' | '28d' | '90d';
  readonly title?: string;
  readonly width?: number;
  /** The line of policy whose number is drawn. */
  readonly guardrail?: string;
  /** A stricter line, drawn as what is aimed at. */
  readonly target?: string;
}

/** The window that is shown: the one that is asked for, else the chosen one where the metric has both, else its own. */
function windowOf({ windows }: AnyMetric, { window }: Shown): string | undefined {
  if (typeof windows === 'string') return undefined;
  return window ?? (windows.includes('28d') && windows.includes('90d') ? '$window' : windows[0]);
}

/** The own labels that are chosen, with their values. */
function chosenLabels(metric: AnyMetric, { label }: Shown): readonly (readonly [name: string, value: string])[] {
  if (label === undefined) return [];
  const names = ownLabelsOf(metric);
  return (names.length > 1 ? label.split('/') : [label]).map((value, index) => [names[index]!, value]);
}
/** The own labels of which every value is shown. */
const freeLabels = (metric: AnyMetric, shown: Shown): readonly string[] =>
  ownLabelsOf(metric).slice(chosenLabels(metric, shown).length);

/** `clockspeed_x{team=~"$team",window="$window",…}`; where nothing is said of `all`, it stands for every team. */
export function selector(metric: AnyMetric, shown: Shown): string {
  const { stat } = shown;
  const window = windowOf(metric, shown);
  const labels = [
    ...chosenLabels(metric, shown).map(([own, value]) => `${own}="${value}"`),
    ...(hasStats(metric) && stat ? [`stat="${stat}"`] : []),
    ...(window ? [`window="${window}"`] : []),
  ];
  const name = prefix + metric.name;
  if (metric.all === 'none') return concerned(name, labels);
  const all = metric.all === 'only' ? labels : ['team=~"$team"', ...labels];
  return all.length > 0 ? `${name}{${all.join(',')}}` : name;
}

/** The team, and the metric's own labels of which every value is shown. */
export const legendOf = (metric: AnyMetric, shown: Shown): string =>
  [...(metric.all === 'only' ? [] : ['{{team}}']), ...freeLabels(metric, shown).map((name) => `{{${name}}}`)].join(
    ' ',
  ) || metric.name.replaceAll('_', ' ');

/** `oneOf` a stat is shown where nobody says which: the middle one. */
export const withStat = (metric: AnyMetric, shown: Shown): Shown =>
  hasStats(metric) ? { ...shown, stat: shown.stat ?? 'p50' } : shown;

/** One query of a panel. */
export const queryOf = (metric: AnyMetric, shown: Shown): Query => ({
  expr: selector(metric, shown),
  legend: legendOf(metric, shown),
});

/** The values of a metric's own label in the order in which they are declared; undefined where the configuration has them. */
export function partsOf({ label, population }: AnyMetric): readonly string[] | undefined {
  if (!label || population.labels === 'services' || typeof population.labels === 'function') return undefined;
  return 'each' in label ? Object.keys(label.each) : (label.values ?? population.labels);
}
/** A label's value as a legend says it. */
export const inWords = (part: string): string => part.replaceAll('_', ' ');

/** Without a label each of its values, in their order and in words. */
export function queriesOf(metric: AnyMetric, shown: Shown): readonly Query[] {
  const parts = shown.label === undefined ? partsOf(metric) : undefined;
  if (!parts) return [queryOf(metric, shown)];
  return parts.map((label) => {
    const { expr, legend } = queryOf(metric, { ...shown, label });
    return { expr, legend: `${legend} ${inWords(label)}` };
  });
}

const explainedLabel = (metric: AnyMetric, shown: Shown): string =>
  [
    ...chosenLabels(metric, shown).map(([, value]) => value),
    ...freeLabels(metric, shown).map((name) => `\${__field.labels.${name}}`),
  ].join('/');

/** Where a click on a series leads: the facts behind it at the end of the time that is shown. */
export function explainUrl(metric: AnyMetric, shown: Shown, { alerting }: Config): string {
  const { stat } = shown;
  const window = windowOf(metric, shown)?.replace('$window', '${window}');
  const query = [
    `metric=${metric.name}`,
    ...(metric.all === 'only' ? [] : ['team=${__field.labels.team}']),
    ...(metric.label ? [`label=${explainedLabel(metric, shown)}`] : []),
    ...(window ? [`window=${window}`] : []),
    ...(hasStats(metric) && stat ? [`stat=${stat}`] : []),
    'asOf=${__to:date:iso}',
  ];
  return `${alerting.exporterUrl}/explain?${query.join('&')}`;
}
