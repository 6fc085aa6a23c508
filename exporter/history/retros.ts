import { retroAfterCreationMs, retroAfterResolveMs } from '../policy/limits.ts';
import type { Instant, WorkItemKind } from '../records/index.ts';
import type { Owed, WorkItemView } from './history.ts';
import type { IncidentEntry } from './incidents.ts';
import { intersection } from './spans.ts';
import type { WorkItemIndex } from './work-items.ts';

/** What its labels contradict is nothing that anybody can rely on: it fulfils nothing. */
const isOf = ({ kinds, problems }: WorkItemView, kind: WorkItemKind): boolean =>
  kinds.includes(kind) && !problems.includes('labels_contradict');

/** Action items of a retro: its sub-issues, and those that its text lists. */
export const actionsOf = (retro: WorkItemView, items: WorkItemIndex): readonly WorkItemView[] =>
  [...new Set([...retro.children, ...retro.listed])]
    .map((id) => items.view(id))
    .filter((item): item is WorkItemView => item !== undefined && isOf(item, 'retro_action'));

/** From when on an action item is what a retro is held for: somebody has it, and it has a date. */
const agreedAt = ({ owned, due }: WorkItemView): Instant =>
  intersection(
    owned,
    due.map(({ span }) => span),
  )[0]?.from ?? Infinity;

/** The first instant at which a retro that names the incident has such an item. What came before the incident is not about it. */
function completedAt({ id, createdAt }: IncidentEntry, items: WorkItemIndex): Instant {
  const retros = items.naming(id).map((one) => items.view(one)!);
  return Math.min(
    ...retros
      .filter((item) => isOf(item, 'retro'))
      .flatMap((retro) =>
        actionsOf(retro, items).map((item) => Math.max(createdAt, retro.createdAt, item.createdAt, agreedAt(item))),
      ),
  );
}

/** What an incident of the two priorities that have one owes; null: nothing. A later round of it restarts nothing. */
export function retroOf(entry: IncidentEntry, items: WorkItemIndex): Owed | null {
  const { priority } = entry;
  if (priority !== 'P1' && priority !== 'P2') return null;
  return owed(entry, completedAt(entry, items));
}

function owed({ createdAt, open }: IncidentEntry, doneAt: Instant): Owed {
  const dueAt = Math.min((open[0]?.to ?? Infinity) + retroAfterResolveMs, createdAt + retroAfterCreationMs);
  return { dueFromAt: dueAt - retroAfterResolveMs, dueAt, completedAt: doneAt === Infinity ? null : doneAt };
}

/** When a review that names the incident was first closed as done, at its beginning or after it. */
function heldAt({ id, createdAt }: IncidentEntry, items: WorkItemIndex): Instant {
  const reviews = items
    .naming(id)
    .map((one) => items.view(one)!)
    .filter((item) => isOf(item, 'governance_review') && item.reviews.includes('post_incident'));
  const doneAt = reviews.flatMap(({ done }) => done.map(({ from }) => from));
  return Math.min(...doneAt.filter((at) => at >= createdAt), Infinity);
}

/** The corrective review that a P1 owes, by the same time as its retro; null: nothing. */
export const reviewOf = (entry: IncidentEntry, items: WorkItemIndex): Owed | null =>
  entry.priority === 'P1' ? owed(entry, heldAt(entry, items)) : null;
