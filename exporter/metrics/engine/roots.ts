import type { History, RootRef } from '../../history/history.ts';
import type { RootKind } from '../metric.ts';
import type { FactTable } from './fact-table.ts';

/** From how many changed roots of a kind on they are streamed instead of being read one by one. */
const manyRoots = 500;

/** Brings changed roots to the populations that are made from them. */
export class Roots {
  readonly #tables: ReadonlyMap<RootKind, readonly FactTable[]>;
  /** Root id → number, by kind: the tables keep numbers. */
  readonly #numbers = new Map<RootKind, Map<string, number>>();
  #failures: Error[] = [];

  constructor(tables: readonly FactTable[]) {
    const byKind = new Map<RootKind, FactTable[]>();
    for (const table of tables)
      byKind.set(table.population.root, [...(byKind.get(table.population.root) ?? []), table]);
    this.#tables = byKind;
  }

  /** Throws AggregateError, after all others were replaced, for roots of which no facts could be made: they have none then. */
  replace(changed: Iterable<RootRef>, history: History): void {
    const byKind = new Map<RootKind, Set<string>>();
    for (const { kind, id } of changed) {
      if (!this.#tables.has(kind)) continue;
      byKind.set(kind, (byKind.get(kind) ?? new Set()).add(id));
    }
    this.#failures = [];
    for (const [kind, ids] of byKind) this.#replaceKind(kind, ids, history);
    const [first] = this.#failures;
    if (first) throw new AggregateError(this.#failures, `${this.#failures.length} × no facts, first: ${first.message}`);
  }

  #replaceKind(kind: RootKind, ids: Set<string>, history: History): void {
    if (ids.size >= manyRoots) this.#stream(kind, ids, history);
    // What the stream did not bring is gone, or there are few: one by one.
    for (const id of ids) this.#replaceOne(kind, id, history.root(kind, id), history);
    for (const table of this.#tables.get(kind)!) table.settle();
  }

  #stream(kind: RootKind, ids: Set<string>, history: History): void {
    for (const root of history.roots(kind)) if (ids.delete(root.id)) this.#replaceOne(kind, root.id, root, history);
  }

  #replaceOne(kind: RootKind, id: string, root: object | undefined, history: History): void {
    const number = this.#numberOf(kind, id);
    for (const table of this.#tables.get(kind)!) {
      try {
        table.replace(number, root ? table.population.factsOf(root as never, history) : []);
      } catch (cause) {
        this.#failures.push(
          new Error(`population ${table.population.id} of ${kind} ${id}: ${String(cause)}`, { cause }),
        );
      }
    }
  }

  #numberOf(kind: RootKind, id: string): number {
    const numbers = this.#numbers.get(kind) ?? new Map<string, number>();
    this.#numbers.set(kind, numbers);
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return number;
  }
}
