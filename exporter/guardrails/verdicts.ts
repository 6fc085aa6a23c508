import type { Engine, Series, Value } from '../metrics/engine-types.ts';
import type { PolicyLine } from '../policy/policy-line.ts';
import type { Evidence, Verdict } from './judge.ts';
import { keyOf, lineSeries } from './line-series.ts';

export type Pair = readonly [line: PolicyLine, team: string];
export type Judge = (line: PolicyLine, evidence: Evidence, asOf: number) => Verdict;
/** Values by series, one for each instant. */
type Values = ReadonlyMap<string, readonly Value[]>;

/** For each pair what its line said as of every instant (ascending). The engine slides: nothing is counted twice. */
export function verdictsAt(
  engine: Engine,
  judge: Judge,
  pairs: readonly Pair[],
  instants: readonly number[],
): readonly Iterable<readonly [at: number, Verdict]>[] {
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
  const instants = asOf.map((at) => at - earlierMs);
  for (const metric of new Set([...wanted.keys()].map((key) => key.slice(0, key.indexOf('|')))))
    engine.slide(
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

function* judged(
  judge: Judge,
  [line, team]: Pair,
  instants: readonly number[],
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
  const isOlderEachHour = line.limit.op === 'fresh_within';
  let [now, longer, also, earlier]: (Value | undefined)[] = [];
  let verdict: Verdict | undefined;
  for (const [index, at] of instants.entries()) {
    // Values come as runs: what did not change says the same, but for what grows old.
    const isSame =
      now === lists.now[index] &&
      longer === lists.longer?.[index] &&
      also === lists.also?.[index] &&
      earlier === lists.before?.[index];
    if (!verdict || isOlderEachHour || !isSame) {
      now = lists.now[index]!;
      [longer, also, earlier] = [lists.longer?.[index], lists.also?.[index], lists.before?.[index]];
      verdict = judge(
        line,
        { now, ...(longer && { longer }), ...(also && { also }), ...(earlier && { before: earlier }) },
        at,
      );
    }
    yield [at, verdict];
  }
}
