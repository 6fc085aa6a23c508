import type { WorkItemKind } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { WorkItemView } from './history.ts';
import type { WorkItemEntry } from './work-item-view.ts';

type View = WorkItemEntry['view'];

type Index = 'parent' | 'listed' | 'incident' | 'kind';

const byCreation = (a: View, b: View): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const pairs = function* (view: View): Iterable<readonly [index: Index, key: string]> {
  if (view.parent !== null) yield ['parent', view.parent];
  for (const listed of view.listed) yield ['listed', listed];
  for (const incident of view.incidents) yield ['incident', incident];
  for (const kind of view.kinds) yield ['kind', kind];
};

/** The work items, and who belongs to whom. */
export class WorkItemIndex {
  readonly #entries = new Map<string, WorkItemEntry>();
  /** Ids by what they have in common. */
  readonly #ids = {
    parent: new Map<string, Set<string>>(),
    listed: new Map<string, Set<string>>(),
    incident: new Map<string, Set<string>>(),
    kind: new Map<string, Set<string>>(),
  };

  /** Answers with the entry that it takes the place of. */
  put(entry: WorkItemEntry): WorkItemEntry | undefined {
    const { id } = entry.view;
    const before = this.#entries.get(id);
    if (before) for (const [index, key] of pairs(before.view)) this.#ids[index].get(key)?.delete(id);
    this.#entries.set(id, entry);
    for (const [index, key] of pairs(entry.view)) {
      const ids = this.#ids[index].get(key) ?? new Set();
      this.#ids[index].set(key, ids.add(id));
    }
    return before;
  }

  /** null: unattributed; undefined: it has not been read. */
  teamOf(id: string): TeamId | null | undefined {
    return this.#entries.get(id)?.view.team;
  }

  view(id: string): WorkItemView | undefined {
    const entry = this.#entries.get(id);
    return entry && { ...entry.view, children: this.#sorted('parent', id).map((child) => child.id) };
  }

  ofKind(kind: WorkItemKind, team?: TeamId | null): readonly WorkItemView[] {
    const own = this.#sorted('kind', kind).filter((view) => team === undefined || view.team === team);
    return own.map(({ id }) => this.view(id)!);
  }

  naming(incident: string): readonly string[] {
    return this.#sorted('incident', incident).map(({ id }) => id);
  }

  childrenOf(id: string): Iterable<string> {
    return this.#ids.parent.get(id) ?? [];
  }

  /** Those whose text lists an item. */
  listing(id: string): Iterable<string> {
    return this.#ids.listed.get(id) ?? [];
  }

  /** Ids of those that a person (login in lower case) is or was assigned to. */
  assignedTo(login: string): readonly string[] {
    return [...this.#entries].filter(([, { assignees }]) => assignees.includes(login)).map(([id]) => id);
  }

  #sorted(index: Index, key: string): readonly View[] {
    return Array.from(this.#ids[index].get(key) ?? [], (id) => this.#entries.get(id)!.view).sort(byCreation);
  }
}
