import { metric, population } from '../metric.ts';
import { factsOfIncident, refOf, untilMerged } from '../reliability/incident-facts.ts';

const unownedIncidents = population({
  id: 'unowned_incidents',
  root: 'incident',
  labels: [''],
  values: [],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ teams, open }) {
      if (teams.length > 0) return;
      for (const { from, to } of open) {
        const span = untilMerged(incident, from, to);
        const elapsedBefore = Math.max(0, from - incident.createdAt);
        if (span.to > span.from)
          yield { type: 'span', ref: refOf(incident), teams, label: '', span, elapsedBefore, values: {} };
      }
    });
  },
});

/** Is something broken that nobody owns? */
export const unownedIncidentSeconds = metric({
  name: 'unowned_incident_seconds',
  family: 'on_call',
  question: 'How long has an incident been open that no team owns?',
  help: 'Seconds since the creation of the oldest open PagerDuty incident on a service that no configured team owns; absent when there is none.',
  version: 1,
  unit: 'seconds',
  population: unownedIncidents,
  aggregate: { oldest: 'calendar' },
  windows: 'instant',
  all: 'only',
});
