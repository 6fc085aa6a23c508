import type { DemoTeam } from '../organisation.ts';
import { dayMs, dayOf, hourMs, weekMs, weekdayOf } from '../working-time.ts';
import { closed, dateOf } from './story.ts';
import type { Story } from './story.ts';

type Span = { readonly startsAt: number; readonly endsAt: number };

/** Fridays of the span at 14:00 UTC, oldest first. */
function fridays({ startsAt, endsAt }: Span): readonly number[] {
  const first = dayOf(startsAt) + ((5 - weekdayOf(startsAt) + 7) % 7) * dayMs + 14 * hourMs;
  return Array.from({ length: Math.ceil((endsAt - first) / weekMs) }, (_, week) => first + week * weekMs);
}

/** When the organisation reviews: the day before. */
const thursdays = (span: Span): readonly number[] => fridays(span).map((at) => at - dayMs);
const monthlyAmong = (weeks: readonly number[]): readonly number[] => weeks.filter((_, week) => week % 4 === 1);
/** The reviews of each month. */
export const monthlyReviewsOf = (span: Span): readonly number[] => monthlyAmong(thursdays(span));

export const held = (
  at: number,
  review: string,
  title: string,
  login: string,
  teamLabel: readonly string[] = [],
): Story => ({
  at,
  title: `${title} of ${dateOf(at)}`,
  labels: ['governance-review', `review:${review}`, ...teamLabel],
  assignee: login,
  later: [closed(at + hourMs)],
});

/** Every team writes and looks back on Fridays; the last one has forgotten it for three weeks. */
function weekly(teams: readonly DemoTeam[], span: Span): Story[] {
  return teams.flatMap((team, place) =>
    fridays(span)
      .filter((at) => !(place === teams.length - 1 && at > span.endsAt - 3 * weekMs))
      .flatMap((friday): Story[] => {
        const at = friday + place * 60_000;
        const own = [`team:${team.id}`];
        const update = { title: `Week of ${dateOf(at)}`, labels: ['weekly-update', ...own], assignee: team.logins[0]! };
        return [
          { ...update, at, later: [closed(at + hourMs)] },
          held(at + 2 * hourMs, 'weekly-delivery', 'Delivery review', team.logins[0]!, own),
        ];
      }),
  );
}

const monthlyReviews = ['all-hands', 'improvement-backlog'] as const;
const quarterlyReviews = ['improvement-themes', 'maturity', 'architecture', 'quarter-review'] as const;

/** Weekly updates and reviews. The last review of the improvement backlog was skipped. */
export function rituals(teams: readonly DemoTeam[], span: Span): Story[] {
  const { endsAt } = span;
  const login = teams[0]!.logins[0]!;
  const all = thursdays(span);
  const synced = all.map((at) => held(at + 3 * hourMs, 'cross-functional', 'Sync of product and engineering', login));
  const monthly = monthlyAmong(all).flatMap((at) =>
    monthlyReviews
      .filter((review) => !(review === 'improvement-backlog' && at > endsAt - 6 * weekMs))
      .map((review, index) => held(at + index * hourMs, review, 'Monthly review', login)),
  );
  const quarterly = all
    .filter((_, week) => week % 13 === 3)
    .flatMap((at) =>
      quarterlyReviews.map((review, index) => held(at + index * hourMs, review, 'Quarterly review', login)),
    );
  return [...weekly(teams, span), ...synced, ...monthly, ...quarterly];
}
