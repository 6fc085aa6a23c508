import { formsOf } from '../exposition/families.ts';
import type { Form } from '../exposition/families.ts';
import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { AnyMetric } from '../metrics/metric.ts';
import type { PastFamily, PastRun, PastSeries } from './open-metrics.ts';

type Present = Extract<Value, { readonly value: number }>;
interface Run {
  readonly first: number;
  readonly end: number;
  readonly value: Present;
}

/** The past of one metric and of the counts that it was made from, by sliding over the instants once. */
export function* metricPast(metric: AnyMetric, engine: Engine, instants: readonly number[]): Iterable<PastFamily> {
  const bySeries = new Map<string, { readonly series: Series; readonly runs: Run[] }>();
  engine.slide(metric.name, instants, (series, first, end, value) => {
    if ('absent' in value) return;
    const key = `${series.team}|${series.label}|${series.window ?? ''}|${series.stat ?? ''}`;
    const known = bySeries.get(key);
    if (known) known.runs.push({ first, end, value });
    else bySeries.set(key, { series, runs: [{ first, end, value }] });
  });
  for (const form of formsOf(metric))
    yield { name: form.name, help: form.help, type: 'gauge', series: pastOf(form, bySeries.values()) };
}

function* pastOf(
  { labelsOf, numberOf }: Form,
  all: Iterable<{ readonly series: Series; readonly runs: readonly Run[] }>,
): Iterable<PastSeries> {
  for (const { series, runs } of all) yield { labels: labelsOf(series), runs: numbersOf(numberOf, series, runs) };
}

function* numbersOf(numberOf: Form['numberOf'], series: Series, runs: readonly Run[]): Iterable<PastRun> {
  for (const { first, end, value } of runs) {
    const number = numberOf(series, value);
    if (number !== undefined) yield { first, end, value: number };
  }
}
