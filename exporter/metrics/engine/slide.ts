import type { Engine, Series, Value } from '../engine-types.ts';
import type { AnyMetric, WindowName } from '../metric.ts';
import { firstAfter, momentAt, partIntervals } from './intervals.ts';
import type { Sliding } from './intervals.ts';
import { hasParts } from './measure.ts';
import type { Reader } from './reader.ts';
import { cutsOf, hasWindow, lengthOf, seriesOf, teamsOf, windowsOf } from './series.ts';
import type { Cut } from './series.ts';
import { slider } from './sliders.ts';
import type { Slider } from './sliders.ts';
import { markEnds } from './term-sliders.ts';

type Run = Parameters<Engine['slide']>[2];

/** One metric over ascending instants, as runs of equal values. The same reader decides what is absent as for a single instant. */
export function slide(
  metric: AnyMetric,
  instants: readonly number[],
  reader: Reader,
  run: Run,
  isWanted: (series: Series) => boolean,
): void {
  const { config } = reader.history;
  for (const cut of cutsOf(metric, reader.history))
    for (const window of windowsOf(metric))
      for (const team of teamsOf(metric, config))
        if (cut.stats.some((stat) => isWanted(seriesOf(metric, team, cut, window, stat))))
          slideOne(metric, cut, window, team, instants, reader, run);
}

function slideOne(
  metric: AnyMetric,
  cut: Cut,
  window: WindowName | undefined,
  team: string,
  instants: readonly number[],
  reader: Reader,
  run: Run,
): void {
  const sliding: Sliding = { instants, lengthMs: lengthOf(window) };
  const sliders = new Map<string, Slider>();
  const names =
    team === 'all' && metric.all === 'max'
      ? teamsOf(metric, reader.history.config).filter((name) => name !== 'all')
      : [team];
  for (const name of names) sliders.set(name, slider(cut.aggregate, reader.place(metric, name, cut), sliding));
  const dirty = dirtyInstants(metric, cut, team, sliding, reader, [...sliders.values()]);
  const runs = cut.stats.map((stat) => new RunOf(seriesOf(metric, team, cut, window, stat), run));
  for (let index = 0; index < instants.length; index += 1) {
    if (!dirty[index]) continue;
    const values = reader.read(metric, team, cut, momentAt(sliding, index), (_, place) =>
      sliders.get(place.team)!.at(index),
    );
    values.forEach((value, place) => runs[place]!.put(index, value));
  }
  for (const each of runs) each.end(instants.length);
}

/** Where the answer may change: its facts, what was read, and what else decides that it is absent. */
function dirtyInstants(
  metric: AnyMetric,
  cut: Cut,
  team: string,
  sliding: Sliding,
  reader: Reader,
  sliders: readonly Slider[],
): Uint8Array {
  const { instants, lengthMs } = sliding;
  const dirty = new Uint8Array(instants.length);
  dirty[0] = 1;
  for (const each of sliders) each.mark(dirty);
  markCarriers(metric, team, sliding, reader, dirty);
  for (const at of reader.boundaries(metric, cut, hasWindow(metric) ? lengthMs : 0)) markAfter(dirty, instants, at);
  if (metric.zeros === 'seen90d')
    for (const at of reader.seenBoundaries(metric, team, cut)) markAfter(dirty, instants, at);
  return dirty;
}

/** Who carries anything in a window changes where a part of the carriers' term begins or ends. */
function markCarriers(metric: AnyMetric, team: string, sliding: Sliding, reader: Reader, dirty: Uint8Array): void {
  const place = reader.placeOfCarriers(metric, team);
  const term = metric.onlyWhere?.term;
  if (place && term && hasParts(term)) markEnds(partIntervals(term, place, sliding), dirty);
}

function markAfter(dirty: Uint8Array, instants: readonly number[], at: number): void {
  // One early and one late: the edge itself belongs to one side or the other.
  const index = firstAfter(instants, at);
  for (const near of [index - 1, index, index + 1]) if (near >= 0 && near < dirty.length) dirty[near] = 1;
}

/** Tells the values of a series as runs, `end` at last. */
export class RunOf {
  #first = 0;
  #value: Value | undefined;
  readonly #series: Parameters<Run>[0];
  readonly #run: Run;

  constructor(series: Parameters<Run>[0], run: Run) {
    this.#series = series;
    this.#run = run;
  }

  put(index: number, value: Value): void {
    if (this.#value !== undefined && isSame(this.#value, value)) return;
    this.end(index);
    [this.#first, this.#value] = [index, value];
  }

  end(index: number): void {
    if (this.#value !== undefined && index > this.#first) this.#run(this.#series, this.#first, index, this.#value);
  }
}

function isSame(a: Value, b: Value): boolean {
  if ('absent' in a || 'absent' in b) return 'absent' in a && 'absent' in b && a.absent === b.absent;
  return (
    a.value === b.value && a.numerator === b.numerator && a.denominator === b.denominator && a.samples === b.samples
  );
}
