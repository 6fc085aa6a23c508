import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import type { Evidence, Verdict } from './judge.ts';
import { keyOf, lineSeries } from './line-series.ts';

export type Pair = readonly [line: PolicyLine, team: string];
export type Judge = (line: PolicyLine, evidence: Evidence, asOf: number) => Verdict;

/** From `first` to before `end` (indexes into the instants) a line said the same. */
export interface VerdictRun {
  readonly first: number;
  readonly end: number;
  readonly verdict: Verdict;
}

interface ValueRun {
  readonly end: number;
  readonly value: Value;
}
/** By series, without a gap from the first instant to the last. */
type Values = ReadonlyMap<string, readonly ValueRun[]>;

/**
 * For each pair what its line said as of every instant (ascending), as runs without a gap. The engine slides: nothing is counted twice,
 * and what did not change is judged once.
 */
export function verdictsAt(
  engine: Engine,
  judge: Judge,
  pairs: readonly Pair[],
  instants: readonly number[],
): readonly Iterable<VerdictRun>[] {
  const values = slid(engine, pairs, instants, 0);
  const before = new Map<number, Values>();
  for (const [line, team] of pairs) {
    const { before: asked } = lineSeries(line, team);
    if (asked && !before.has(asked.earlierMs))
      before.set(asked.earlierMs, asked.earlierMs === 0 ? values : slid(engine, pairs, instants, asked.earlierMs));
  }
  return pairs.map((pair) => judged(judge, pair, instants, values, before));
}

/** Of `before`, only what lines with that window ask. */
function slid(engine: Engine, pairs: readonly Pair[], asOf: readonly number[], earlierMs: number): Values {
  const wanted = new Map<string, ValueRun[]>();
  for (const [line, team] of pairs) {
    const { now, longer, also, before } = lineSeries(line, team);
    const series = [
      ...(earlierMs === 0 ? [now, longer, also] : []),
      ...(before?.earlierMs === earlierMs ? [before.series] : []),
    ];
    for (const each of series) if (each) wanted.set(keyOf(each), []);
  }
  const isWanted = (series: Series): boolean => wanted.has(keyOf(series));
  const instants = asOf.map((at) => at - earlierMs);
  const lists = new Map<Series, ValueRun[] | undefined>();
  for (const metric of new Set([...wanted.keys()].map((key) => key.slice(0, key.indexOf('|')))))
    engine.slide(
      metric,
      instants,
      (series, _, end, value) => {
        if (!lists.has(series)) lists.set(series, wanted.get(keyOf(series)));
        lists.get(series)?.push({ end, value });
      },
      isWanted,
    );
  return wanted;
}

function* judged(
  judge: Judge,
  [line, team]: Pair,
  instants: readonly number[],
  values: Values,
  before: ReadonlyMap<number, Values>,
): Iterable<VerdictRun> {
  const series = lineSeries(line, team);
  const reading = (of: Series | undefined, from: Values): Reading | undefined =>
    of && new Reading(from.get(keyOf(of))!);
  const now = reading(series.now, values)!;
  const longer = reading(series.longer, values);
  const also = reading(series.also, values);
  const earlier = series.before && reading(series.before.series, before.get(series.before.earlierMs)!);
  const isOlderEachHour = line.limit.op === 'fresh_within';
  for (let first = 0; first < instants.length;) {
    const evidence = {
      now: now.at(first),
      ...(longer && { longer: longer.at(first) }),
      ...(also && { also: also.at(first) }),
      ...(earlier && { before: earlier.at(first) }),
    };
    const ends = [now, longer, also, earlier].map((one) => one?.end ?? Infinity);
    const end = isOlderEachHour ? first + 1 : Math.min(...ends);
    yield { first, end, verdict: judge(line, evidence, instants[first]!) };
    first = end;
  }
}

/** One series, read forwards. */
class Reading {
  readonly #runs: readonly ValueRun[];
  #place = 0;

  constructor(runs: readonly ValueRun[]) {
    this.#runs = runs;
  }

  at(index: number): Value {
    while (this.end <= index) this.#place += 1;
    return this.#runs[this.#place]!.value;
  }

  /** To where it is as it was when it was last read. */
  get end(): number {
    return this.#runs[this.#place]!.end;
  }
}
