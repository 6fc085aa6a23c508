import type { Config } from '../exporter/config/config.ts';
import type { MetricName } from '../exporter/metrics/metric-names.ts';
import { hasStats } from '../exporter/metrics/metric.ts';
import type { AnyMetric, Unit } from '../exporter/metrics/metric.ts';
import { policyOf } from '../exporter/policy/policy.ts';
import type { PolicyLine } from '../exporter/policy/policy-line.ts';
import { thresholdOf } from '../alerts/policy-alerts.ts';
import { limitWords } from '../alerts/wording.ts';
import { shortLimit, stay } from './limits.ts';
import type { GraphPanel, Line, NumberPanel, Query, TimelinePanel } from './board.ts';
import { before, hourByHour } from './past.ts';
import {
  explainUrl,
  inWords,
  legendOf,
  metricNamed,
  partsOf,
  queriesOf,
  queryOf,
  selector,
  withStat,
} from './metric-queries.ts';
import type { Shown } from './metric-queries.ts';

/** Grafana's name of each unit of ours. */
const grafanaUnits: Readonly<Record<Unit, string>> = {
  seconds: 's',
  ratio: 'percentunit',
  count: 'short',
  lines: 'suffix: lines',
  per_day: 'suffix: a day',
  score: 'none',
  per_engineer: 'suffix: an engineer',
  timestamp: 'dateTimeFromNow',
};

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
function emptyOf({ family, unit, windows, aggregate }: AnyMetric): string {
  if (family === 'devex') return 'nobody was asked, or too few answered';
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

const curve = ({ expr, legend }: Query): Query => ({ expr: hourByHour(expr), legend });

export function metricGraph(name: MetricName, shown: Shown, config: Config): GraphPanel {
  const panel = common(name, shown, config);
  return { type: 'graph', width: shown.width ?? 12, ...panel, queries: panel.queries.map(curve) };
}

/** A number beside the one that it is compared with, which may change. */
export function graphBeside(
  name: MetricName,
  limit: MetricName,
  words: string,
  shown: Shown,
  config: Config,
): GraphPanel {
  const now = metricGraph(name, shown, config);
  const other = metricGraph(limit, {}, config);
  return {
    ...now,
    description: `${now.description} Beside it: ${other.description}`,
    queries: [...now.queries, ...other.queries.map((query) => ({ ...query, legend: `${query.legend}, ${words}` }))],
  };
}

/** States over time, in words. */
export function metricTimeline(
  name: MetricName,
  shown: Shown,
  words: TimelinePanel['words'],
  config: Config,
): TimelinePanel {
  const { title, description, unit, queries, empty, explainUrl: url } = common(name, shown, config);
  return {
    type: 'timeline',
    width: shown.width ?? 24,
    title,
    description,
    unit,
    queries: queries.map(curve),
    empty,
    explainUrl: url,
    words,
  };
}

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
  const queries = parts.map((label) => ({ ...curve(queryOf(metric, { ...own, label })), legend: inWords(label) }));
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
  const then = before(now, '28d');
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
        expr: isDifference ? `${now} - ${then}` : `${now} / (${then} > 0) - 1`,
        legend: legendOf(metric, own),
      },
    ],
  };
}
