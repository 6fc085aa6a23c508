import type { History, IncidentView } from '../../history/history.ts';
import type { Instant, RecordOf, Span } from '../../records/index.ts';
import type { Excluded, Fact } from '../metric.ts';

type Incident = RecordOf<'incident'>;

/** Label values of a priority family: each priority of ours, and `none`. */
export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5', 'none'] as const;
export type PriorityLabel = (typeof priorities)[number];

/** Where the account has no priorities, nothing is known of P1: those series are absent, not 0. */
export const prioritiesNeeded = {
  P1: 'priorities',
  P2: 'priorities',
  P3: 'priorities',
  P4: 'priorities',
  P5: 'priorities',
} as const;

/** The labels of a duration family: the priorities that have promises, and every incident. */
export const durationPriorities = ['P1', 'P2', 'any'] as const;
export const durationLabelsOf = (view: IncidentView): readonly ('P1' | 'P2' | 'any')[] =>
  view.priority === 'P1' || view.priority === 'P2' ? [view.priority, 'any'] : ['any'];

/** Once merged into another, an incident counts nowhere. */
export const untilMerged = (incident: Incident, from: Instant, to: Instant = Infinity): Span => ({
  from,
  to: Math.min(to, incident.mergedAt ?? Infinity),
});

/** The facts of an incident, and beside them that it was merged, if it was. */
export function* factsOfIncident<L extends string, V extends string>(
  incident: Incident,
  history: History,
  facts: (view: IncidentView) => Iterable<Fact<L, V> | Excluded>,
): Iterable<Fact<L, V> | Excluded> {
  const view = history.incident(incident.id);
  if (!view) return;
  yield* facts(view);
  if (incident.mergedAt !== null) yield excludedIncident(incident, view, incident.mergedAt, 'merged_incident');
}

export const refOf = (incident: Incident): { kind: 'incident'; id: string } => ({ kind: 'incident', id: incident.id });

export const excludedIncident = (
  incident: Incident,
  view: IncidentView,
  at: Instant,
  reason: Excluded['reason'],
): Excluded => ({
  type: 'excluded',
  ref: refOf(incident),
  at,
  teams: view.teams,
  reason,
});
