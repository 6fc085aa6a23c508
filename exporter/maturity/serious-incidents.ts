import type { History } from '../history/history.ts';
import type { Instant } from '../records/index.ts';
import { postIncidentBusinessDays } from './limits.ts';

/** A P1 of a team, and what it asks for. */
export interface Serious {
  readonly url: string;
  readonly createdAt: Instant;
  /** Once merged into another, it asks for nothing; Infinity: it was not. */
  readonly mergedAt: Instant;
  /** The last instant at which an assessment after it is in time. */
  readonly dueAt: Instant;
}

/** The P1s of a team, by creation. */
export function seriousIncidents(history: History, team: string): readonly Serious[] {
  const calendar = history.calendar(team);
  return history.incidentsOfTeam(team).flatMap((id): readonly Serious[] => {
    const incident = history.incident(id)?.priority === 'P1' ? history.root('incident', id) : undefined;
    if (!incident) return [];
    const { url, createdAt, mergedAt } = incident;
    const dueAt = calendar.businessDayDeadline(createdAt, postIncidentBusinessDays);
    return [{ url, createdAt, mergedAt: mergedAt ?? Infinity, dueAt }];
  });
}
