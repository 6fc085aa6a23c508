import { Temporal } from 'temporal-polyfill';
import type { Team } from '../config/config.ts';
import type { History, WorkItemView } from '../history/history.ts';
import { isOpenAt, isWithin } from '../history/spans.ts';
import type { Instant } from '../records/index.ts';

/** An improvement that the team means to make. */
export interface ActionItem {
  /** Id and title of its issue. */
  readonly title: string;
  readonly url: string | null;
  /** Whether somebody of the team has it: who, is nobody's business here. */
  readonly isOwned: boolean;
  /** `2026-12-01`; null: it has none. */
  readonly dueOn: string | null;
}

/** The improvements of a team that are open as of an instant, by due date, those without one last; null: no issues are read. */
export function actionItems(
  history: History,
  team: Team,
  asOf: Instant,
  describe: (id: string) => Pick<ActionItem, 'title' | 'url'>,
): readonly ActionItem[] | null {
  if (history.signal('work_items') === 'not_configured') return null;
  return history
    .workItems('improvement', team.id)
    .filter(({ open, problems }) => isOpenAt(open, asOf) && !problems.includes('labels_contradict'))
    .map((view) => ({ ...describe(view.id), isOwned: isOpenAt(view.owned, asOf), dueOn: dueOn(view, team, asOf) }))
    .sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }));
}

const order = ({ dueOn, title }: ActionItem): string => `${dueOn ?? '9999-12-31'} ${title}`;

/** The day that ends with the due instant, where the team works. */
function dueOn({ due }: WorkItemView, { workingTime: { zone } }: Team, asOf: Instant): string | null {
  const held = due.find(({ span }) => isWithin(span, asOf));
  if (!held) return null;
  return Temporal.Instant.fromEpochMilliseconds(held.value - 1)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
