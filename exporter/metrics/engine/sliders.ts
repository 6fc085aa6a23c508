import type { Aggregate } from '../metric.ts';
import { eventIntervals, momentAt, partIntervals } from './intervals.ts';
import type { Interval, Sliding } from './intervals.ts';
import { columnOf } from './place.ts';
import type { Place } from './place.ts';
import { quantify } from './quantities.ts';
import type { Quantities } from './quantities.ts';
import { RankedWindow } from './ranked-window.ts';
import { markEnds, termSlider } from './term-sliders.ts';

/** One aggregate at one place over ascending instants, asked for one after the other. */
export interface Slider {
  at(index: number): Quantities;
  /** Marks the instants at which the answer may differ from the one before. */
  mark(dirty: Uint8Array): void;
}

export function slider(aggregate: Aggregate<string>, place: Place, sliding: Sliding): Slider {
  if ('ratio' in aggregate) return ratio(aggregate, place, sliding);
  if ('stats' in aggregate) {
    const column = columnOf(place.table, aggregate.stats);
    return new RankedWindow(eventIntervals(place, sliding), column, sliding.instants.length);
  }
  if ('latest' in aggregate) {
    const intervals = eventIntervals(place, { ...sliding, lengthMs: Infinity });
    return {
      at: (index) => quantify(aggregate, place, momentAt(sliding, index)),
      mark: (dirty) => markEnds(intervals, dirty),
    };
  }
  if ('oldest' in aggregate || 'state' in aggregate) {
    const open = new OpenRows(place, sliding);
    const here = { ...place, openRows: open.rows };
    return {
      at(index) {
        open.advance(index);
        return quantify(aggregate, here, momentAt(sliding, index));
      },
      // An age grows all the time; a state is what it is from edge to edge.
      mark: (dirty) => ('state' in aggregate ? open.mark(dirty) : dirty.fill(1)),
    };
  }
  if ('longest' in aggregate)
    return {
      at: (index) => quantify(aggregate, place, momentAt(sliding, index)),
      mark: (dirty) => dirty.fill(1),
    };
  const term = termSlider(aggregate, place, sliding);
  return { at: (index) => ({ type: 'number', number: term.at(index) }), mark: (dirty) => term.mark(dirty) };
}

function ratio(
  { ratio: terms }: Extract<Aggregate<string>, { ratio: unknown }>,
  place: Place,
  sliding: Sliding,
): Slider {
  const [numerator, denominator] = [termSlider(terms[0], place, sliding), termSlider(terms[1], place, sliding)];
  return {
    at: (index) => ({ type: 'ratio', numerator: numerator.at(index), denominator: denominator.at(index) }),
    mark: (dirty) => [numerator, denominator].forEach((term) => term.mark(dirty)),
  };
}

/** The open spans at each instant, asked in order. */
class OpenRows {
  readonly rows = new Set<number>();
  readonly #starts: readonly Interval[];
  readonly #ends: readonly Interval[];
  #started = 0;
  #ended = 0;

  constructor(place: Place, sliding: Sliding) {
    const intervals = partIntervals({ open: 'all' }, place, sliding);
    this.#starts = [...intervals].sort((a, b) => a.first - b.first);
    this.#ends = [...intervals].sort((a, b) => a.end - b.end);
  }

  mark(dirty: Uint8Array): void {
    markEnds(this.#starts, dirty);
  }

  advance(index: number): void {
    for (let next = this.#starts[this.#started]; next && next.first <= index; next = this.#starts[++this.#started]) {
      if (next.end > index) this.rows.add(next.row);
    }
    for (let next = this.#ends[this.#ended]; next && next.end <= index; next = this.#ends[++this.#ended])
      this.rows.delete(next.row);
  }
}
