import type { AnyMetric, Unit } from '../exporter/metrics/metric.ts';
import type { Limits } from '../exporter/policy/limits.ts';
import type { Action, PolicyLine } from '../exporter/policy/policy-line.ts';

const hour = 3_600;
const plural = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;

/** A duration as a person says it: `4 hours`, `15 minutes`, `3 days`. */
export function duration(seconds: number): string {
  if (seconds >= 48 * hour && seconds % (24 * hour) === 0) return plural(seconds / (24 * hour), 'day');
  if (seconds % hour === 0) return plural(seconds / hour, 'hour');
  return seconds % 60 === 0 ? plural(seconds / 60, 'minute') : plural(seconds, 'second');
}

/** A number of the policy in its metric's unit. */
export function number(value: number, unit: Unit): string {
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(6))} %`;
  if (unit === 'seconds' || unit === 'timestamp') return duration(value);
  if (unit === 'per_engineer') return `${value} an engineer`;
  return unit === 'per_day' ? `${value} a day` : unit === 'lines' ? plural(value, 'line') : String(value);
}

/** An hour of working time is no hour of the wall clock, and a day of 24 of them is three days. */
const clockWords = ({ name }: AnyMetric): string => (name.endsWith('_business_seconds') ? ' of working time' : '');

const templates: Readonly<Record<Unit, string>> = {
  ratio: '{{ $value | humanizePercentage }}',
  seconds: '{{ $value | humanizeDuration }}',
  timestamp: '{{ if gt $value 1e11 }}none is known{{ else }}the last one {{ $value | humanizeDuration }} ago{{ end }}',
  lines: '{{ $value | printf "%.0f" }} lines',
  count: '{{ $value | printf "%.0f" }}',
  per_engineer: '{{ $value | printf "%.2f" }} an engineer',
  per_day: '{{ $value | printf "%.2f" }} a day',
  score: '{{ $value | printf "%.2f" }}',
};

/** How Prometheus shows the value of an alert. */
export const shown = (metric: AnyMetric): string => templates[metric.unit] + clockWords(metric);

const needed: Readonly<Record<PolicyLine['limit']['op'], string>> = {
  at_most: 'at most',
  less_than: 'less than',
  at_least: 'at least',
  more_than: 'more than',
  not_worse_than_before: 'not worse than in the 28 days before, asked above',
  not_above_before: 'not more than in the 28 days before, asked above',
  not_below_before: 'not below the wave before, asked below',
  above_before: 'above the first wave, asked below',
  fresh_within: 'not older than',
};

/** `less than 10 %`. */
export const limitWords = (
  { limit: { op, unbrokenDays }, comparedWith }: PolicyLine,
  limit: number,
  metric: AnyMetric,
): string =>
  comparedWith
    ? `at most ${comparedWith.called}${limit === 0 ? '' : `, asked above ${number(limit, metric.unit)}`}`
    : `${needed[op]} ${number(limit, metric.unit)}${clockWords(metric)}${unbrokenDays === undefined ? '' : `, for ${unbrokenDays} days without a break`}`;

/** The limit by which single cases are judged, in words. */
export function caseWords(limit: keyof Limits, limits: Limits): string {
  if (limit === 'undeployedBusinessDays') return plural(limits[limit], 'business day');
  const words = duration(limits[limit] / 1_000);
  if (limit.endsWith('BusinessMs')) return words.replace(/(\S+)$/, 'business $1');
  return limit.endsWith('WorkingDayMs') ? `${words} on working days` : words;
}

/** What happens while a line is broken. */
export const consequences: Readonly<Record<Action, string>> = {
  pause_features: 'The release gate refuses features until it holds again; fixes and rollbacks pass.',
  slow_down: 'The release gate refuses features of high risk until it holds again.',
  block_risky_releases: 'The release gate refuses features of high risk until it holds again.',
  enforce_refactoring: 'The cause has to be worked on before new features.',
  mandate_reliability_work: 'Reliability work comes first until it holds again.',
  escalate: 'Leadership decides.',
};
