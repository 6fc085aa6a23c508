import { metric, population } from '../metric.ts';
import { factsOfIncident, refOf, untilMerged } from './incident-facts.ts';

const recurringPopulation = population({
  id: 'recurring_incidents',
  root: 'incident',
  labels: [''],
  values: [],
  needs: [{ signal: 'incidents', lookbackDays: 90 }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* (view) {
      if (view.recursAfter.length === 0) return;
      const at = incident.createdAt;
      yield {
        type: 'event',
        ref: refOf(incident),
        teams: view.teams,
        label: '',
        at,
        known: untilMerged(incident, at),
        values: {},
      };
    });
  },
});

/** What did we not learn from? */
export const recurringIncidents = metric({
  name: 'recurring_incidents',
  family: 'reliability',
  question: 'How many incidents had happened before?',
  help: 'PagerDuty incidents created in the window on a service that had one with the same incident key, or the same title without digits, in the 90 days before.',
  version: 1,
  unit: 'count',
  population: recurringPopulation,
  aggregate: { count: 'all' },
  windows: ['90d'],
  zeros: 'closed',
});
