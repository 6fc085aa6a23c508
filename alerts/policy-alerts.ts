import type { Config } from '../exporter/config/config.ts';
import { metricOf } from '../exporter/guardrails/line-series.ts';
import { teamsOnCall } from '../exporter/guardrails/judge-line.ts';
import { hasStats, ownLabels } from '../exporter/metrics/metric.ts';
import type { AnyMetric } from '../exporter/metrics/metric.ts';
import { comparesWithBefore } from '../exporter/policy/policy-line.ts';
import type { Judged, PolicyLine } from '../exporter/policy/policy-line.ts';
import { boards } from '../dashboards/uids.ts';
import { alertName } from './rule.ts';
import type { AlertRule } from './rule.ts';
import { caseWords, consequences, limitWords, shown } from './wording.ts';

const prefix = 'clockspeed_';
/** A value over fewer facts than this is not known to be within (ours). */
const quietFacts = 5;
/** Longer than two scrapes, so that one that was lost tells nobody anything. */
const waits = { instant: '5m', windowed: '15m' } as const;
/** A value that swings around its limit is one alert, not twenty. */
const holds = { immediate: '5m', instant: '15m', windowed: '1h' } as const;

const over = { at_most: '>', less_than: '>=', at_least: '<', more_than: '<=', not_worse_than_before: '>', not_above_before: '>', not_below_before: '<', above_before: '<', fresh_within: '>' } as const; // prettier-ignore
const inside = { at_most: '<=', less_than: '<', at_least: '>=', more_than: '>', not_worse_than_before: '<=', not_above_before: '<=', not_below_before: '>=', above_before: '>', fresh_within: '<=' } as const; // prettier-ignore

/** The number that a line's value is compared with; what follows from the window before is at least this. */
export const thresholdOf = ({ limit: { value, timesEvenShare } }: PolicyLine, config: Config): number =>
  timesEvenShare === undefined ? value : Math.max(value, timesEvenShare / Math.max(1, teamsOnCall(config)));

/** `clockspeed_x{stat="p50",window="28d"}`. */
function selector(name: string, { metric, label, stat }: Judged, window: string | undefined): string {
  const own = label === undefined ? [] : Object.entries(ownLabels(metricOf({ metric }), label));
  const labels = [
    ...own.map(([name, value]) => `${name}="${value}"`),
    ...(stat ? [`stat="${stat}"`] : []),
    ...(window ? [`window="${window}"`] : []),
  ];
  return labels.length === 0 ? name : `${name}{${labels.join(',')}}`;
}

/** What recovers is not told any more: for ratios and statistics over 28 days, when the last 7 are within. */
function isQuietable(line: PolicyLine, metric: AnyMetric): boolean {
  return line.window === '28d' && (metric.unit === 'ratio' || (metric.unit === 'seconds' && hasStats(metric)));
}

function quiet(line: PolicyLine, metric: AnyMetric, config: Config): string {
  const { id, limit } = line;
  const recent = selector(prefix + metric.name, line, '7d');
  const counted = hasStats(metric) ? `${metric.name}_samples` : metric.name.replace(/_ratio$/, '_denominator');
  const facts = selector(prefix + counted, { metric: line.metric, ...(line.label && { label: line.label }) }, '7d');
  const isMoving = comparesWithBefore(limit);
  const bound = isMoving
    ? `on (team, job, instance) ${prefix}guardrail_limit{guardrail="${id}"}`
    : String(thresholdOf(line, config));
  return `(${recent} ${inside[limit.op]} ${bound} and on (team) ${facts} >= ${quietFacts})`;
}

/**
 * What Prometheus asks: the number that the exporter judged is over the policy's, and the exporter says that the line is broken (it knows
 * what a single number does not: too few facts, the window before, how long without a break).
 */
export function expression(line: PolicyLine, config: Config): string {
  const { id, limit, also } = line;
  const metric = metricOf(line);
  const broken = `${prefix}guardrail_value{guardrail="${id}"} ${over[limit.op]} ${thresholdOf(line, config)} and on (guardrail, team) ${prefix}guardrail_breached{guardrail="${id}"} == 1`;
  if (limit.op === 'fresh_within') return `${broken} or ${neverOf(id)}`;
  if (!isQuietable(line, metric)) return broken;
  const loud = `(${broken}) unless on (team) ${quiet(line, metric, config)}`;
  if (!also) return loud;
  // What is open now is told, whatever the last days were like.
  return `(${loud}) or (${broken} and on (team) ${selector(prefix + also.metric, also, undefined)} ${over[limit.op]} ${limit.value})`;
}

/** Broken, and there is no number: what has to be fresh has never been, and is infinitely old. */
const neverOf = (id: string): string =>
  `(${prefix}guardrail_breached{guardrail="${id}"} == 1 unless on (guardrail, team) ${prefix}guardrail_value{guardrail="${id}"}) * Inf`;

/** `team` and what stands behind the number, as an address. */
const explainUrl = ({ id }: PolicyLine, { alerting }: Config): string =>
  `${alerting.exporterUrl}/explain?guardrail=${id}&team={{ $labels.team }}`;

/** A line of two windows or of two parts tells the number that it was judged by, which may be the second one. */
function windowWords({ window, enough, also, limit }: PolicyLine): string {
  if (limit.op === 'fresh_within') return '';
  const days = window?.replace('d', '');
  const longer = enough ? `, or ${enough.elseWindow.replace('d', '')} where these have too few facts` : '';
  return days === undefined ? ' now' : ` over the last ${days} days${longer}${also ? ', or now' : ''}`;
}

function description(line: PolicyLine, config: Config): string {
  const metric = metricOf(line);
  const since = `{{ with printf "${prefix}guardrail_breach_seconds{guardrail='${line.id}',team='%s'}" $labels.team | query }}{{ . | first | value | humanizeDuration }}{{ end }}`;
  const next = line.actions?.map((action) => consequences[action]).join(' ');
  return [
    `{{ $labels.team }}: ${line.broken}: ${shown(metric)}${windowWords(line)}; the policy says ${limitWords(line, thresholdOf(line, config), metric)}${line.caseLimit ? `, each within ${caseWords(line.caseLimit, config.limits)}` : ''}.`,
    `Broken for ${since}.`,
    ...(next ? [next] : []),
    line.reason,
  ].join(' ');
}

/** The alert of one line of policy. */
export function policyAlert(line: PolicyLine, config: Config): AlertRule {
  const metric = metricOf(line);
  const kind = line.window === undefined ? 'instant' : 'windowed';
  const { alerting } = config;
  return {
    alert: alertName(line.id),
    expr: expression(line, config),
    ...(!line.isImmediate && { for: waits[kind] }),
    keep_firing_for: holds[line.isImmediate ? 'immediate' : kind],
    labels: {
      severity: line.severity,
      team: '{{ $labels.team }}',
      guardrail: line.id,
      tells: line.tells ?? 'team',
    },
    annotations: {
      summary: `${line.broken}.`,
      description: description(line, config),
      runbook_url: `${alerting.runbooksUrl}/${alertName(line.id)}.md`,
      dashboard_url: `${alerting.dashboardsUrl}/d/${boards[metric.family]}?var-team={{ $labels.team }}`,
      explain_url: explainUrl(line, config),
    },
  };
}
