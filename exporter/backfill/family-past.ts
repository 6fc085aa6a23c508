import type { Family } from '../exposition/registry.ts';
import type { PastFamily, PastRun } from './open-metrics.ts';

interface Kept {
  readonly family: Omit<Family, 'samples'>;
  readonly series: Map<string, { readonly labels: Readonly<Record<string, string>>; readonly runs: PastRun[] }>;
}

/** Families that are made for one instant after the other, turned into one series after the other. */
export function familyPast(byInstant: Iterable<readonly Family[]>): Iterable<PastFamily> {
  const kept = new Map<string, Kept>();
  let index = 0;
  for (const families of byInstant) {
    for (const { samples, ...family } of families) {
      const of = kept.get(family.name) ?? { family, series: new Map() };
      kept.set(family.name, of);
      for (const { labels, value } of samples) put(of, labels, index, value);
    }
    index += 1;
  }
  return Array.from(kept.values(), ({ family: { name, help, type }, series }) => ({
    name,
    help,
    type,
    series: series.values(),
  }));
}

function put({ series }: Kept, labels: Readonly<Record<string, string>>, index: number, value: number): void {
  const key = Object.values(labels).join('\n');
  const of = series.get(key) ?? { labels, runs: [] };
  series.set(key, of);
  const last = of.runs.at(-1);
  if (last?.end === index && last.value === value) of.runs[of.runs.length - 1] = { ...last, end: index + 1 };
  else of.runs.push({ first: index, end: index + 1, value });
}
