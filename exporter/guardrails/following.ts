import type { Engine } from '../metrics/engine-types.ts';
import { followed, standingAt } from './follow.ts';
import type { Followed } from './follow.ts';
import { hourMs, hoursBetween } from './hours.ts';
import { reachMs } from './standing.ts';
import type { Standing } from './standing.ts';
import { keptForMs, untracked } from './track.ts';
import type { Track } from './track.ts';
import type { Judge, Pair } from './verdicts.ts';

/** So much is best judged at once: every value of it is at hand meanwhile. */
export const sliceMs = 30 * 24 * hourMs;

/** How a line stood for a team, in runs of hours. */
export interface Stood {
  readonly pair: Pair;
  readonly runs: readonly Followed[];
}

/** Lines that are followed from one stretch of hours to the next. */
export class Following {
  readonly #engine: Engine;
  readonly #judge: Judge;
  readonly #pairs: readonly Pair[];
  readonly #first: number;
  #tracks: readonly Track[];
  #next: number;

  /** `first`: the whole hour that is asked for first. */
  constructor(engine: Engine, judge: Judge, pairs: readonly Pair[], first: number) {
    this.#engine = engine;
    this.#judge = judge;
    this.#pairs = pairs;
    this.#first = first;
    this.#tracks = pairs.map(() => untracked);
    this.#next = first - reachMs - keptForMs;
  }

  /** From the hour after those that were asked for before to `last`. What was before the first, as far as a breach is followed, is judged with it. */
  until(last: number): readonly [hours: readonly number[], stood: readonly Stood[]] {
    while (this.#next < this.#first) this.#follow(Math.min(this.#next + sliceMs, this.#first) - hourMs);
    return this.#follow(last);
  }

  #follow(last: number): readonly [hours: readonly number[], stood: readonly Stood[]] {
    const hours = hoursBetween(this.#next, last);
    const runs = followed(this.#engine, this.#judge, this.#pairs, hours, this.#tracks).map((each) => [...each]);
    this.#tracks = runs.map((each, index) => each.at(-1)?.track ?? this.#tracks[index]!);
    this.#next = Math.max(this.#next, last + hourMs);
    return [hours, this.#pairs.map((pair, index) => ({ pair, runs: runs[index]! }))];
  }
}

/** Hour by hour how all stood. */
export function* hourByHour(hours: readonly number[], stood: readonly Stood[]): Iterable<readonly Standing[]> {
  const places = stood.map(() => 0);
  for (const [index, at] of hours.entries())
    yield stood.map(({ pair, runs }, each) => {
      if (runs[places[each]!]!.end <= index) places[each]! += 1;
      return standingAt(pair, runs[places[each]!]!, at);
    });
}
