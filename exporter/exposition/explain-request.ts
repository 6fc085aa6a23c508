import type { Config } from '../config/config.ts';
import { isDerived } from '../derived/derived.ts';
import type { Moment, Series } from '../metrics/engine-types.ts';
import { factLabelsOf, hasStats, windowMs } from '../metrics/metric.ts';
import type { AnyMetric, WindowName } from '../metrics/metric.ts';
import { declaredLine } from '../policy/policy.ts';
import type { DeclaredLine } from '../policy/policy-line.ts';
import { prefix } from './families.ts';

/** What a person asked to have explained. */
export interface ExplainRequest {
  readonly metric: AnyMetric;
  readonly series: Series;
  readonly moment: Moment;
  /** Of a line of policy that is judged over a longer window where this one has too few facts. */
  readonly elseLonger?: { readonly line: Pick<DeclaredLine, 'enough'>; readonly request: ExplainRequest };
}

type Query = Readonly<Record<string, unknown>>;

/** Reads the address. Throws RangeError with what would be right. */
export function explainRequest(
  asked: Query,
  catalogue: readonly AnyMetric[],
  config: Config,
  nowAt: number,
): ExplainRequest {
  if (typeof asked['guardrail'] !== 'string') return plainRequest(asked, catalogue, config, nowAt);
  const line = declaredLine(asked['guardrail']);
  if (!line) throw new RangeError('guardrail names no line of the policy');
  const { metric, label, window, stat, enough } = line;
  const over = (days: typeof window): ExplainRequest =>
    plainRequest({ ...asked, metric, label, window: days, stat }, catalogue, config, nowAt);
  return { ...over(window), ...(enough && { elseLonger: { line, request: over(enough.elseWindow) } }) };
}

function plainRequest(query: Query, catalogue: readonly AnyMetric[], config: Config, nowAt: number): ExplainRequest {
  const text = (name: string): string | undefined =>
    typeof query[name] === 'string' && query[name] !== '' ? query[name] : undefined;
  const metric = metricOf(text('metric'), catalogue);
  const asOf = instantOf('asOf', text('asOf')) ?? nowAt;
  const window = windowOf(metric, text('window'));
  const stat = statOf(metric, text('stat'));
  const series: Series = {
    metric: metric.name,
    team: teamOf(metric, text('team'), config),
    label: labelOf(metric, text('label'), config),
    ...(window && { window }),
    ...(stat && { stat }),
  };
  const to = instantOf('to', text('to')) ?? asOf;
  const from = instantOf('from', text('from')) ?? (window ? to - windowMs[window] : to);
  if (from > to) throw new RangeError('from lies after to');
  return { metric, series, moment: { from, to, asOf: text('asOf') === undefined ? Math.max(to, asOf) : asOf } };
}

/** Every label value that a metric can have. */
function labelValues({ label, population }: AnyMetric, config: Config): readonly string[] {
  if (!label) return [];
  if ('each' in label) return Object.keys(label.each);
  return label.values ?? factLabelsOf(population, config);
}

function metricOf(name: string | undefined, catalogue: readonly AnyMetric[]): AnyMetric {
  const found = catalogue.find((metric) => metric.name === name || prefix + metric.name === name);
  if (!found) throw new RangeError(`metric names none that can be explained; the page at /metrics-list lists them`);
  return found;
}

/** What can be chosen of a metric, by the name of the parameter. */
export function choicesOf(
  metric: AnyMetric,
  config: Config,
): readonly (readonly ['team' | 'label' | 'window' | 'stat', readonly string[]])[] {
  const all: readonly (readonly ['team' | 'label' | 'window' | 'stat', readonly string[]])[] = [
    ['team', teamsOf(metric, config)],
    ['label', labelValues(metric, config)],
    ['window', typeof metric.windows === 'string' ? [] : metric.windows],
    ['stat', hasStats(metric) ? statistics : []],
  ];
  return all.filter(([, values]) => values.length > 0);
}

const statistics = ['mean', 'p50', 'p90'] as const;

function teamsOf(metric: AnyMetric, config: Config): readonly string[] {
  if (metric.all === 'only') return [];
  return [
    ...config.teams.map(({ id }) => id),
    ...(isDerived(metric) ? [] : ['unattributed']),
    ...(metric.all === 'none' ? [] : ['all']),
  ];
}

function teamOf(metric: AnyMetric, team: string | undefined, config: Config): string {
  if (metric.all === 'only') return '';
  return oneOf('team', team, teamsOf(metric, config), metric.all === 'none' ? undefined : 'all');
}

function labelOf(metric: AnyMetric, label: string | undefined, config: Config): string {
  if (!metric.label) return '';
  // Which SLOs there are only the engine knows: it refuses a name that there is not.
  return metric.population.moreLabels && label !== undefined
    ? label
    : oneOf('label', label, labelValues(metric, config));
}

function windowOf({ windows }: AnyMetric, window: string | undefined): WindowName | undefined {
  return typeof windows === 'string'
    ? undefined
    : (oneOf('window', window, windows, windows.includes('28d') ? '28d' : windows[0]) as WindowName);
}

const statOf = (metric: AnyMetric, stat: string | undefined): Series['stat'] =>
  hasStats(metric) ? (oneOf('stat', stat, statistics, 'p50') as NonNullable<Series['stat']>) : undefined;

/** The value given, or the default; without one the first stands in. */
function oneOf(name: string, value: string | undefined, allowed: readonly string[], byDefault = allowed[0]): string {
  if (value === undefined && byDefault !== undefined) return byDefault;
  if (value === undefined || !allowed.includes(value)) throw new RangeError(`${name} is one of ${allowed.join(', ')}`);
  return value;
}

function instantOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (!Number.isFinite(at)) throw new RangeError(`${name} is an instant like 2026-10-01T00:00:00Z`);
  return at;
}
