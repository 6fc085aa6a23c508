import type { Actor, GivenUp, NoReviewer, WorkItem, WorkItemEvent, WrittenDue } from '../../records/index.ts';
import { dueIn } from '../../records/work-item-words.ts';
import type { IssueRow, ItemEventRow } from './rows.ts';

/** Names of accounts that are configured as bots or coding agents, as `nameOf` has them. */
type Bots = ReadonlySet<string>;
type Account = NonNullable<IssueRow['author']>;

/** What a row alone does not say. `dates`: of the repository's milestones, by title. */
export interface Surroundings {
  readonly dates: ReadonlyMap<string, string | null>;
  readonly bots: Bots;
}

/** One account is written in any case, and a bot with or without its suffix. */
export const nameOf = ({ login }: { readonly login: string }): string => login.toLowerCase().replace(/\[bot\]$/, '');

const actorOf = (row: { readonly __typename: Actor['type']; readonly login: string }): Actor => ({
  login: row.login,
  type: row.__typename,
});

/** Why an issue was closed without being done. Closed before GitHub asked for reasons it has none, and counts as done. */
const reasons: Readonly<Record<string, { readonly givenUp: GivenUp }>> = {
  NOT_PLANNED: { givenUp: 'not_planned' },
  DUPLICATE: { givenUp: 'duplicate' },
};

/** Whether a deed was the author's or a bot's. Deleted accounts are persons, and no two of them the same. */
function noReviewer(by: Account | null | undefined, author: Account | null, bots: Bots): { readonly by?: NoReviewer } {
  if (by && (by.__typename === 'Bot' || bots.has(nameOf(by)))) return { by: 'bot' };
  return by && author && nameOf(by) === nameOf(author) ? { by: 'author' } : {};
}

/** An event in our words; none for what is not ours. */
function eventOf(row: ItemEventRow, author: Account | null, { dates, bots }: Surroundings): WorkItemEvent[] {
  const { __typename, createdAt: at, label, assignee, milestoneTitle, stateReason } = row;
  const milestone = milestoneTitle ?? '';
  const events: Readonly<Record<string, () => WorkItemEvent>> = {
    LabeledEvent: () => ({ type: 'labeled', at, label: label?.name ?? '' }),
    UnlabeledEvent: () => ({ type: 'unlabeled', at, label: label?.name ?? '' }),
    AssignedEvent: () => ({ type: 'assigned', at, assignee: assignee ? actorOf(assignee) : null }),
    UnassignedEvent: () => ({ type: 'unassigned', at, assignee: assignee ? actorOf(assignee) : null }),
    MilestonedEvent: () => ({ type: 'milestoned', at, milestone, dueOn: dates.get(milestone) ?? null }),
    DemilestonedEvent: () => ({ type: 'demilestoned', at, milestone, dueOn: dates.get(milestone) ?? null }),
    ClosedEvent: () => ({ type: 'closed', at, ...reasons[stateReason ?? ''], ...noReviewer(row.actor, author, bots) }),
    ReopenedEvent: () => ({ type: 'reopened', at }),
    IssueComment: () => ({ type: 'commented', at, ...noReviewer(row.author, author, bots) }),
  };
  const event = events[__typename]?.();
  return event ? [event] : [];
}

/**
 * Every wording of the due date. GitHub keeps the body before the first edit with the edits; where it does not, nobody knows what it
 * said before. What the body says now goes before what its last edit says.
 */
function duesOf({ createdAt, body, userContentEdits }: IssueRow): readonly WrittenDue[] {
  const edits = (userContentEdits?.nodes ?? [])
    .flatMap(({ editedAt, diff }) => (diff === null ? [] : [{ at: editedAt, on: dueIn(diff) }]))
    .sort((a, b) => a.at - b.at);
  const now = { at: edits.at(-1)?.at ?? createdAt, on: dueIn(body) };
  const all = [...edits.slice(0, -1), now];
  const first = all[0]!.at <= createdAt ? [] : [{ at: createdAt, on: null }];
  const known = [...first, ...all];
  return known.filter(({ on }, index) => index === 0 || on !== known[index - 1]!.on);
}

/** What a row says, all pages read. */
export function workItemOf(repository: string, row: IssueRow, surroundings: Surroundings): WorkItem {
  const { number, url, title, body, createdAt, updatedAt, closedAt, parent } = row;
  return {
    kind: 'work_item',
    id: `${repository}#${number}`,
    ...{ repository, number, url, title, body, createdAt, updatedAt, closedAt },
    assignees: row.assignees.map(actorOf),
    labels: row.labels.map(({ name }) => name),
    milestone: row.milestone,
    dues: duesOf(row),
    parent: parent && `${parent.repository.nameWithOwner}#${parent.number}`,
    events: row.timelineItems.nodes.flatMap((event) => eventOf(event, row.author, surroundings)),
  };
}
