import type { History, RootRef } from '../../history/history.ts';
import { rootsOf } from '../metric.ts';
import type { RootKind } from '../metric.ts';
import type { FactTable } from './fact-table.ts';

/** From so many roots on, if they are more than those left asleep, all of a kind are streamed instead of being read one by one. */
const manyRoots = 10_000;

/**
 * Brings roots to the populations that are made from them. A root that was over before any question reached back to it sleeps: its
 * facts are made when one does. So a start costs what is asked for, and not all that ever happened.
 */
export class Roots {
  readonly #tables: ReadonlyMap<RootKind, readonly FactTable[]>;
  /** Root id → number, by kind: the tables keep numbers. */
  readonly #numbers = new Map<RootKind, Map<string, number>>();
  readonly #asleep = new Map<RootKind, Set<string>>();
  /** By kind: the earliest instant of which a question was answered; what was over before it may sleep. */
  readonly #reached = new Map<RootKind, number>();
  #failures: Error[] = [];

  constructor(tables: readonly FactTable[]) {
    const byKind = new Map<RootKind, FactTable[]>();
    for (const table of tables)
      for (const kind of rootsOf(table.population)) byKind.set(kind, [...(byKind.get(kind) ?? []), table]);
    this.#tables = byKind;
  }

  /** Puts to sleep what changed and is not asked for, and makes the facts of the rest anew. */
  replace(changed: Iterable<RootRef>, history: History): void {
    const byKind = new Map<RootKind, Set<string>>();
    for (const ref of changed) {
      const { kind, id } = ref;
      if (!this.#tables.has(kind)) continue;
      const isAsleep = history.settledAt(ref) < (this.#reached.get(kind) ?? Infinity);
      const asleep = this.#asleep.get(kind) ?? new Set();
      this.#asleep.set(kind, asleep);
      if (!isAsleep) {
        asleep.delete(id);
        byKind.set(kind, (byKind.get(kind) ?? new Set()).add(id));
      } else if (!asleep.has(id)) {
        asleep.add(id);
        const number = this.#numbers.get(kind)?.get(id);
        if (number !== undefined)
          for (const table of this.#tables.get(kind)!) table.replace(placeOf(table, kind, number), []);
      }
    }
    for (const [kind, ids] of byKind) this.#replaceKind(kind, ids, history);
    for (const kind of this.#asleep.keys()) this.#settle(kind);
  }

  /** To be called before a question about a kind's facts is answered that reaches back to an instant. */
  reach(kind: RootKind, from: number, history: History): void {
    if (from >= (this.#reached.get(kind) ?? Infinity)) return;
    this.#reached.set(kind, from);
    const asleep = this.#asleep.get(kind) ?? new Set<string>();
    const awake = new Set<string>();
    for (const id of asleep) if (history.settledAt({ kind, id }) >= from) awake.add(id);
    for (const id of awake) asleep.delete(id);
    this.#replaceKind(kind, awake, history);
  }

  /** The roots of which no facts could be made since the last call: they have none. */
  takeFailures(): readonly Error[] {
    return this.#failures.splice(0);
  }

  #replaceKind(kind: RootKind, ids: Set<string>, history: History): void {
    if (ids.size >= manyRoots && ids.size > (this.#asleep.get(kind)?.size ?? 0)) this.#stream(kind, ids, history);
    // What the stream did not bring is gone, or there are few: one by one.
    for (const id of ids) this.#replaceOne(kind, id, history.root(kind, id), history);
    this.#settle(kind);
  }

  #settle(kind: RootKind): void {
    for (const table of this.#tables.get(kind)!) table.settle();
  }

  #stream(kind: RootKind, ids: Set<string>, history: History): void {
    for (const root of history.roots(kind)) if (ids.delete(root.id)) this.#replaceOne(kind, root.id, root, history);
  }

  #replaceOne(kind: RootKind, id: string, root: object | undefined, history: History): void {
    const number = this.#numberOf(kind, id);
    for (const table of this.#tables.get(kind)!) {
      try {
        const { population } = table;
        const maker = population.also?.root === kind ? population.also : population;
        table.replace(placeOf(table, kind, number), root ? maker.factsOf(root as never, history) : []);
      } catch (cause) {
        this.#failures.push(
          new Error(`no facts of ${kind} ${id} for population ${table.population.id}: ${String(cause)}`, { cause }),
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

/** A table of two kinds keeps those of the first under the even numbers. */
const placeOf = ({ population: { also } }: FactTable, kind: RootKind, number: number): number =>
  also ? 2 * number + (also.root === kind ? 1 : 0) : number;
