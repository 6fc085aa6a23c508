import type { Incident } from '../../../records/index.ts';
import type { DemoTeam } from '../organisation.ts';
import { dayMs, hourMs, weekMs } from '../working-time.ts';
import { held, monthlyReviewsOf } from './rituals.ts';
import { closed, dateOf } from './story.ts';
import type { Story } from './story.ts';

/** Leadership decides after each P1 what has to change: within two days, every fifth time two days late. */
export function reviewsAfterIncidents(incidents: readonly Incident[], [first]: readonly DemoTeam[]): Story[] {
  return incidents
    .filter(({ priority }) => priority === 'P1')
    .flatMap((incident, place): Story[] => {
      const resolve = incident.entries.find(({ type }) => type === 'resolve');
      if (!resolve) return [];
      const at = resolve.at + (place % 5 === 3 ? 95 : 18 + (place % 3) * 7) * hourMs;
      const review = held(at, 'post-incident', 'Review', first!.logins[0]!);
      return [{ ...review, title: `Review: ${incident.title}`, text: `What has to change after ${incident.url}` }];
    });
}

/** Counted from the end: the monthly review that nobody may call informed. */
const uninformedReview = -3;

/**
 * A customer's bug that nobody touches for five weeks and a day before a monthly review, and for a week after it: what is decided
 * there is decided without knowing what customers say. The review of the quarter a week before knew better.
 */
export function forgottenBug(teams: readonly DemoTeam[], span: { startsAt: number; endsAt: number }): Story[] {
  const reviewAt = monthlyReviewsOf(span).at(uninformedReview);
  if (reviewAt === undefined) return [];
  const team = teams.at(-1)!;
  return [
    {
      at: reviewAt - 36 * dayMs,
      title: 'The export of a whole year stops in August',
      labels: ['customer-bug', `team:${team.id}`, 'P3'],
      assignee: team.logins[1]!,
      later: [closed(reviewAt + 7 * dayMs)],
    },
  ];
}

/** What the council asked for after the bad weeks, and got. */
export const doneLately = (teams: readonly DemoTeam[], endsAt: number): Story[] =>
  ['reliability', 'developer-productivity'].map((domain, place): Story => {
    const team = teams[place + 1] ?? teams[0]!;
    return {
      at: endsAt - 4 * weekMs + place * dayMs,
      title: ['Fail over the storage by itself', 'Make the test suite twice as fast'][place]!,
      labels: ['improvement', `domain:${domain}`, `team:${team.id}`, 'P1'],
      assignee: team.logins[2]!,
      due: dateOf(endsAt - weekMs),
      later: [closed(endsAt - 12 * dayMs + place * dayMs)],
    };
  });

const decided = [
  { title: 'Two weeks of each quarter belong to the platform', labels: ['feeds:roadmap', 'feeds:staffing'] },
  { title: 'Pay for the second storage', labels: ['feeds:budget'] },
  { title: 'Everybody learns to lead an incident', labels: ['feeds:training'] },
  { title: 'Somebody should look at the old reports', labels: [] },
];

/** What the monthly reviews decided, one of which no plan knows of; and one thing that leadership still owes. */
export function decisionsAndDuties(span: { readonly startsAt: number; readonly endsAt: number }): Story[] {
  const decisions = monthlyReviewsOf(span)
    .slice(-decided.length)
    .map((at, place): Story => {
      const { title, labels } = decided[place]!;
      return { at: at + 2 * hourMs, title, labels: ['decision', ...labels], later: [closed(at + 3 * dayMs)] };
    });
  const duty = { at: span.endsAt - 3 * weekMs, title: 'Keep the capacity of the quarter’s end', due: dateOf(span.endsAt + weekMs) }; // prettier-ignore
  return [...decisions, { ...duty, labels: ['duty:protecting-capacity'] }];
}
