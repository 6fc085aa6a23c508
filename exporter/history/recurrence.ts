import { byCreation, recurrenceWindowMs } from './incidents.ts';
import type { IncidentEntry } from './incidents.ts';

const isSoonAfter = (earlier: IncidentEntry, later: IncidentEntry): boolean =>
  byCreation(earlier, later) < 0 && later.createdAt - earlier.createdAt <= recurrenceWindowMs;

/** Incidents by what they are known again by. */
export class Recurrence {
  readonly #byMark = new Map<string, Map<string, IncidentEntry>>();

  put(entry: IncidentEntry, before: IncidentEntry | undefined): void {
    for (const mark of before?.marks ?? []) this.#byMark.get(mark)?.delete(entry.id);
    for (const mark of entry.marks) {
      if (!this.#byMark.has(mark)) this.#byMark.set(mark, new Map());
      this.#byMark.get(mark)!.set(entry.id, entry);
    }
  }

  /** Those of a kind with the entry, oldest first. Chosen before they are sorted: a noisy alert has thousands like it. */
  #alike(entry: IncidentEntry, isChosen: (other: IncidentEntry) => boolean): readonly string[] {
    const found = new Set<IncidentEntry>();
    for (const mark of entry.marks)
      for (const other of this.#byMark.get(mark)?.values() ?? [])
        if (other.id !== entry.id && isChosen(other)) found.add(other);
    return [...found].sort(byCreation).map(({ id }) => id);
  }

  /** Earlier ones of the 90 days before, oldest first. One that was merged counts nowhere. */
  before(entry: IncidentEntry): readonly string[] {
    return this.#alike(entry, (other) => other.mergedAt === null && isSoonAfter(other, entry));
  }

  /** Those that may recur after it. */
  after(entry: IncidentEntry): readonly string[] {
    return this.#alike(entry, (other) => isSoonAfter(entry, other));
  }
}
