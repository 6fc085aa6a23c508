import type { Actor, Instant, NoReviewer, WorkItem, WorkItemEvent, WrittenDue } from '../../../records/index.ts';
import { dueIn } from '../../../records/work-item-words.ts';
import { person } from '../pull-requests.ts';

/** An issue as it goes, wherever the simulation's end is. */
export interface Story {
  /** Names it for those that are parts of it. */
  readonly key?: string;
  readonly parent?: string;
  readonly at: Instant;
  readonly title: string;
  readonly text?: string;
  readonly labels: readonly string[];
  /** Assigned from the start. */
  readonly assignee?: string | undefined;
  /** `YYYY-MM-DD` in its body; then where it was moved. */
  readonly due?: string;
  readonly dueMoves?: readonly { readonly at: Instant; readonly on: string }[];
  readonly milestone?: { readonly title: string; readonly dueOn: string };
  readonly later?: readonly WorkItemEvent[];
}

export const dateOf = (at: Instant): string => new Date(at).toISOString().slice(0, 10);
export const closed = (at: Instant): WorkItemEvent => ({ type: 'closed', at });
export const notPlanned = (at: Instant): WorkItemEvent => ({ type: 'closed', at, givenUp: 'not_planned' });
export const commented = (at: Instant, by?: NoReviewer): WorkItemEvent => ({
  type: 'commented',
  at,
  ...(by && { by }),
});
export const labeled = (at: Instant, label: string): WorkItemEvent => ({ type: 'labeled', at, label });
export const unlabeled = (at: Instant, label: string): WorkItemEvent => ({ type: 'unlabeled', at, label });

/** GitHub keeps seconds. */
const whole = (at: Instant): Instant => Math.floor(at / 1_000) * 1_000;

function eventsOf({ at, labels, assignee, milestone, later = [] }: Story): readonly WorkItemEvent[] {
  return [
    ...labels.map((label) => labeled(at, label)),
    ...(assignee === undefined ? [] : [{ type: 'assigned', at, assignee: person(assignee) } as const]),
    ...(milestone ? [{ type: 'milestoned', at, milestone: milestone.title, dueOn: milestone.dueOn } as const] : []),
    ...[...later].sort((a, b) => a.at - b.at),
  ].map((event) => ({ ...event, at: whole(event.at) }));
}

/** What its events have left on it. */
function left<T>(events: readonly WorkItemEvent[], valueOf: (event: WorkItemEvent) => T | undefined, on: string): T[] {
  const values = new Map<string, T>();
  for (const event of events) {
    const value = valueOf(event);
    if (value === undefined) continue;
    if (event.type === on) values.set(JSON.stringify(value), value);
    else values.delete(JSON.stringify(value));
  }
  return [...values.values()];
}

/** Where issues are opened, and the first number that is free there. */
export interface Place {
  readonly repository: string;
  readonly firstNumber: number;
  readonly endsAt: Instant;
}

/** The issue of a story as it stands at the end. */
function issueOf(
  story: Story,
  number: number,
  { repository, endsAt }: Place,
  numbers: ReadonlyMap<string, number>,
): WorkItem {
  const events = eventsOf(story).filter(({ at }) => at < endsAt);
  const createdAt = whole(story.at);
  const dues: readonly WrittenDue[] = [
    { at: createdAt, on: story.due ?? null },
    ...(story.dueMoves ?? []).filter(({ at }) => at < endsAt).map(({ at, on }) => ({ at: whole(at), on })),
  ];
  const due = dues.at(-1)!.on;
  const body = `${story.text ?? story.title}.${due === null ? '' : `\n\nDue: ${due}`}`;
  const closing = events.findLast(({ type }) => type === 'closed' || type === 'reopened');
  const milestoned = events.some(({ type }) => type === 'milestoned');
  const parent = story.parent === undefined ? undefined : numbers.get(story.parent);
  return {
    kind: 'work_item',
    id: `${repository}#${number}`,
    repository,
    number,
    url: `https://github.com/${repository}/issues/${number}`,
    title: story.title,
    body,
    assignees: left<Actor>(events, (one) => ('assignee' in one ? (one.assignee ?? undefined) : undefined), 'assigned'),
    createdAt,
    updatedAt: Math.max(createdAt, ...events.map(({ at }) => at), ...dues.map(({ at }) => at)),
    closedAt: closing?.type === 'closed' ? closing.at : null,
    labels: left(events, (one) => ('label' in one ? one.label : undefined), 'labeled'),
    milestone: milestoned ? story.milestone! : null,
    dues: dues.map(({ at, on }) => ({ at, on: on === null ? null : dueIn(`Due: ${on}`) })),
    parent: parent === undefined ? null : `${repository}#${parent}`,
    events,
  };
}

/** The issues of those stories that had begun, numbered as they were opened. */
export function issuesOf(stories: readonly Story[], place: Place): WorkItem[] {
  const { firstNumber, endsAt } = place;
  const begun = stories.filter(({ at }) => at < endsAt).sort((a, b) => a.at - b.at);
  const numbers = new Map(
    begun.flatMap(({ key }, index) => (key === undefined ? [] : [[key, firstNumber + index] as const])),
  );
  return begun.map((story, index) => issueOf(story, firstNumber + index, place, numbers));
}
