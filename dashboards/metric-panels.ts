import type { Config } from '../exporter/config/config.ts';
import { catalogue } from '../exporter/metrics/catalogue.ts';
import type { MetricName } from '../exporter/metrics/metric-names.ts';
import { hasStats } from '../exporter/metrics/metric.ts';
import type { AnyMetric, Unit } from '../exporter/metrics/metric.ts';
import { policyOf } from '../exporter/policy/policy.ts';
import type { PolicyLine } from '../exporter/policy/policy-line.ts';
import { thresholdOf } from '../alerts/policy-alerts.ts';
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
}

/** `clockspeed_x{team=~"$team",window="$window",…}`. */
export function selector(metric: AnyMetric, { stat, label, window }: Shown, name = metric.name): string {
  const hasWindows = typeof metric.windows !== 'string';
  const isChosen = hasWindows && metric.windows.includes('28d') && metric.windows.includes('90d');
  const shownWindow = window ?? (isChosen ? '$window' : hasWindows ? metric.windows[0] : undefined);
  const labels = [
    ...(metric.all === 'only' ? [] : ['team=~"$team"']),
    ...(metric.label && label !== undefined ? [`${metric.label.name}="${label}"`] : []),
    ...(hasStats(metric) && stat ? [`stat="${stat}"`] : []),
    ...(shownWindow ? [`window="${shownWindow}"`] : []),
  ];
  return `${prefix}${name}${labels.length > 0 ? `{${labels.join(',')}}` : ''}`;
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

/** Where a click on a series leads: the facts behind it. */
export function explainUrl(metric: AnyMetric, { stat, label }: Shown, { alerting }: Config): string {
  const hasWindows = typeof metric.windows !== 'string';
  const isChosen = hasWindows && metric.windows.includes('28d') && metric.windows.includes('90d');
  const query = [
    `metric=${metric.name}`,
    ...(metric.all === 'only' ? [] : ['team=${__field.labels.team}']),
    ...(metric.label ? [`label=${label ?? `\${__field.labels.${metric.label.name}}`}`] : []),
    ...(isChosen ? ['window=${window}'] : hasWindows ? [`window=${metric.windows[0]}`] : []),
    ...(hasStats(metric) && stat ? [`stat=${stat}`] : []),
  ];
  return `${alerting.exporterUrl}/explain?${query.join('&')}`;
}

const stay = ({ limit: { op } }: PolicyLine): Line['stay'] =>
  op === 'at_least' ? 'above' : op === 'less_than' ? 'below' : 'up_to';

/** The number of a line of policy as it is drawn; what compares with the window before has none. */
function linesOf(guardrail: string | undefined, config: Config): readonly Line[] {
  if (guardrail === undefined) return [];
  const line = policyOf(config).find(({ id }) => id === guardrail);
  if (!line) throw new Error(`there is no line of policy ${guardrail}`);
  return [{ value: thresholdOf(line, config), stay: stay(line) }];
}

function common(name: MetricName, shown: Shown, config: Config) {
  const metric = metricNamed(name);
  const own = withStat(metric, shown);
  const line = policyOf(config).find(({ id }) => id === shown.guardrail);
  const stat = own.stat && hasStats(metric) ? ` Shown: ${own.stat}.` : '';
  return {
    title: shown.title ?? metric.question,
    description: `${metric.help}${stat}${line ? ` The line is “${line.id}”: ${line.reason}` : ''}`,
    unit: grafanaUnits[metric.unit],
    queries: [queryOf(metric, own)],
    lines: linesOf(shown.guardrail, config),
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

/** How a number has changed against the window before, as a share of what it was. */
export function changeNumber(name: MetricName, shown: Shown, config: Config): NumberPanel {
  const metric = metricNamed(name);
  const own = withStat(metric, { window: '28d', ...shown });
  const now = selector(metric, own);
  const panel = { ...common(name, own, config), lines: [] };
  return {
    type: 'number',
    ...panel,
    width: shown.width ?? 4,
    title: shown.title ?? 'Change against the 28 days before',
    unit: 'percentunit',
    queries: [{ expr: `${now} / (${now} offset 28d) - 1`, legend: legendOf(metric, own) }],
  };
}
