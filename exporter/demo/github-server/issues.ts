import type { Actor, WorkItem, WorkItemEvent } from '../../records/index.ts';
import { connection } from './connection.ts';
import type { Data } from './data.ts';
import { sortedPage } from './sorted-page.ts';

type Arguments = Readonly<Record<string, unknown>> & { readonly first?: number | null; readonly after?: string | null };
type Fields = Readonly<Record<string, unknown>>;

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const actor = (one: Actor | null): Fields | null => one && { __typename: one.type, login: one.login };
const midnight = (date: string | null): string | null => date && `${date}T00:00:00Z`;

const eventTypes = {
  labeled: 'LabeledEvent',
  unlabeled: 'UnlabeledEvent',
  assigned: 'AssignedEvent',
  unassigned: 'UnassignedEvent',
  milestoned: 'MilestonedEvent',
  demilestoned: 'DemilestonedEvent',
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
  commented: 'IssueComment',
} as const;

/** Nobody of the world: of who opens, comments and closes issues it knows only whether they are one, and whether they are bots. */
const author = { __typename: 'User', login: 'opener' } as const;
const doers = {
  author,
  bot: { __typename: 'Bot', login: 'stale-issues' },
  other: { __typename: 'User', login: 'somebody-else' },
} as const;

/** Issues of a repository as they were updated or created. */
export function issues(data: Data, id: string, page: Arguments): Fields {
  const states = page['states'] as readonly string[] | null | undefined;
  const rows = (data.workItems.get(id) ?? []).filter(
    ({ closedAt }) => !states || states.includes(closedAt === null ? 'OPEN' : 'CLOSED'),
  );
  const found = sortedPage(rows, page);
  return { ...found, nodes: found.nodes.map(issue) };
}

export const issueByNumber = (data: Data, id: string, number: number): Fields | null => {
  const row = (data.workItems.get(id) ?? []).find((one) => one.number === number);
  return row ? issue(row) : null;
};

function issue(row: WorkItem): Fields {
  return {
    __typename: 'Issue',
    number: row.number,
    url: row.url,
    title: row.title,
    body: row.body,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    closedAt: iso(row.closedAt),
    author,
    assignees: (page: Arguments) => connection(row.assignees.map(actor), page, (one) => String(one?.['login'])),
    labels: (page: Arguments) =>
      connection(
        row.labels.map((name) => ({ name })),
        page,
        ({ name }) => name,
      ),
    milestone: row.milestone && { title: row.milestone.title, dueOn: midnight(row.milestone.dueOn) },
    parent: row.parent === null ? null : parentOf(row.parent),
    userContentEdits: (page: Arguments) => connection(editsOf(row), page, (_, index) => String(index)),
    timelineItems: (page: Arguments) => connection(row.events.map(event), page, (_, index) => String(index)),
  };
}

function parentOf(id: string): Fields {
  const [nameWithOwner, number] = id.split('#') as [string, string];
  return { __typename: 'Issue', number: Number(number), repository: { nameWithOwner } };
}

/** The newest first; the text before the first edit is one of them. What was never edited has none. */
function editsOf({ dues, body }: WorkItem): readonly Fields[] {
  if (dues.length < 2) return [];
  const text = (on: string | null): string => (on === null ? 'No date yet.' : `Due: ${on}`);
  const edits = dues.map(({ at, on }, index) => ({
    editedAt: iso(at),
    diff: index === dues.length - 1 ? body : text(on),
  }));
  return edits.reverse();
}

function event(one: WorkItemEvent): Fields {
  return {
    __typename: eventTypes[one.type],
    createdAt: iso(one.at),
    ...('label' in one && { label: { name: one.label } }),
    ...('assignee' in one && { assignee: actor(one.assignee) }),
    ...(one.type === 'commented' && { author: doers[one.by ?? 'other'] }),
    ...(one.type === 'closed' && { actor: doers[one.by ?? 'other'] }),
    ...(one.type === 'closed' && { stateReason: one.givenUp?.toUpperCase() ?? 'COMPLETED' }),
    ...('milestone' in one && { milestoneTitle: one.milestone }),
  };
}

/** The milestones of a repository, the latest first; what its issues know of them. */
export function milestones(data: Data, id: string, page: Arguments): Fields {
  const dates = new Map<string, string | null>();
  for (const row of data.workItems.get(id) ?? []) {
    for (const one of row.events) if ('milestone' in one) dates.set(one.milestone, one.dueOn);
    if (row.milestone) dates.set(row.milestone.title, row.milestone.dueOn);
  }
  const rows = [...dates].map(([title, dueOn]) => ({
    title,
    dueOn: midnight(dueOn),
    updatedAt: iso(data.world.startsAt),
  }));
  return connection(rows, page, ({ title }) => title);
}
