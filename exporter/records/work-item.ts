import type { Actor, Instant } from './record.ts';
import type { WrittenDue } from './work-item-words.ts';

/** What happened to an issue, oldest first. A label, milestone or assignee that it was opened with has an event of its own. */
export type WorkItemEvent =
  | { readonly type: 'labeled' | 'unlabeled'; readonly at: Instant; readonly label: string }
  /** null: a deleted account. */
  | { readonly type: 'assigned' | 'unassigned'; readonly at: Instant; readonly assignee: Actor | null }
  /** `dueOn`: the milestone's date as it was when this was read; null: it had none, or is gone. */
  | {
      readonly type: 'milestoned' | 'demilestoned';
      readonly at: Instant;
      readonly milestone: string;
      readonly dueOn: string | null;
    }
  /** `givenUp`: why it was closed without being done. Not given: it was done, or was last read before this was asked for. */
  | { readonly type: 'closed'; readonly at: Instant; readonly givenUp?: GivenUp; readonly by?: NoReviewer }
  | { readonly type: 'reopened'; readonly at: Instant }
  | { readonly type: 'commented'; readonly at: Instant; readonly by?: NoReviewer };

/**
 * Who did it, where that is nobody who could review it: who opened the issue, or a bot (as the configuration had it when this was read).
 * Not given: another person, or it was last read before this was asked for.
 */
export type NoReviewer = 'author' | 'bot';

/** Nobody means to do it, or another issue is the same. */
export type GivenUp = 'not_planned' | 'duplicate';

/** What a milestone's date was from an instant on; null: it had none. */
export interface MilestoneDate {
  readonly at: Instant;
  readonly milestone: string;
  readonly dueOn: string | null;
}

/** A GitHub issue with everything that is read of it. What it is (a retro, a customer's bug) its labels say, by the configuration. */
export interface WorkItem {
  readonly kind: 'work_item';
  /** `owner/repo#123` */
  readonly id: string;
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  /** Currently assigned accounts. */
  readonly assignees: readonly Actor[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** The latest close; null while open. */
  readonly closedAt: Instant | null;
  readonly labels: readonly string[];
  /** `dueOn`: the date `YYYY-MM-DD` of the milestone; null: it has none. */
  readonly milestone: { readonly title: string; readonly dueOn: string | null } | null;
  /**
   * Dates that its milestones were seen to have, oldest first: the first from the creation, each later one from the poll that saw it,
   * for GitHub tells what a date is and not what it was. Not given: none was seen to move.
   */
  readonly milestoneDates?: readonly MilestoneDate[];
  /** Every wording of the due date in the body, oldest first: one at least, from the creation. */
  readonly dues: readonly WrittenDue[];
  /** Id of the issue that it is a sub-issue of; in whatever repository. */
  readonly parent: string | null;
  readonly events: readonly WorkItemEvent[];
}
