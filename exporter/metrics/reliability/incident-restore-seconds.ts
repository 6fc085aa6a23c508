import { metric, population } from '../metric.ts';
import {
  durationLabelsOf,
  durationPriorities,
  excludedIncident,
  factsOfIncident,
  refOf,
  untilMerged,
} from './incident-facts.ts';
import { restoresOf } from './restores.ts';

const restoredIncidents = population({
  id: 'restored_incidents',
  root: 'incident',
  labels: durationPriorities,
  values: ['restoreMs'],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* (view) {
      for (const { startedAt, resolves } of restoresOf(incident, view)) {
        for (const { at, known } of resolves) {
          if (at < startedAt) yield excludedIncident(incident, view, at, 'impossible_order');
          else
            for (const label of durationLabelsOf(view))
              yield {
                type: 'event',
                ref: refOf(incident),
                teams: view.teams,
                label,
                at,
                known: untilMerged(incident, known.from, known.to),
                values: { restoreMs: at - startedAt },
              };
        }
      }
    });
  },
});

/** How long do customers wait until it works again? The mean over P1 is MTTR. */
export const incidentRestoreSeconds = metric({
  name: 'incident_restore_seconds',
  family: 'reliability',
  question: 'How long until service is restored?',
  help: 'Seconds from creation to resolve of PagerDuty incidents resolved in the window, by priority (P1, P2, any); mean is MTTR. Reopened within 24 h it is the same restore and its clock never stopped; later a new one.',
  version: 1,
  unit: 'seconds',
  population: restoredIncidents,
  label: { name: 'priority', needs: { P1: 'priorities', P2: 'priorities' } },
  aggregate: { stats: 'restoreMs' },
  windows: ['7d', '28d', '90d'],
});
