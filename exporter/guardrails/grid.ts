import type { Engine } from '../metrics/engine-types.ts';
import type { Verdict } from './judge.ts';
import { step, untracked } from './track.ts';
import type { Track } from './track.ts';
import { verdictsAt } from './verdicts.ts';
import type { Judge, Pair } from './verdicts.ts';

export const hourMs = 3_600_000;
/** So far back a breach is followed. */
export const reachMs = 90 * 24 * hourMs;

/**
 * What was the case at every whole UTC hour of the last 90 days, as of that hour: a restart changes nothing. It is judged again when an
 * hour is over or facts have changed.
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
    this.#tracks = this.verdicts(pairs, last - reachMs + hourMs, last).map((hours) => {
      let track: Track = untracked;
      for (const [at, verdict] of hours) track = step(track, verdict, at);
      return track;
    });
    this.#judgedUntil = last;
    return this.#tracks;
  }

  /** For each pair what its line said at every whole hour from `first` to `last` (both included). */
  verdicts(pairs: readonly Pair[], first: number, last: number): readonly Iterable<readonly [at: number, Verdict]>[] {
    return verdictsAt(this.#engine, this.#judge, pairs, hoursBetween(first, last));
  }
}

/** Every whole hour between two (both included). */
export function hoursBetween(first: number, last: number): readonly number[] {
  const hours: number[] = [];
  for (let at = first; at <= last; at += hourMs) hours.push(at);
  return hours;
}
