import { metric, population } from '../metric.ts';
import { durationLabelsOf, durationPriorities, factsOfIncident, refOf, untilMerged } from './incident-facts.ts';

const openIncidentAges = population({
  id: 'open_incident_ages',
  root: 'incident',
  labels: durationPriorities,
  values: [],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* (view) {
      for (const { from, to } of view.open) {
        const span = untilMerged(incident, from, to);
        if (span.to <= span.from) continue;
        const elapsedBefore = Math.max(0, from - incident.createdAt);
        for (const label of durationLabelsOf(view))
          yield { type: 'span', ref: refOf(incident), teams: view.teams, label, span, elapsedBefore, values: {} };
      }
    });
  },
});

/** How long are users already waiting? */
export const oldestOpenIncidentSeconds = metric({
  name: 'oldest_open_incident_seconds',
  family: 'reliability',
  question: 'How long has the oldest open incident lasted?',
  help: 'Seconds since the creation of the oldest PagerDuty incident that is open now, by priority (P1, P2, any). Absent when none is open. Merged incidents are left out.',
  version: 1,
  unit: 'seconds',
  population: openIncidentAges,
  label: { name: 'priority', needs: { P1: 'priorities', P2: 'priorities' } },
  aggregate: { oldest: 'calendar' },
  windows: 'instant',
});
