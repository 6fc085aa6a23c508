import type { Config, WorkItems } from '../config/config.ts';
import type { Actor, Instant, Span, WorkItem, WorkItemEvent } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { WorkItemView } from './history.ts';
import type { People } from './people.ts';
import { intersection, spansOn, union } from './spans.ts';
import { closedSpans, openSpans } from './work-item-closes.ts';
import { WorkItemLabels } from './work-item-labels.ts';
import { deferralsOf, dueOf, isDueNoDate } from './work-item-due.ts';

/** What is kept of a work item: its view but for its children, and whose memberships matter to it. */
export interface WorkItemEntry {
  readonly view: Omit<WorkItemView, 'children'>;
  /** Lower case. */
  readonly assignees: readonly string[];
}

/** `- [ ] #12`, `* owner/repo#12`, `1. https://github.com/owner/repo/issues/12` at the start of a line. */
const listForm =
  /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(?:([\w.-]+\/[\w.-]+)?#|https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/issues\/)(\d+)\b/gm;
const incidentForm = /\/incidents\/([A-Z0-9]+)\b/g;

type AssignmentEvent = Extract<WorkItemEvent, { readonly assignee: Actor | null }>;
interface Assignment {
  readonly assignee: Actor | null;
  readonly spans: readonly Span[];
}

const loginOf = (actor: Actor | null): string => actor?.login.toLowerCase() ?? '';

/** Who was assigned when. Deleted accounts are one: nobody can tell them apart. */
function assignmentsOf({ events, assignees, createdAt, updatedAt }: WorkItem): readonly Assignment[] {
  const turns = events.filter((event): event is AssignmentEvent => 'assignee' in event);
  const everybody = new Map([...turns.map(({ assignee }) => assignee), ...assignees].map((one) => [loginOf(one), one]));
  return [...everybody].map(([login, assignee]) => ({
    assignee,
    spans: spansOn(
      turns
        .filter((event) => loginOf(event.assignee) === login)
        .map(({ type, at }) => ({ at, on: type === 'assigned' })),
      assignees.some((one) => loginOf(one) === login),
      { startAt: createdAt, endAt: updatedAt },
    ),
  }));
}

/** Teams at the assignment, of those who are assigned now; who was assigned first comes first. */
function assignedTeams(assignments: readonly Assignment[], people: People): readonly TeamId[] {
  const now = assignments.flatMap(({ assignee, spans }) => {
    const last = spans.at(-1);
    return assignee && last?.to === Infinity ? [{ login: assignee.login, at: last.from }] : [];
  });
  return now
    .sort((a, b) => a.at - b.at || (a.login < b.login ? -1 : 1))
    .flatMap(({ login, at }) => people.teamsOfLogin(login, at));
}

/** The joined view of an issue, and the logins that it depends on. */
export function workItemEntry(item: WorkItem, config: Config, labelled: WorkItems, people: People): WorkItemEntry {
  const labels = new WorkItemLabels(item);
  const assignments = assignmentsOf(item);
  const teamIds = config.teams.map(({ id }) => id);
  const suffixes = labels.suffixesNow(labelled.teamPrefix);
  const labelledTeams = teamIds.filter((id) => suffixes.includes(id.toLowerCase()));
  const team = labelledTeams[0] ?? assignedTeams(assignments, people)[0] ?? null;
  const { zone } = config.teams.find(({ id }) => id === team)?.workingTime ?? config.organisation.workingTime;
  const open = openSpans(item);
  const due = dueOf(item, zone);
  const isContradicted =
    labelledTeams.length > 1 ||
    labels.namedNow(labelled.priorities).length > 1 ||
    labels.namedNow(labelled.domains).length > 1;
  const assigned = assignments.filter(({ assignee }) => people.isHuman(assignee));
  return {
    view: {
      id: item.id,
      createdAt: item.createdAt,
      kinds: labels.namedNow(labelled.kinds),
      reviews: labels.namedNow(labelled.reviews),
      feeds: labels.spansNamed(labelled.feeds).map(([plan, spans]) => ({ plan, spans })),
      duties: labels.namedNow(labelled.duties),
      team,
      problems: [
        ...(isContradicted ? (['labels_contradict'] as const) : []),
        ...(isDueNoDate(item) ? (['due_is_no_date'] as const) : []),
      ],
      open,
      ...closedSpans(item, open),
      owned: union(assigned.flatMap(({ spans }) => spans)),
      inProgress: intersection(labels.spansOfAny(labelled.inProgress), open),
      blocked: intersection(labels.spansOfAny(labelled.blocked), open),
      priorities: labels.held(labelled.priorities),
      domains: labels.held(labelled.domains),
      due,
      deferredAt: deferralsOf(due),
      updatedAt: updatesOf(item),
      parent: item.parent,
      listed: listedBy(item),
      incidents: [...new Set(Array.from(`${item.title}\n${item.body}`.matchAll(incidentForm), ([, id]) => id!))],
    },
    assignees: assignments.map(({ assignee }) => loginOf(assignee)),
  };
}

const listedBy = ({ body, repository }: WorkItem): readonly string[] => [
  ...new Set(
    Array.from(body.matchAll(listForm), ([, named, address, number]) => `${named ?? address ?? repository}#${number}`),
  ),
];

const updatesOf = ({ createdAt, updatedAt, events }: WorkItem): readonly Instant[] =>
  [...new Set([createdAt, ...events.map(({ at }) => at), updatedAt])].sort((a, b) => a - b);
