import { metric, population } from '../metric.ts';
import { factsOfReading } from '../readings.ts';

const sloCounts = population({
  id: 'slo_counts',
  root: 'reading',
  labels: [''] as readonly string[],
  values: [],
  needs: [{ signal: 'slo_counts' }],
  factsOf: (reading, history) => factsOfReading(reading, history, 'slo_count', () => ['']),
});

/** What has been promised to users? */
export const serviceLevelObjectives = metric({
  name: 'service_level_objectives',
  family: 'reliability',
  question: 'How many service level objectives are defined?',
  help: 'SLOs as Prometheus last answered, all configured queries of their number together. 0 where these are answered and have no series of the team; unknown for 28 days where they had one and have none now.',
  version: 1,
  unit: 'count',
  population: sloCounts,
  aggregate: { state: 'total' },
  windows: 'instant',
  zeros: 'closed',
});
