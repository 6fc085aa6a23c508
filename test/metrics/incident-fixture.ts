import type { Incident, IncidentEntry } from '../../exporter/records/index.ts';

export const at = (text: string): number => Date.parse(text);

let entries = 0;
/** `entry('notify', '2026-03-02T10:00Z', { user: 'U1', channel: 'push' })` */
export const entry = (type: IncidentEntry['type'], when: string, more: Partial<IncidentEntry> = {}): IncidentEntry => ({
  id: `E${(entries += 1)}`,
  type,
  at: at(when),
  user: null,
  channel: null,
  ...more,
});

export const incident = (
  createdAt: string,
  list: readonly IncidentEntry[],
  more: Partial<Incident> = {},
): Incident => ({
  kind: 'incident',
  id: 'Q1',
  url: 'https://acme.pagerduty.com/incidents/Q1',
  number: 1,
  title: 'Checkout answers 500',
  incidentKey: null,
  service: 'PD1',
  createdAt: at(createdAt),
  priority: 'P1',
  status: 'resolved',
  mergedAt: null,
  entries: list,
  ...more,
});
