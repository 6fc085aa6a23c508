import type { IncidentView } from '../../history/history.ts';
import { restoreReopenMs } from '../../policy/limits.ts';
import type { Instant, RecordOf, Span } from '../../records/index.ts';

/** One restore: from the trigger to the resolve that stands. */
export interface Restore {
  readonly startedAt: Instant;
  /** Each resolve of it and the instants as of which that resolve is the standing one. Empty while never resolved. */
  readonly resolves: readonly { readonly at: Instant; readonly known: Span }[];
}

/**
 * The restores of one incident. Reopened within 24 h of a resolve it is the same restore, whose clock never stopped: as of
 * the reopening the earlier resolve is taken back. Reopened later it is a new restore, and the earlier one stands.
 */
export function restoresOf(incident: RecordOf<'incident'>, view: IncidentView): readonly Restore[] {
  const restores: { startedAt: Instant; resolves: { at: Instant; known: Span }[] }[] = [];
  view.open.forEach((open, index) => {
    const before = view.open[index - 1];
    const isSame = before !== undefined && open.from - before.to <= restoreReopenMs;
    if (!isSame) restores.push({ startedAt: index === 0 ? incident.createdAt : open.from, resolves: [] });
    const resolves = restores.at(-1)!.resolves;
    const takenBack = resolves.at(-1);
    if (isSame && takenBack)
      resolves[resolves.length - 1] = { at: takenBack.at, known: { from: takenBack.at, to: open.from } };
    if (open.to !== Infinity) resolves.push({ at: open.to, known: { from: open.to, to: Infinity } });
  });
  return restores;
}
