import type { Span } from '../../records/index.ts';
import type { Fact, Ref } from '../metric.ts';
import { resizedBytes } from './columns.ts';

/** What only some rows have, and what only a person is shown. */
export class RowDetails {
  readonly #holds = new Map<number, readonly Span[]>();
  readonly #elapsedBefore = new Map<number, number>();
  readonly #paused = new Set<number>();
  readonly #provisional = new Map<number, number>();
  readonly #due = new Map<number, number>();
  readonly #refIds: string[] = [];
  /** By row: a number of `#kinds`. */
  #refKinds = new Uint8Array(16);
  readonly #kinds: Ref['kind'][] = [];

  set(row: number, fact: Fact): void {
    if (row >= this.#refKinds.length) this.#refKinds = resizedBytes(this.#refKinds, row * 2);
    this.#refKinds[row] = this.#kindOf(fact.ref.kind);
    this.#refIds[row] = fact.ref.id;
    if (fact.type === 'verdict') {
      if (fact.holds.length > 0) this.#holds.set(row, fact.holds);
      if (fact.provisionalUntil !== undefined) this.#provisional.set(row, fact.provisionalUntil);
    } else if (fact.type === 'span') {
      if (fact.elapsedBefore) this.#elapsedBefore.set(row, fact.elapsedBefore);
      if (fact.paused) this.#paused.add(row);
      if (fact.dueAt !== undefined) this.#due.set(row, fact.dueAt);
    }
  }

  isLike(row: number, fact: Fact): boolean {
    const { kind, id } = this.ref(row);
    if (kind !== fact.ref.kind || id !== fact.ref.id) return false;
    if (fact.type === 'event') return true;
    if (fact.type === 'span')
      return (
        this.elapsedBefore(row) === (fact.elapsedBefore ?? 0) &&
        this.isPaused(row) === (fact.paused ?? false) &&
        this.dueAt(row) === fact.dueAt
      );
    if (this.provisionalUntil(row) !== fact.provisionalUntil) return false;
    const holds = this.holds(row) ?? [];
    return (
      holds.length === fact.holds.length &&
      holds.every(({ from, to }, index) => from === fact.holds[index]!.from && to === fact.holds[index]!.to)
    );
  }

  delete(row: number): void {
    this.#holds.delete(row);
    this.#elapsedBefore.delete(row);
    this.#paused.delete(row);
    this.#provisional.delete(row);
    this.#due.delete(row);
  }

  ref(row: number): Ref {
    return { kind: this.#kinds[this.#refKinds[row]!]!, id: this.#refIds[row]! };
  }
  /** The intervals in which a verdict holds; undefined where it never does. */
  holds(row: number): readonly Span[] | undefined {
    return this.#holds.get(row);
  }
  elapsedBefore(row: number): number {
    return this.#elapsedBefore.get(row) ?? 0;
  }
  isPaused(row: number): boolean {
    return this.#paused.has(row);
  }
  provisionalUntil(row: number): number | undefined {
    return this.#provisional.get(row);
  }
  dueAt(row: number): number | undefined {
    return this.#due.get(row);
  }

  #kindOf(kind: Ref['kind']): number {
    const number = this.#kinds.indexOf(kind);
    return number < 0 ? this.#kinds.push(kind) - 1 : number;
  }
}
