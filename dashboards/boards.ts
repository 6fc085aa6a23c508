import type { AnyMetric } from '../exporter/metrics/metric.ts';

/** The board on which each family is looked at, by its fixed uid; `self`: that of the exporter. */
export const boards: Readonly<Record<AnyMetric['family'] | 'self', string>> = {
  delivery: 'clockspeed-delivery',
  review: 'clockspeed-reviews',
  reliability: 'clockspeed-incidents',
  on_call: 'clockspeed-incidents',
  self: 'clockspeed-itself',
};
