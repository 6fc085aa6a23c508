import type { Family } from '../exposition/registry.ts';
import type { PastFamily } from './open-metrics.ts';
import { Runs } from './runs.ts';

type Labels = Readonly<Record<string, string>>;

/** One family's series so far. */
class Kept {
  readonly family: Omit<Family, 'samples'>;
  readonly #byLabels = new Map<string, KeptSeries>();
  /** In the order of the last instant: the next will hardly have another, and looking up takes longer than comparing. */
  #ordered: KeptSeries[] = [];

  constructor(family: Omit<Family, 'samples'>) {
    this.family = family;
  }

  get series(): Iterable<KeptSeries> {
    return this.#byLabels.values();
  }

  put(samples: Family['samples'], index: number): void {
    this.#ordered = samples.map(({ labels, value }, place) => {
      const before = this.#ordered[place];
      const series = before && isSame(before.labels, labels) ? before : this.#of(labels);
      series.runs.add(index, index + 1, value);
      return series;
    });
  }

  #of(labels: Labels): KeptSeries {
    const key = Object.values(labels).join('\n');
    const series = this.#byLabels.get(key) ?? new KeptSeries(labels);
    this.#byLabels.set(key, series);
    return series;
  }
}

class KeptSeries {
  readonly labels: Labels;
  readonly runs = new Runs();

  constructor(labels: Labels) {
    this.labels = labels;
  }
}

function isSame(one: Labels, other: Labels): boolean {
  if (one === other) return true;
  for (const name in one) if (one[name] !== other[name]) return false;
  return true;
}

/** Families that are made for one instant after the other, turned into one series after the other. */
export function familyPast(
  instants: readonly number[],
  wanted: ReadonlySet<string>,
  familiesAt: (at: number) => readonly Family[],
): Iterable<PastFamily> {
  const kept = new Map<string, Kept>();
  for (const [index, at] of instants.entries())
    for (const { samples, ...family } of familiesAt(at)) {
      if (!wanted.has(family.name)) continue;
      const of = kept.get(family.name) ?? new Kept(family);
      kept.set(family.name, of);
      of.put(samples, index);
    }
  return Array.from(kept.values(), ({ family: { name, help, type }, series }) => ({ name, help, type, series }));
}
