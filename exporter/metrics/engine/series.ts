import type { Config } from '../../config/config.ts';
import type { History } from '../../history/history.ts';
import type { Moment, Series } from '../engine-types.ts';
import { factLabelsOf, windowMs } from '../metric.ts';
import type { Aggregate, AnyMetric, Signal, WindowName } from '../metric.ts';
import { stats } from './statistics.ts';
import type { Stat } from './statistics.ts';

/** The series of a metric that share their facts: one label value, one aggregate, and its statistics. */
export interface Cut {
  /** Value of the metric's label; '' where it has none. */
  readonly label: string;
  /** The label under which its facts stand. */
  readonly factLabel: string;
  readonly aggregate: Aggregate<string>;
  readonly stats: readonly (Stat | undefined)[];
  readonly needs: Signal | undefined;
}

export function cutsOf(metric: AnyMetric, history: History): readonly Cut[] {
  const { label, aggregate } = metric;
  if (label && 'each' in label) {
    const each = Object.entries(label.each as Record<string, Aggregate<string>>);
    return each.map(([value, own]) => ({
      label: value,
      factLabel: '',
      aggregate: own,
      stats: statsOf(own),
      needs: undefined,
    }));
  }
  if (!aggregate) throw new Error(`metric ${metric.name} has neither an aggregate nor one for each label value`);
  const labels: readonly string[] = label?.values ?? labelsOf(metric, history);
  return labels.map((value) => {
    const needs = (label?.needs as Readonly<Record<string, Signal>> | undefined)?.[value];
    return { label: value, factLabel: value, aggregate, stats: statsOf(aggregate), needs };
  });
}

function labelsOf({ population }: AnyMetric, history: History): readonly string[] {
  const labels = factLabelsOf(population, history.config);
  return population.moreLabels ? [...labels, ...history.slos()] : labels;
}

const statsOf = (aggregate: Aggregate<string>): readonly (Stat | undefined)[] =>
  'stats' in aggregate ? stats : [undefined];

/** Where a metric may have samples, the organisation last. */
export function teamsOf(metric: AnyMetric, config: Config): readonly string[] {
  if (metric.all === 'only') return ['all'];
  const teams = [...config.teams.map(({ id }) => id), 'unattributed'];
  return metric.all === 'none' ? teams : [...teams, 'all'];
}

export const windowsOf = ({ windows }: AnyMetric): readonly (WindowName | undefined)[] =>
  typeof windows === 'string' ? [undefined] : windows;

export const hasWindow = ({ windows }: AnyMetric): boolean => typeof windows !== 'string';

/** Length of the window; what has none reaches back for ever. */
export const lengthOf = (window: WindowName | undefined): number =>
  window === undefined ? Infinity : windowMs[window];

/** So far back the catalogue looks, whatever the metric: for its windows, and for who was seen at all. */
export const longestMs = windowMs['90d'];

/** The instant before which nothing can be part of the answer. */
export const reachOf = ({ windows }: AnyMetric, { from, asOf }: Moment): number =>
  windows === 'ever' ? -Infinity : windows === 'instant' ? asOf - longestMs : Math.min(from, asOf - longestMs);

/** What has no window takes all that was before the instant. */
export const momentOf = (metric: AnyMetric, moment: Moment): Moment =>
  hasWindow(metric) ? moment : { from: -Infinity, to: moment.asOf, asOf: moment.asOf };

export function seriesOf(
  metric: AnyMetric,
  team: string,
  cut: Cut,
  window: WindowName | undefined,
  stat: Stat | undefined,
): Series {
  return {
    metric: metric.name,
    team: metric.all === 'only' ? '' : team,
    label: cut.label,
    ...(window !== undefined && { window }),
    ...(stat !== undefined && { stat }),
  };
}
