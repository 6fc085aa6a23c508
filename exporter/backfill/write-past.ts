import { closeSync, openSync, writeSync } from 'node:fs';
import { parse } from 'node:path';
import { openMetrics } from './open-metrics.ts';
import type { PastFamily } from './open-metrics.ts';

/** Which past, and where it is written. */
export interface PastOptions {
  readonly fromAt: number;
  readonly toAt: number;
  readonly stepMs: number;
  /** Each month is a file of its own: `past.om` becomes `past-2026-10.om`. */
  readonly out: string;
  /** What the scrape adds to every series: without the same labels the live series would be others. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Writes the past month by month. Gives the files. */
export function writePast(
  { labels, out, ...span }: PastOptions,
  past: (instants: readonly number[]) => Iterable<PastFamily>,
): readonly string[] {
  return Array.from(instantsByMonth(span), ([month, instants]) => {
    const path = fileOf(out, month);
    const file = openSync(path, 'w');
    try {
      for (const chunk of openMetrics(past(instants), instants, labels)) writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
    return path;
  });
}

/** Whole steps (UTC) from `fromAt` on and before `toAt`, by their month (UTC), `2026-10`: a block of 744 h holds any of them. */
export function instantsByMonth({
  fromAt,
  toAt,
  stepMs,
}: Pick<PastOptions, 'fromAt' | 'toAt' | 'stepMs'>): ReadonlyMap<string, readonly number[]> {
  const months = new Map<string, number[]>();
  for (let at = Math.ceil(fromAt / stepMs) * stepMs; at < toAt; at += stepMs) {
    const month = new Date(at).toISOString().slice(0, 'YYYY-MM'.length);
    const list = months.get(month) ?? [];
    months.set(month, list);
    list.push(at);
  }
  return months;
}

function fileOf(out: string, month: string): string {
  const { ext } = parse(out);
  return `${out.slice(0, out.length - ext.length)}-${month}${ext}`;
}
