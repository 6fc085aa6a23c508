import { createEngine } from '../../exporter/metrics/engine.ts';
import type { Engine, Series } from '../../exporter/metrics/engine-types.ts';
import { windowMs } from '../../exporter/metrics/metric.ts';
import type { AnyMetric } from '../../exporter/metrics/metric.ts';
import type { Organisation } from '../history/organisation.ts';
import { at } from '../history/organisation.ts';

const kinds = [
  'pull_request',
  'service_deployment',
  'incident',
  'pagerduty_service',
  'work_item',
  'reading',
  'team',
  'service',
  'surveys',
] as const;

export type Asked = Partial<Omit<Series, 'metric'>>;

/** The engine over these metrics, having read everything that the organisation holds; its sources vouch for a year around. */
export function engineOf(organisation: Organisation, metrics: readonly AnyMetric[]): Engine {
  organisation.read(at(-365), at(365));
  const history = organisation.history();
  const engine = createEngine(metrics);
  engine.replace(
    kinds.flatMap((kind) => Array.from(history.roots(kind), ({ id }) => ({ kind, id }))),
    history,
  );
  return engine;
}

export const seriesOf = (metric: AnyMetric, asked: Asked = {}): Series => ({
  metric: metric.name,
  team: 'web',
  label: '',
  ...(Array.isArray(metric.windows) && { window: '28d' as const }),
  ...asked,
});

const momentOf = ({ window }: Series, asOf: number) => ({
  from: asOf - (window ? windowMs[window] : 0),
  to: asOf,
  asOf,
});

/** The number, or the word for why there is none, for web and 28 d unless asked otherwise. */
export function measured(organisation: Organisation, metric: AnyMetric, asOf: number, asked: Asked = {}) {
  const series = seriesOf(metric, asked);
  const value = engineOf(organisation, [metric]).at(series, momentOf(series, asOf));
  return 'value' in value ? value.value : value.absent;
}

/** Numerator over denominator, `1/2`, or the word for why there is none. */
export function share(organisation: Organisation, metric: AnyMetric, asOf: number, asked: Asked = {}): string {
  const series = seriesOf(metric, asked);
  const value = engineOf(organisation, [metric]).at(series, momentOf(series, asOf));
  return 'value' in value ? `${value.numerator}/${value.denominator}` : value.absent;
}

/** What /explain lists as left out, `id: reason`. */
export function leftOut(
  organisation: Organisation,
  metric: AnyMetric,
  asOf: number,
  asked: Asked = {},
): readonly string[] {
  const series = seriesOf(metric, asked);
  const { excluded } = engineOf(organisation, [metric]).explain(series, momentOf(series, asOf));
  return excluded.map(({ ref, reason }) => `${ref.id}: ${reason}`);
}
