import { formsOf } from '../exposition/families.ts';
import type { Engine, Series } from '../metrics/engine-types.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import type { PastFamily, PastSeries } from './open-metrics.ts';
import { Runs } from './runs.ts';

/** The past of one metric and of the counts that it was made from, by sliding over the instants once. */
export function* metricPast(metric: AnyMetric, engine: Engine, instants: readonly number[]): Iterable<PastFamily> {
  const forms = formsOf(metric);
  const bySeries = new Map<Series, readonly Runs[]>();
  engine.slide(metric.name, instants, (series, first, end, value) => {
    if ('absent' in value) return;
    const runs = bySeries.get(series) ?? forms.map(() => new Runs());
    bySeries.set(series, runs);
    for (const [place, { numberOf }] of forms.entries()) {
      const number = numberOf(series, value);
      if (number !== undefined) runs[place]!.add(first, end, number);
    }
  });
  for (const [place, { name, help, labelsOf }] of forms.entries()) {
    const series = Array.from(bySeries, ([of, runs]): PastSeries => ({ labels: labelsOf(of), runs: runs[place]! }));
    yield { name, help, type: 'gauge', series };
  }
}
