import type { Instant, Span } from '../records/index.ts';

/** Spans of strict event time: one holds as of t when `from < t ≤ to`. */
export const isWithin = (span: Span, asOf: Instant): boolean => span.from < asOf && asOf <= span.to;
export const isOpenAt = (spans: readonly Span[], asOf: Instant): boolean => spans.some((span) => isWithin(span, asOf));

/** Sorted, disjoint; neighbours that touch become one, empty ones vanish. */
export function union(spans: readonly Span[]): Span[] {
  const merged: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of spans.filter((span) => span.from < span.to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** A step function: which value holds in which span. Neighbours of equal value become one. */
export function steps<V>(
  edges: readonly Instant[],
  valueAt: (asOf: Instant) => V | null,
): { readonly value: V; readonly span: Span }[] {
  const sorted = [...new Set(edges)].filter((edge) => edge !== Infinity).sort((a, b) => a - b);
  const result: { value: V; span: { from: Instant; to: Instant } }[] = [];
  sorted.forEach((from, at) => {
    const to = sorted[at + 1] ?? Infinity;
    // Nothing changes inside (from, to]: its upper end is as good as any instant in it.
    const value = valueAt(to);
    const last = result.at(-1);
    if (value === null) return;
    if (last && last.value === value && last.span.to === from) last.span.to = to;
    else result.push({ value, span: { from, to } });
  });
  return result;
}
