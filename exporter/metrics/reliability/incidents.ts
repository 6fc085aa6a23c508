import { metric, population } from '../metric.ts';
import { factsOfIncident, priorities, prioritiesNeeded, refOf, untilMerged } from './incident-facts.ts';

export const createdIncidents = population({
  id: 'created_incidents',
  root: 'incident',
  labels: priorities,
  values: [],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ priority, teams }) {
      const at = incident.createdAt;
      yield {
        type: 'event',
        ref: refOf(incident),
        teams,
        label: priority,
        at,
        known: untilMerged(incident, at),
        values: {},
      };
    });
  },
});

/** How often does production break? */
export const incidents = metric({
  name: 'incidents',
  family: 'reliability',
  question: 'How many incidents began?',
  help: 'PagerDuty incidents created in the window, by priority (the highest ever set; none: no mapped priority). Incidents merged into another are left out from the merge on.',
  version: 1,
  unit: 'count',
  population: createdIncidents,
  label: { name: 'priority', needs: prioritiesNeeded },
  aggregate: { count: 'all' },
  windows: ['28d', '90d'],
  zeros: 'closed',
});
