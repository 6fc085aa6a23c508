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

/** What lies in both; each sorted and disjoint. */
export const intersection = (a: readonly Span[], b: readonly Span[]): Span[] =>
  a
    .flatMap((one) => b.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })))
    .filter(({ from, to }) => from < to);

/** What of the first the second leaves; each sorted and disjoint. */
export const difference = (a: readonly Span[], b: readonly Span[]): Span[] =>
  intersection(
    a,
    [-Infinity, ...b.map(({ to }) => to)].map((from, at) => ({ from, to: b[at]?.from ?? Infinity })),
  );

/**
 * When something was on, by its turns and by what is known to be so now. On at the end without a turn: it was on from the start.
 * Off now although nothing turned it off (the label itself was deleted): off since the last that is known.
 */
export function spansOn(
  turns: readonly { readonly at: Instant; readonly on: boolean }[],
  isOnNow: boolean,
  { startAt, endAt }: { readonly startAt: Instant; readonly endAt: Instant },
): Span[] {
  const spans: Span[] = [];
  const wasOn = turns[0] ? !turns[0].on : isOnNow;
  let since = wasOn ? startAt : null;
  for (const { at, on } of turns) {
    if (on) since ??= at;
    else if (since !== null) {
      spans.push({ from: since, to: at });
      since = null;
    }
  }
  if (since !== null) spans.push({ from: since, to: isOnNow ? Infinity : Math.max(since, endAt) });
  else if (isOnNow) spans.push({ from: turns.at(-1)!.at, to: Infinity });
  return union(spans);
}
