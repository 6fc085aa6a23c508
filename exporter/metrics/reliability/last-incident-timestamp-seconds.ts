import { metric } from '../metric.ts';
import { prioritiesNeeded } from './incident-facts.ts';
import { createdIncidents } from './incidents.ts';

/** When did it begin? */
export const lastIncidentTimestampSeconds = metric({
  name: 'last_incident_timestamp_seconds',
  family: 'reliability',
  question: 'When did the last incident begin?',
  help: 'Unix time at which the last PagerDuty incident was created, by priority. Absent where there has been none.',
  version: 1,
  unit: 'timestamp',
  population: createdIncidents,
  label: { name: 'priority', needs: prioritiesNeeded },
  aggregate: { latest: 'at' },
  windows: 'ever',
});
