import type { History, IncidentView } from '../../history/history.ts';
import { pageRepeatMs } from '../../policy/limits.ts';
import type { IncidentEntry, RecordOf } from '../../records/index.ts';
import { population } from '../metric.ts';
import type { TeamId } from '../metric.ts';

export interface Page {
  readonly at: number;
  readonly user: string;
}

/**
 * The pages of an incident: a push, text or call to a responder, unless that responder's last counted page of this incident is
 * less than 30 minutes old (a phone that rings again is the same page). An e-mail wakes nobody.
 */
export function pagesOf(incident: RecordOf<'incident'>): readonly Page[] {
  const lastAt = new Map<string, number>();
  const pages: Page[] = [];
  for (const entry of incident.entries) {
    if (!isNotification(entry)) continue;
    const { at, user } = entry;
    if (at - (lastAt.get(user) ?? -Infinity) < pageRepeatMs) continue;
    lastAt.set(user, at);
    pages.push({ at, user });
  }
  return pages;
}

const isNotification = (entry: IncidentEntry): entry is IncidentEntry & { readonly user: string } =>
  entry.type === 'notify' && entry.user !== null && entry.channel !== null && entry.channel !== 'email';

/** The responder's team at that moment; of several the incident's, else the first configured. */
export function teamOfPage({ user, at }: Page, view: IncidentView, history: History): TeamId | null {
  const teams = history.teamsOfPagerDutyUser(user, at);
  return teams.find((team) => view.teams.includes(team)) ?? teams[0] ?? null;
}

/** One fact a page, of the responder's team. A page was received, whatever became of the incident: merged ones count. */
export const pagedResponders = population({
  id: 'paged_responders',
  root: 'incident',
  labels: [''],
  values: ['offHours', 'sleepHours'],
  needs: [{ signal: 'incidents' }],
  *factsOf(incident, history) {
    const view = history.incident(incident.id);
    if (!view) return;
    for (const page of pagesOf(incident)) {
      const team = teamOfPage(page, view, history);
      const calendar = history.calendar(team);
      yield {
        type: 'event',
        ref: { kind: 'incident', id: incident.id },
        teams: team === null ? [] : [team],
        label: '',
        at: page.at,
        carrier: history.hide(page.user),
        values: { offHours: calendar.isOffHours(page.at) ? 1 : 0, sleepHours: calendar.isSleepHours(page.at) ? 1 : 0 },
      };
    }
  },
});
