import { metric, population } from '../metric.ts';

const unownedServicesPopulation = population({
  id: 'unowned_services',
  root: 'pagerduty_service',
  labels: [''],
  values: [],
  needs: [{ signal: 'services' }],
  *factsOf(service, history) {
    if (history.teamsOfPagerDutyService(service.id).length > 0) return;
    const span = { from: service.createdAt, to: Infinity };
    yield { type: 'span', ref: { kind: 'pagerduty_service', id: service.id }, teams: [], label: '', span, values: {} };
  },
});

/** What would nobody answer for? */
export const unownedServices = metric({
  name: 'unowned_services',
  family: 'on_call',
  question: 'How many PagerDuty services belong to no team?',
  help: 'PagerDuty services that no configured team lists, and that are mapped to no service with an owner, now.',
  version: 1,
  unit: 'count',
  population: unownedServicesPopulation,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
  all: 'only',
});
