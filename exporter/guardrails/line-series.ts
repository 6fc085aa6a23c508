import type { Moment, Series } from '../metrics/engine-types.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { windowMs } from '../metrics/metric.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import type { Judged, PolicyLine } from '../policy/policy-line.ts';

/** The series that a line reads for a team (`all`: the organisation). */
export interface LineSeries {
  readonly now: Series;
  readonly longer?: Series;
  readonly also?: Series;
  /** How long before `now` the window before ends; undefined: nothing before is asked. */
  readonly beforeMs?: number;
}

const byName = new Map(catalogue.map((metric) => [metric.name, metric]));
export const metricOf = ({ metric }: Judged): AnyMetric => byName.get(metric)!;

const seriesOf = (judged: Judged, team: string): Series => ({
  metric: judged.metric,
  team: metricOf(judged).all === 'only' ? '' : team,
  label: judged.label ?? '',
  ...(judged.window && { window: judged.window }),
  ...(judged.stat && { stat: judged.stat }),
});

export function lineSeries(line: PolicyLine, team: string): LineSeries {
  const asksBefore = line.limit.op === 'not_worse_than_before' || line.limit.op === 'not_above_before';
  return {
    now: seriesOf(line, team),
    ...(line.enough && { longer: seriesOf({ ...line, window: line.enough.elseWindow }, team) }),
    ...(line.also && { also: seriesOf(line.also, team) }),
    ...(asksBefore && line.window && { beforeMs: windowMs[line.window] }),
  };
}

/** The moment of a series that ends at an instant. */
export const momentOf = ({ window }: Series, asOf: number): Moment => ({
  from: window ? asOf - windowMs[window] : asOf,
  to: asOf,
  asOf,
});

export const keyOf = ({ metric, team, label, window, stat }: Series): string =>
  `${metric}|${team}|${label}|${window ?? ''}|${stat ?? ''}`;
