import { metric, population } from '../metric.ts';
import {
  durationLabelsOf,
  durationPriorities,
  excludedIncident,
  factsOfIncident,
  refOf,
  untilMerged,
} from './incident-facts.ts';

const acknowledgedIncidents = population({
  id: 'acknowledged_incidents',
  root: 'incident',
  labels: durationPriorities,
  values: ['acknowledgeMs'],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* (view) {
      const at = incident.entries.find(({ type }) => type === 'acknowledge')?.at;
      if (at === undefined) return;
      if (at < incident.createdAt) return yield excludedIncident(incident, view, at, 'impossible_order');
      for (const label of durationLabelsOf(view))
        yield {
          type: 'event',
          ref: refOf(incident),
          teams: view.teams,
          label,
          at,
          known: untilMerged(incident, at),
          values: { acknowledgeMs: at - incident.createdAt },
        };
    });
  },
});

/** How long until somebody is on it? */
export const incidentAcknowledgeSeconds = metric({
  name: 'incident_acknowledge_seconds',
  family: 'reliability',
  question: 'How long until somebody takes an incident on?',
  help: 'Seconds from creation to the first acknowledgement of PagerDuty incidents acknowledged in the window, by priority (P1, P2, any). Incidents never acknowledged are not in it.',
  version: 1,
  unit: 'seconds',
  population: acknowledgedIncidents,
  label: { name: 'priority', needs: { P1: 'priorities', P2: 'priorities' } },
  aggregate: { stats: 'acknowledgeMs' },
  windows: ['28d', '90d'],
});
