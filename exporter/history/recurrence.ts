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

  #alike(entry: IncidentEntry): IncidentEntry[] {
    const found = new Set(entry.marks.flatMap((mark) => [...(this.#byMark.get(mark)?.values() ?? [])]));
    return [...found].filter(({ id }) => id !== entry.id).sort(byCreation);
  }

  /** Earlier ones of the 90 days before, oldest first. One that was merged counts nowhere. */
  before(entry: IncidentEntry): readonly string[] {
    const earlier = this.#alike(entry).filter((other) => other.mergedAt === null && isSoonAfter(other, entry));
    return earlier.map(({ id }) => id);
  }

  /** Those that may recur after it. */
  after(entry: IncidentEntry): readonly string[] {
    return this.#alike(entry)
      .filter((other) => isSoonAfter(entry, other))
      .map(({ id }) => id);
  }
}
