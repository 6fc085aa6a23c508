import { metric, population } from '../metric.ts';
import { factsOfIncident, priorities, prioritiesNeeded, refOf, untilMerged } from './incident-facts.ts';

const openIncidents = population({
  id: 'open_incidents',
  root: 'incident',
  labels: priorities,
  values: [],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ priority, teams, open }) {
      for (const { from, to } of open) {
        const span = untilMerged(incident, from, to);
        if (span.to > span.from) yield { type: 'span', ref: refOf(incident), teams, label: priority, span, values: {} };
      }
    });
  },
});

/** What is broken now? */
export const incidentsOpen = metric({
  name: 'incidents_open',
  family: 'reliability',
  question: 'How many incidents are open now?',
  help: 'PagerDuty incidents whose latest trigger or resolve is not a resolve, by priority, now. Merged incidents are left out.',
  version: 1,
  unit: 'count',
  population: openIncidents,
  label: { name: 'priority', needs: prioritiesNeeded },
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
