import type { Instant, Span, WorkItem } from '../records/index.ts';
import type { Held } from './history.ts';
import { isOpenAt, spansOn, steps, union } from './spans.ts';

type Named<K extends string> = Readonly<Record<K, readonly string[]>>;

const lower = (text: string): string => text.toLowerCase();

/** What the labels of an issue say, by the configuration. Case does not matter, as for GitHub. */
export class WorkItemLabels {
  readonly #item: WorkItem;
  readonly #now: ReadonlySet<string>;
  readonly #spans = new Map<string, readonly Span[]>();

  constructor(item: WorkItem) {
    this.#item = item;
    this.#now = new Set(item.labels.map(lower));
  }

  isAnyNow(labels: readonly string[]): boolean {
    return labels.some((label) => this.#now.has(lower(label)));
  }

  /** Those of which a label is on it now. */
  namedNow<K extends string>(named: Named<K>): readonly K[] {
    return (Object.keys(named) as K[]).filter((key) => this.isAnyNow(named[key]));
  }

  /** What follows the prefix in its labels. */
  suffixesNow(prefix: string): readonly string[] {
    const start = lower(prefix);
    return [...this.#now].filter((label) => label.startsWith(start)).map((label) => label.slice(start.length));
  }

  /** While any of the labels was on it. */
  spansOfAny(labels: readonly string[]): readonly Span[] {
    return union(labels.flatMap((label) => this.#spansOf(lower(label))));
  }

  /** The names whose label is or was on it, and while it was. */
  spansNamed<K extends string>(named: Named<K>): readonly (readonly [name: K, spans: readonly Span[]])[] {
    const all = (Object.keys(named) as K[]).map((key) => [key, this.spansOfAny(named[key])] as const);
    return all.filter(([, spans]) => spans.length > 0);
  }

  /** The first of the names whose label was on it. */
  held<K extends string>(named: Named<K>): readonly Held<K>[] {
    const keys = Object.keys(named) as K[];
    const spans = new Map(keys.map((key) => [key, this.spansOfAny(named[key])]));
    const edges = [...spans.values()].flat().flatMap(({ from, to }) => [from, to]);
    return steps(edges, (asOf) => keys.find((key) => isOpenAt(spans.get(key)!, asOf)) ?? null);
  }

  #spansOf(label: string): readonly Span[] {
    const known = this.#spans.get(label);
    if (known) return known;
    const turns: { readonly at: Instant; readonly on: boolean }[] = [];
    for (const event of this.#item.events)
      if ((event.type === 'labeled' || event.type === 'unlabeled') && lower(event.label) === label)
        turns.push({ at: event.at, on: event.type === 'labeled' });
    const { createdAt, updatedAt } = this.#item;
    const spans = spansOn(turns, this.#now.has(label), { startAt: createdAt, endAt: updatedAt });
    this.#spans.set(label, spans);
    return spans;
  }
}
