import type { Moment, Series } from '../metrics/engine-types.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { windowMs } from '../metrics/metric.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import { comparesWithBefore } from '../policy/policy-line.ts';
import type { Judged, PolicyLine } from '../policy/policy-line.ts';

/** The series that a line reads for a team (`all`: the organisation). */
export interface LineSeries {
  readonly now: Series;
  readonly longer?: Series;
  readonly also?: Series;
  /** What `now` is compared with, and how much earlier that is read; undefined: nothing before is asked. */
  readonly before?: { readonly series: Series; readonly earlierMs: number };
}

const byName = new Map(catalogue.map((metric) => [metric.name, metric]));
export const metricOf = ({ metric }: Judged): AnyMetric => byName.get(metric)!;

/** The series of what is judged, for a team (`all`: the organisation). */
export const seriesFor = (judged: Judged, team: string): Series => ({
  metric: judged.metric,
  team: metricOf(judged).all === 'only' ? '' : team,
  label: judged.label ?? '',
  ...(judged.window && { window: judged.window }),
  ...(judged.stat && { stat: judged.stat }),
});

export function lineSeries(line: PolicyLine, team: string): LineSeries {
  return {
    now: seriesFor(line, team),
    ...beforeOf(line, team),
    ...(line.enough && { longer: seriesFor({ ...line, window: line.enough.elseWindow }, team) }),
    ...(line.also && { also: seriesFor(line.also, team) }),
  };
}

function beforeOf(line: PolicyLine, team: string): Pick<LineSeries, 'before'> {
  const { limit, window, beforeLabel, comparedWith } = line;
  if (!comparesWithBefore(limit)) return {};
  if (comparedWith) return { before: { series: seriesFor(comparedWith, team), earlierMs: 0 } };
  if (beforeLabel !== undefined)
    return { before: { series: seriesFor({ ...line, label: beforeLabel }, team), earlierMs: 0 } };
  return window ? { before: { series: seriesFor(line, team), earlierMs: windowMs[window] } } : {};
}

/** The moment of a series that ends at an instant. */
export const momentOf = ({ window }: Series, asOf: number): Moment => ({
  from: window ? asOf - windowMs[window] : asOf,
  to: asOf,
  asOf,
});

export const keyOf = ({ metric, team, label, window, stat }: Series): string =>
  `${metric}|${team}|${label}|${window ?? ''}|${stat ?? ''}`;
