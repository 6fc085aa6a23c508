import type { Fact, TeamId } from '../metric.ts';

/** Who gets a fact: the postings in which it stands, and its teams ([] = unattributed). */
interface Receivers {
  readonly keys: readonly string[];
  readonly teams: readonly TeamId[];
}

export const postingKey = (team: string, label: string): string => `${team}\n${label}`;

/** Facts of the same teams and label share one entry; a row keeps its number. */
export class ReceiverList {
  readonly #list: Receivers[] = [];
  readonly #numbers = new Map<string, number>();
  #last: { readonly fact: Fact; readonly number: number } | undefined;

  get(number: number): Receivers {
    return this.#list[number]!;
  }

  numberOf(fact: Fact): number {
    // Facts come root by root: the one before has the same more often than not.
    if (!this.#last || !isAlike(this.#last.fact, fact)) this.#last = { fact, number: this.#find(fact) };
    return this.#last.number;
  }

  #find({ teams, only, label }: Fact): number {
    const id = `${only ?? ''}|${label}|${teams.join(',')}`;
    const existing = this.#numbers.get(id);
    if (existing !== undefined) return existing;
    const own = teams.length > 0 ? [...new Set(teams)] : ['unattributed'];
    const names = [...(only === 'all' ? [] : own), ...(only === 'teams' ? [] : ['all'])];
    this.#numbers.set(id, this.#list.length);
    return this.#list.push({ keys: names.map((team) => postingKey(team, label)), teams }) - 1;
  }
}

const isAlike = (a: Fact, b: Fact): boolean =>
  a.label === b.label &&
  a.only === b.only &&
  a.teams.length === b.teams.length &&
  a.teams.every((team, index) => team === b.teams[index]);
