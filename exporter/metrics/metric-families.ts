/** What metrics are about, as a heading, in the order in which it is read: pages, tables and groups of alerts follow it. */
export const metricFamilies = {
  delivery: 'Delivery',
  review: 'Review',
  reliability: 'Reliability',
  on_call: 'On-call',
  flow: 'Flow',
  learning: 'Learning',
  platform: 'Platform',
  devex: 'DevEx',
  maturity: 'Maturity',
  governance: 'Governance',
  rollout: 'Rollout',
} as const;

export type MetricFamily = keyof typeof metricFamilies;
