import type { Config } from '../exporter/config/config.ts';
import { catalogue } from '../exporter/metrics/catalogue.ts';
import type { MetricName } from '../exporter/metrics/metric-names.ts';
import { hasStats } from '../exporter/metrics/metric.ts';
import type { AnyMetric, Unit } from '../exporter/metrics/metric.ts';
import { policyOf } from '../exporter/policy/policy.ts';
import type { PolicyLine } from '../exporter/policy/policy-line.ts';
import { thresholdOf } from '../alerts/policy-alerts.ts';
import { limitWords } from '../alerts/wording.ts';
import { concerned } from './concerned.ts';
import { shortLimit, stay } from './limits.ts';
import type { GraphPanel, Line, NumberPanel, Query } from './board.ts';

export const prefix = 'clockspeed_';

export const metricNamed = (name: MetricName): AnyMetric => catalogue.find((metric) => metric.name === name)!;

/** Grafana's name of each unit of ours. */
export const grafanaUnits: Readonly<Record<Unit, string>> = {
  seconds: 's',
  ratio: 'percentunit',
  count: 'short',
  lines: 'suffix: lines',
  per_day: 'suffix: a day',
  timestamp: 'dateTimeFromNow',
};

/** Which series of a metric a panel shows. */
export interface Shown {
  readonly stat?: 'mean' | 'p50' | 'p90';
  /** Value of the metric's own label; left out: all of them, each a series. */
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

/** `clockspeed_x{team=~"$team",window="$window",…}`; where nothing is said of `all`, it stands for every team. */
export function selector(metric: AnyMetric, shown: Shown): string {
  const { stat, label } = shown;
  const window = windowOf(metric, shown);
  const labels = [
    ...(metric.label && label !== undefined ? [`${metric.label.name}="${label}"`] : []),
    ...(hasStats(metric) && stat ? [`stat="${stat}"`] : []),
    ...(window ? [`window="${window}"`] : []),
  ];
  const name = prefix + metric.name;
  if (metric.all === 'none') return concerned(name, labels);
  const all = metric.all === 'only' ? labels : ['team=~"$team"', ...labels];
  return all.length > 0 ? `${name}{${all.join(',')}}` : name;
}

const legendOf = (metric: AnyMetric, { label }: Shown): string =>
  [
    ...(metric.all === 'only' ? [] : ['{{team}}']),
    ...(metric.label && label === undefined ? [`{{${metric.label.name}}}`] : []),
  ].join(' ') || metric.name.replaceAll('_', ' ');

/** `oneOf` a stat is shown where nobody says which: the middle one. */
const withStat = (metric: AnyMetric, shown: Shown): Shown =>
  hasStats(metric) ? { ...shown, stat: shown.stat ?? 'p50' } : shown;

const queryOf = (metric: AnyMetric, shown: Shown): Query => ({
  expr: selector(metric, shown),
  legend: legendOf(metric, shown),
});

/** The values of a metric's own label in the order in which they are declared; undefined where the configuration has them. */
function partsOf({ label, population }: AnyMetric): readonly string[] | undefined {
  if (!label || population.labels === 'services') return undefined;
  return 'each' in label ? Object.keys(label.each) : (label.values ?? (population.labels as readonly string[]));
}
const inWords = (part: string): string => part.replaceAll('_', ' ');

/** Without a label each of its values, in their order and in words. */
function queriesOf(metric: AnyMetric, shown: Shown): readonly Query[] {
  const parts = shown.label === undefined ? partsOf(metric) : undefined;
  if (!parts) return [queryOf(metric, shown)];
  return parts.map((label) => {
    const { expr, legend } = queryOf(metric, { ...shown, label });
    return { expr, legend: `${legend} ${inWords(label)}` };
  });
}

/** Where a click on a series leads: the facts behind it at the end of the time that is shown. */
export function explainUrl(metric: AnyMetric, shown: Shown, { alerting }: Config): string {
  const { stat, label } = shown;
  const window = windowOf(metric, shown)?.replace('$window', '${window}');
  const query = [
    `metric=${metric.name}`,
    ...(metric.all === 'only' ? [] : ['team=${__field.labels.team}']),
    ...(metric.label ? [`label=${label ?? `\${__field.labels.${metric.label.name}}`}`] : []),
    ...(window ? [`window=${window}`] : []),
    ...(hasStats(metric) && stat ? [`stat=${stat}`] : []),
    'asOf=${__to:date:iso}',
  ];
  return `${alerting.exporterUrl}/explain?${query.join('&')}`;
}

/** The lines of policy that a panel draws; what compares with the window before has no number to draw. */
function drawn({ target, guardrail }: Shown, config: Config): readonly PolicyLine[] {
  return [target, guardrail].flatMap((id) => {
    if (id === undefined) return [];
    const line = policyOf(config).find((each) => each.id === id);
    if (!line) throw new Error(`there is no line of policy ${id}`);
    return [line];
  });
}

/** Why a panel may have nothing to show. */
function emptyOf({ unit, windows, aggregate }: AnyMetric): string {
  if (unit === 'timestamp') return 'none known';
  if (unit === 'count' && !(aggregate && 'stats' in aggregate)) return 'not known';
  return windows === 'instant' && unit === 'seconds' ? 'nothing waits, or not known' : 'nothing measured';
}

/** What the line that is drawn promises, in words. */
function promised(line: PolicyLine, config: Config): string {
  const metric = metricNamed(line.metric);
  const over = line.window ? ` over ${line.window.replace('d', ' days')}` : '';
  return ` The line is “${line.id}”: ${limitWords(line, thresholdOf(line, config), metric)}${over}${line.judgedFor === 'all' ? ', of all teams together' : ''}. ${line.reason}`;
}

function common(name: MetricName, shown: Shown, config: Config) {
  const metric = metricNamed(name);
  const own = withStat(metric, shown);
  const lines = drawn(shown, config);
  const limits = lines.map((line) => ` · ${line.id === shown.target ? 'target ' : ''}${shortLimit(line, thresholdOf(line, config))}`); // prettier-ignore
  const [stat, empty] = [own.stat && hasStats(metric) ? ` Shown: ${own.stat}.` : '', emptyOf(metric)];
  const teams = metric.all === 'none' ? ' With “all” chosen: of every team.' : '';
  return {
    title: (shown.title ?? metric.question) + limits.join(''),
    description: `${metric.help}${stat}${teams}${lines.map((line) => promised(line, config)).join('')} Where it says “${empty}”, “Clockspeed itself” tells whether the sources are read.`,
    unit: grafanaUnits[metric.unit],
    queries: queriesOf(metric, own),
    empty,
    lines: lines.map((line): Line => ({
      value: thresholdOf(line, config),
      stay: stay(line),
      ...(line.id === shown.target && { isTarget: true }),
    })),
    explainUrl: explainUrl(metric, own, config),
  };
}

export const metricGraph = (name: MetricName, shown: Shown, config: Config): GraphPanel => ({
  type: 'graph',
  width: shown.width ?? 12,
  ...common(name, shown, config),
});

export function metricNumber(name: MetricName, shown: Shown, config: Config): NumberPanel {
  const panel = common(name, shown, config);
  const scale = metricNamed(name).unit === 'timestamp' ? ' * 1000' : '';
  return {
    type: 'number',
    width: shown.width ?? 6,
    ...panel,
    queries: panel.queries.map((query) => ({ ...query, expr: query.expr + scale })),
  };
}

/** The parts of a whole in the order in which they are declared. */
export function stackedGraph(name: MetricName, shown: Shown, config: Config): GraphPanel {
  const metric = metricNamed(name);
  const parts = partsOf(metric);
  if (!parts) throw new Error(`${name} has no parts`);
  const own = withStat(metric, shown);
  const queries = parts.map((label) => ({ ...queryOf(metric, { ...own, label }), legend: inWords(label) }));
  const panel = metricGraph(name, { ...shown, width: 24 }, config);
  return { ...panel, title: `${panel.title} · $team`, queries, isStacked: true };
}

/**
 * How a number has changed against the 28 days before: durations, sizes and rates as a share of what they were, and only where that was
 * above nothing; counts and shares by the difference, for twice nothing is nothing and from nothing to something is no share.
 */
export function changeNumber(name: MetricName, shown: Shown, config: Config): NumberPanel {
  const metric = metricNamed(name);
  const own = withStat(metric, { ...shown, window: '28d' });
  const now = selector(metric, own);
  const isDifference = metric.unit === 'count' || metric.unit === 'ratio';
  const { description, ...panel } = common(name, own, config);
  const empty = 'nothing to compare with';
  return {
    type: 'number',
    ...panel,
    lines: [],
    empty,
    description: `${isDifference ? 'The number less what it was 28 days ago' : 'The number against what it was 28 days ago, as a share of that'}: above 0 it has risen. It says “${empty}” where there is no history of 28 days${isDifference ? '' : ' or nothing was measured then'}. ${description}`,
    width: shown.width ?? 4,
    title: shown.title ?? `${metric.unit === 'ratio' ? 'Points' : 'Change'} against 28 days ago`,
    unit: isDifference ? grafanaUnits[metric.unit] : 'percentunit',
    queries: [
      {
        expr: isDifference ? `${now} - ${now} offset 28d` : `${now} / (${now} offset 28d > 0) - 1`,
        legend: legendOf(metric, own),
      },
    ],
  };
}
