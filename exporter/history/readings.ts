import { readingForgottenMs } from '../policy/limits.ts';
import type { Instant, Reading } from '../records/index.ts';

/** What one series said in `(from, to]` of strict event time; null: nobody knows. */
export interface ReadState {
  readonly from: Instant;
  readonly to: Instant;
  readonly state: number | null;
}

/** One day of a series. */
interface Day {
  readonly id: string;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** Which days of each series were read, so that the last reading of one day ends where the first of the next begins. */
export class Readings {
  readonly #stalenessMs: number;
  readonly #forgottenMs: number;
  readonly #byId = new Map<string, Day>();
  /** By series, in the order of time. */
  readonly #bySeries = new Map<string, Day[]>();
  /** By query. */
  readonly #names = new Map<string, Set<string>>();

  constructor(stalenessMs: number) {
    this.#stalenessMs = stalenessMs;
    this.#forgottenMs = Math.max(stalenessMs, readingForgottenMs);
  }

  /** Answers with the ids whose facts may be different: its own, and the day's before. */
  put(reading: Reading): readonly string[] {
    const { id, query, name, samples } = reading;
    const names = this.#names.get(query) ?? new Set();
    this.#names.set(query, names.add(name));
    const day = { id, firstAt: samples[0]!.at, lastAt: samples.at(-1)!.at };
    const known = this.#byId.get(id);
    const days = this.#daysOf(reading).filter((other) => other !== known);
    this.#byId.set(id, day);
    const place = days.findLastIndex(({ firstAt }) => firstAt < day.firstAt) + 1;
    days.splice(place, 0, day);
    this.#bySeries.set(seriesOf(reading), days);
    return place > 0 ? [days[place - 1]!.id, id] : [id];
  }

  /**
   * A reading holds until the next one, and no longer than the configured staleness. Then nobody knows, until the next one or until it is
   * forgotten: from then on there is no such thing any more. Equal ones that follow each other are one.
   */
  statesOf(reading: Reading): readonly ReadState[] {
    const nextAt = this.#nextAt(reading);
    const states: { from: Instant; to: Instant; state: number | null }[] = [];
    const add = (from: Instant, to: Instant, state: number | null): void => {
      const last = states.at(-1);
      if (last && last.to === from && last.state === state) last.to = Math.max(from, to);
      else if (to > from) states.push({ from, to, state });
    };
    reading.samples.forEach(({ at, value }, index) => {
      const endAt = Math.min(reading.samples[index + 1]?.at ?? nextAt, at + this.#forgottenMs);
      const staleAt = Math.min(endAt, at + this.#stalenessMs);
      add(at, staleAt, value);
      add(staleAt, endAt, null);
    });
    return states;
  }

  /** The instant after which a day says nothing. */
  settledAt(id: string): Instant {
    return (this.#byId.get(id)?.lastAt ?? Infinity) + this.#forgottenMs;
  }

  /** Names that any of the queries has answered with, in alphabetical order. */
  namesOf(queries: readonly string[]): readonly string[] {
    return [...new Set(queries.flatMap((query) => [...(this.#names.get(query) ?? [])]))].sort();
  }

  #nextAt(reading: Reading): Instant {
    const days = this.#daysOf(reading);
    return days[days.indexOf(this.#byId.get(reading.id)!) + 1]?.firstAt ?? Infinity;
  }

  #daysOf(reading: Reading): readonly Day[] {
    return this.#bySeries.get(seriesOf(reading)) ?? [];
  }
}

const seriesOf = ({ query, team, name }: Reading): string => JSON.stringify([query, team, name]);
