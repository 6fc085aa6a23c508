import { metric, population } from '../metric.ts';
import { durationLabelsOf, durationPriorities, factsOfIncident, refOf, untilMerged } from './incident-facts.ts';

const unacknowledgedIncidents = population({
  id: 'unacknowledged_incidents',
  root: 'incident',
  labels: durationPriorities,
  values: [],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* (view) {
      // The first answer decides: whoever reopens it later knows that somebody is on it.
      const answer = incident.entries.find(({ type }) => type === 'acknowledge' || type === 'resolve');
      const span = untilMerged(incident, incident.createdAt, answer?.at ?? Infinity);
      if (span.to <= span.from) return;
      for (const label of durationLabelsOf(view))
        yield { type: 'span', ref: refOf(incident), teams: view.teams, label, span, values: {} };
    });
  },
});

/** Is anybody on it? */
export const oldestUnacknowledgedIncidentSeconds = metric({
  name: 'oldest_unacknowledged_incident_seconds',
  family: 'reliability',
  question: 'How long has an incident waited for somebody to take it on?',
  help: 'Seconds since the creation of the oldest open PagerDuty incident that nobody has acknowledged yet, by priority (P1, P2, any). Absent when none waits. Merged incidents are left out.',
  version: 1,
  unit: 'seconds',
  population: unacknowledgedIncidents,
  label: { name: 'priority', needs: { P1: 'priorities', P2: 'priorities' } },
  aggregate: { oldest: 'calendar' },
  windows: 'instant',
});
