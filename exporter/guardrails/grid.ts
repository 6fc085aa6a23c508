import type { Engine } from '../metrics/engine-types.ts';
import { followed } from './follow.ts';
import { hourMs, hoursBetween } from './hours.ts';
import { reachMs } from './standing.ts';
import { keptForMs, untracked } from './track.ts';
import type { Track } from './track.ts';
import type { Judge, Pair } from './verdicts.ts';

/**
 * What was the case at every whole UTC hour of the last 90 days, and of the 28 before that decide how the first of them stood, as of that
 * hour: a restart changes nothing. It is judged again when an hour is over or facts have changed.
 */
export class Grid {
  readonly #engine: Engine;
  readonly #judge: Judge;
  #judgedUntil: number | null = null;
  #tracks: readonly Track[] = [];

  constructor(engine: Engine, judge: Judge) {
    this.#engine = engine;
    this.#judge = judge;
  }

  forget(): void {
    this.#judgedUntil = null;
  }

  /** How each pair had stood since when, at the last whole hour before an instant. */
  tracks(pairs: readonly Pair[], asOf: number): readonly Track[] {
    const last = Math.ceil(asOf / hourMs) * hourMs - hourMs;
    if (this.#judgedUntil === last) return this.#tracks;
    const hours = hoursBetween(last - reachMs - keptForMs + hourMs, last);
    this.#tracks = followed(this.#engine, this.#judge, pairs, hours).map((runs) => {
      let track = untracked;
      for (const run of runs) ({ track } = run);
      return track;
    });
    this.#judgedUntil = last;
    return this.#tracks;
  }
}
