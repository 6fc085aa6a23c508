import { prefix } from '../../exporter/exposition/families.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import { metricNamed } from '../month/reader.ts';

/** One idea. */
export interface Slide {
  readonly title: string;
  /** Markdown under the title. */
  readonly body: string;
  /** What the person who shows it should know and say. */
  readonly notes: readonly string[];
  /** The metrics that its numbers are of. */
  readonly metrics: readonly MetricName[];
  /** Where its numbers come from and over which time they are, where that is not the calendar month of the metrics. */
  readonly source?: string;
}

/** So many rows that name teams fit on a slide: where there are many teams, a row takes more lines. */
export const rowsWithTeams = ({ teams }: { readonly teams: readonly unknown[] }): number => (teams.length > 6 ? 4 : 6);

/** The slide once for each part of its rows: what is too long for one is continued on the next. */
export function paged<T>(
  rows: readonly T[],
  perSlide: number,
  slide: (rows: readonly T[], part: string) => Slide,
): Slide[] {
  const count = Math.max(1, Math.ceil(rows.length / perSlide));
  // Evenly: three slides of five rather than two of seven and one with a single row.
  const even = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, index) => {
    const part = count === 1 ? '' : ` (${index + 1} of ${count})`;
    return slide(rows.slice(index * even, (index + 1) * even), part);
  });
}

/** Under every slide with numbers: how they are called where they are defined. */
function sourceOf({ metrics, source }: Slide, span: string): string {
  const names = [...new Set(metrics)].map((name) => `${prefix}${name}`);
  return [source, names.join(', '), ...(source === undefined && names.length > 0 ? [span] : [])]
    .filter(Boolean)
    .join(' · ');
}

/** The slide in Marp's Markdown. A comment is a note for whoever speaks. */
export function slideMarkdown(slide: Slide, span: string): string {
  const { title, body, notes, metrics } = slide;
  const definitions = [...new Set(metrics)].map((name) => `${prefix}${name}: ${metricNamed(name).help}`);
  const source = sourceOf(slide, span);
  return [
    `## ${title}`,
    body,
    ...(source === '' ? [] : [`> ${source}`]),
    `<!--\n${[...notes, ...definitions].map(inComment).join('\n\n')}\n-->`,
  ].join('\n\n');
}

/** Nothing in a note may end its comment. */
const inComment = (text: string): string => text.replaceAll('--', '–');
