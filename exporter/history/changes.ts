import type { RootKind } from '../metrics/metric.ts';
import type { RootRef } from './history.ts';

/** Roots whose facts may have changed, each once. */
export class Changes {
  readonly #roots = new Map<RootKind, Set<string>>();

  add(kind: RootKind, id: string): void {
    let ids = this.#roots.get(kind);
    if (!ids) this.#roots.set(kind, (ids = new Set()));
    ids.add(id);
  }

  addAll(kind: RootKind, ids: Iterable<string>): void {
    for (const id of ids) this.add(kind, id);
  }

  of(kind: RootKind): Iterable<string> {
    return this.#roots.get(kind) ?? [];
  }

  list(): readonly RootRef[] {
    return [...this.#roots].flatMap(([kind, ids]) => Array.from(ids, (id) => ({ kind, id })));
  }
}

/** What has to be joined again before an update is over. */
export class Dirty {
  readonly changes = new Changes();
  /** Services whose contents have to be found again. */
  readonly contents = new Set<string>();
  /** Incidents that may belong to another deployment. */
  readonly incidents = new Set<string>();
  /** Services whose deployments' facts have to be made again. */
  readonly facts = new Set<string>();
}
