import { escaped } from './page.ts';

const [width, height, margin] = [84, 22, 2.5] as const;

/**
 * The course of a number at the ends of 13 weeks and now, as inline SVG with the same in words. Where there was no number there is a
 * gap; `limit` is drawn as a dashed line. Without a single number nothing is drawn.
 */
export function sparkline(
  weeks: readonly (number | null)[],
  now: number | null,
  limit: number | null,
  say: (value: number) => string,
): string {
  const points = [...weeks, now];
  const known = points.filter((value) => value !== null);
  if (known.length === 0) return '<span class="fine">no number in 13 weeks</span>';
  const scale = scaleOf(limit === null ? known : [...known, limit]);
  const at = (index: number): string => (margin + (index * (width - 2 * margin)) / (points.length - 1)).toFixed(1);
  const dashed = limit === null ? '' : `<path class="limit" d="M0 ${scale(limit)}H${width}"/>`;
  const dot = now === null ? '' : `<circle cx="${at(points.length - 1)}" cy="${scale(now)}" r="2.2"/>`;
  return `<svg role="img" aria-label="${escaped(inWords(points, known, say))}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${dashed}<path d="${pathOf(points, at, scale)}"/>${dot}</svg>`;
}

/** A point of its own is a dot: a stroke of no length with round ends. */
function pathOf(
  points: readonly (number | null)[],
  at: (index: number) => string,
  y: (value: number) => string,
): string {
  return points
    .map((value, index) => {
      if (value === null) return '';
      const isStart = index === 0 || points[index - 1] === null;
      const isAlone = isStart && (points[index + 1] ?? null) === null;
      return `${isStart ? 'M' : 'L'}${at(index)} ${y(value)}${isAlone ? 'h0' : ''}`;
    })
    .join('');
}

/** From the smallest at the bottom to the largest at the top; what never changed stands in the middle. */
function scaleOf(values: readonly number[]): (value: number) => string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return (height - margin - share * (height - 2 * margin)).toFixed(1);
  };
}

function inWords(points: readonly (number | null)[], known: readonly number[], say: (value: number) => string): string {
  const missing = points.length - known.length;
  const gaps = missing === 0 ? '' : `; no number at ${missing} of ${points.length} instants`;
  return `13 weeks: from ${say(known[0]!)} to ${say(known.at(-1)!)}, lowest ${say(Math.min(...known))}, highest ${say(Math.max(...known))}${gaps}`;
}
