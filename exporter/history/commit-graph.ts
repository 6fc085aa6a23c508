import type { Commit } from '../records/index.ts';

export const none = -1;

const missing = 0;
const known = 1;
const gone = 2;

function grown(old: Int32Array, size: number): Int32Array {
  const larger = new Int32Array(size).fill(none);
  larger.set(old);
  return larger;
}

/**
 * The commits of one repository as numbers: 120,000 take 12 MB. A commit that is only named (as parent, merge or deployed commit) has a
 * number too, and is *missing* until its record comes.
 */
export class CommitGraph {
  readonly #numbers = new Map<string, number>();
  #state = new Uint8Array(1024);
  #first = grown(new Int32Array(0), 1024);
  #second = grown(new Int32Array(0), 1024);
  #pick = grown(new Int32Array(0), 1024);
  readonly #further = new Map<number, readonly number[]>();

  /** Grows with every commit's record. */
  version = 0;

  get size(): number {
    return this.#numbers.size;
  }

  /** The number of an oid, a new one if it was never named. */
  number(oid: string): number {
    const existing = this.#numbers.get(oid);
    if (existing !== undefined) return existing;
    const number = this.#numbers.size;
    this.#numbers.set(oid, number);
    if (number >= this.#state.length) this.#grow(number * 2);
    return number;
  }

  #grow(size: number): void {
    const state = new Uint8Array(size);
    state.set(this.#state);
    this.#state = state;
    this.#first = grown(this.#first, size);
    this.#second = grown(this.#second, size);
    this.#pick = grown(this.#pick, size);
  }

  /** Takes a commit's record in and answers with its number. */
  put(commit: Commit): number {
    this.version++;
    const number = this.number(commit.oid);
    const parents = commit.parents.map((oid) => this.number(oid));
    const pick = commit.cherryPickOf === null ? none : this.number(commit.cherryPickOf);
    this.#state[number] = commit.isGone ? gone : known;
    this.#first[number] = parents[0] ?? none;
    this.#second[number] = parents[1] ?? none;
    this.#pick[number] = pick;
    if (parents.length > 2) this.#further.set(number, parents.slice(2));
    else this.#further.delete(number);
    return number;
  }

  isKnown(number: number): boolean {
    return this.#state[number] === known;
  }

  isGone(number: number): boolean {
    return this.#state[number] === gone;
  }

  isMissing(number: number): boolean {
    return this.#state[number] === missing;
  }

  /** The commit that this one is a cherry-pick of, or `none`. */
  pickOf(number: number): number {
    return this.#pick[number]!;
  }

  /** Puts the parents on a stack. */
  pushParents(number: number, stack: number[]): void {
    if (this.#first[number] !== none) stack.push(this.#first[number]!);
    if (this.#second[number] !== none) stack.push(this.#second[number]!);
    const further = this.#further.get(number);
    if (further) stack.push(...further);
  }

  /**
   * Whether `ancestor` is reachable from `commit` (itself included), looking only at commits that `mayLead` lets through.
   */
  reaches(commit: number, ancestor: number, mayLead: (number: number) => boolean): boolean {
    if (commit === ancestor) return true;
    const seen = new Set<number>([commit]);
    const stack: number[] = [];
    this.pushParents(commit, stack);
    while (stack.length > 0) {
      const next = stack.pop()!;
      if (next === ancestor) return true;
      if (seen.has(next) || !mayLead(next)) continue;
      seen.add(next);
      this.pushParents(next, stack);
    }
    return false;
  }
}
