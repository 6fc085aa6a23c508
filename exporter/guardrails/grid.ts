import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import type { Evidence, Verdict } from './judge.ts';
import { keyOf, lineSeries } from './line-series.ts';
import { step, untracked } from './track.ts';
import type { Track } from './track.ts';

const hourMs = 3_600_000;
/** So far back a breach is followed. */
export const reachMs = 90 * 24 * hourMs;

type Pair = readonly [line: PolicyLine, team: string];
type Judge = (line: PolicyLine, evidence: Evidence, asOf: number) => Verdict;
/** Values by series, one for each instant. */
type Values = ReadonlyMap<string, readonly Value[]>;

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
    const hours = hoursBetween(first, last);
    const values = this.#slid(pairs, hours, 0);
    const before = new Map<number, Values>();
    for (const [line, team] of pairs) {
      const { before: asked } = lineSeries(line, team);
      if (asked && !before.has(asked.earlierMs))
        before.set(asked.earlierMs, asked.earlierMs === 0 ? values : this.#slid(pairs, hours, asked.earlierMs));
    }
    return pairs.map((pair) => this.#judged(pair, hours, values, before));
  }

  /** Of `before`, only what lines with that window ask. */
  #slid(pairs: readonly Pair[], hours: readonly number[], earlierMs: number): Values {
    const wanted = new Map<string, Value[]>();
    for (const [line, team] of pairs) {
      const { now, longer, also, before } = lineSeries(line, team);
      const series = [
        ...(earlierMs === 0 ? [now, longer, also] : []),
        ...(before?.earlierMs === earlierMs ? [before.series] : []),
      ];
      for (const each of series) if (each) wanted.set(keyOf(each), []);
    }
    const isWanted = (series: Series): boolean => wanted.has(keyOf(series));
    const instants = hours.map((at) => at - earlierMs);
    for (const metric of new Set([...wanted.keys()].map((key) => key.slice(0, key.indexOf('|')))))
      this.#engine.slide(
        metric,
        instants,
        (series, first, end, value) => {
          const list = wanted.get(keyOf(series));
          if (list) for (let index = first; index < end; index += 1) list[index] = value;
        },
        isWanted,
      );
    return wanted;
  }

  *#judged(
    [line, team]: Pair,
    hours: readonly number[],
    values: Values,
    before: ReadonlyMap<number, Values>,
  ): Iterable<readonly [at: number, Verdict]> {
    const series = lineSeries(line, team);
    const listOf = (of: Series | undefined, from: Values): readonly Value[] | undefined => of && from.get(keyOf(of));
    const lists = {
      now: listOf(series.now, values)!,
      longer: listOf(series.longer, values),
      also: listOf(series.also, values),
      before: series.before && listOf(series.before.series, before.get(series.before.earlierMs)!),
    };
    let [known, verdict]: [readonly unknown[], Verdict | undefined] = [[], undefined];
    for (const [index, at] of hours.entries()) {
      const [now, longer, also, earlier] = [
        lists.now[index]!,
        lists.longer?.[index],
        lists.also?.[index],
        lists.before?.[index],
      ];
      const evidence = [now, longer, also, earlier];
      // Values come as runs: what did not change says the same, but for what grows old.
      if (!verdict || line.limit.op === 'fresh_within' || evidence.some((value, place) => value !== known[place]))
        verdict = this.#judge(
          line,
          { now, ...(longer && { longer }), ...(also && { also }), ...(earlier && { before: earlier }) },
          at,
        );
      known = evidence;
      yield [at, verdict];
    }
  }
}

function hoursBetween(first: number, last: number): readonly number[] {
  const hours: number[] = [];
  for (let at = first; at <= last; at += hourMs) hours.push(at);
  return hours;
}
