import type { Aggregate } from '../metric.ts';
import { eventIntervals, intervalOf, momentAt, rowsOf } from './intervals.ts';
import type { Sliding } from './intervals.ts';
import { columnOf } from './measure.ts';
import type { Place } from './measure.ts';
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
  if ('oldest' in aggregate || 'longest' in aggregate) {
    const open = 'oldest' in aggregate ? openRows(place, sliding) : undefined;
    return {
      at: (index) => quantify(aggregate, open ? { ...place, openRows: open(index) } : place, momentAt(sliding, index)),
      mark: (dirty) => dirty.fill(1),
    };
  }
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
function openRows(place: Place, sliding: Sliding): (index: number) => ReadonlySet<number> {
  const { table } = place;
  const intervals = Array.from(rowsOf(place), (row) => intervalOf(sliding, row, table.at[row]!, table.to[row]!));
  const starts = [...intervals].sort((a, b) => a.first - b.first);
  const ends = [...intervals].sort((a, b) => a.end - b.end);
  const open = new Set<number>();
  let [started, ended] = [0, 0];
  return (index) => {
    for (; started < starts.length && starts[started]!.first <= index; started += 1) {
      if (starts[started]!.end > index) open.add(starts[started]!.row);
    }
    for (; ended < ends.length && ends[ended]!.end <= index; ended += 1) open.delete(ends[ended]!.row);
    return open;
  };
}
