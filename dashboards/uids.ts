import type { MetricFamily } from '../exporter/metrics/metric-families.ts';

export const uids = {
  clockSpeed: 'clockspeed',
  delivery: 'clockspeed-delivery',
  reviews: 'clockspeed-reviews',
  incidents: 'clockspeed-incidents',
  learning: 'clockspeed-learning',
  platform: 'clockspeed-platform',
  maturity: 'clockspeed-maturity',
  governance: 'clockspeed-governance',
  rollout: 'clockspeed-rollout',
  team: 'clockspeed-team',
  allHands: 'clockspeed-all-hands',
  itself: 'clockspeed-itself',
} as const;

/** The board on which each family is looked at; `self`: the exporter's own. */
export const boards: Readonly<Record<MetricFamily | 'self', string>> = {
  delivery: uids.delivery,
  review: uids.reviews,
  reliability: uids.incidents,
  on_call: uids.incidents,
  flow: uids.learning,
  learning: uids.learning,
  platform: uids.platform,
  maturity: uids.maturity,
  governance: uids.governance,
  rollout: uids.rollout,
  devex: uids.platform,
  self: uids.itself,
};
