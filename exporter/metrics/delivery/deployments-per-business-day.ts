import { metric } from '../metric.ts';
import { succeededDeployments } from './succeeded-deployments.ts';

/** Deployment frequency. */
export const deploymentsPerBusinessDay = metric({
  name: 'deployments_per_business_day',
  family: 'delivery',
  question: 'Do we deploy every day?',
  help: "Succeeded deployments in the window that carry something new, divided by the team's business days in it (all: the organisation's). The same commit again is left out.",
  version: 1,
  unit: 'per_day',
  population: succeededDeployments,
  aggregate: { ratio: [{ count: { flag: 'isNew' } }, { window: 'businessDays' }] },
  windows: ['28d', '90d'],
});
