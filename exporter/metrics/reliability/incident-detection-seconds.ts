import { metric, population } from '../metric.ts';

const detectedFailures = population({
  id: 'detected_failures',
  root: 'service_deployment',
  labels: [''],
  values: ['detectionMs'],
  // An incident at the start of the window may belong to a deployment of the day before.
  needs: [{ signal: 'incidents' }, { signal: 'priorities' }, { signal: 'deployments', lookbackDays: 1 }],
  *factsOf(deployment, history) {
    if (deployment.finishedAt === null) return;
    for (const { id, holds } of deployment.incidents) {
      const incident = history.root('incident', id);
      const view = history.incident(id);
      if (!incident || !view) continue;
      const detectionMs = Math.max(0, incident.createdAt - deployment.finishedAt);
      yield {
        type: 'event',
        ref: { kind: 'incident', id },
        teams: view.teams,
        label: '',
        at: incident.createdAt,
        known: holds,
        values: { detectionMs },
      };
    }
  },
});

/** How long did a failure go unnoticed? */
export const incidentDetectionSeconds = metric({
  name: 'incident_detection_seconds',
  family: 'reliability',
  question: 'How long until a failed deployment is noticed?',
  help: 'Seconds from the end of a failed deployment to the creation of its incident, one value an incident created in the window, never below 0.',
  version: 1,
  unit: 'seconds',
  population: detectedFailures,
  aggregate: { stats: 'detectionMs' },
  windows: ['28d', '90d'],
});
