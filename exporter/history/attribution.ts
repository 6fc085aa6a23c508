import type { Config } from '../config/config.ts';
import type { Instant, Span } from '../records/index.ts';
import type { RemedyKind } from './history.ts';
import type { IncidentEntry } from './incidents.ts';
import type { Remedy } from './remedies.ts';
import type { SucceededRun } from './service-deployments.ts';
import { isOpenAt, steps } from './spans.ts';

/** What attribution reads of a service. */
export interface Candidates {
  readonly runs: readonly SucceededRun[];
  /** The same runs by start; at the same start in the order of finishing. */
  readonly byStart: readonly SucceededRun[];
  readonly remedies: readonly Remedy[];
}

/** An incident belongs to a deployment while the span holds. */
export interface Belonging {
  readonly run: SucceededRun;
  readonly span: Span;
}

interface Takeover {
  readonly kind: RemedyKind;
  readonly at: Instant;
  readonly of: SucceededRun;
}

const rank: Readonly<Record<RemedyKind, number>> = { revert: 0, rollback: 1, hotfix: 2 };

/** How many of a sorted list satisfy what holds for its beginning. */
function countWhile<V>(list: readonly V[], holds: (value: V) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Started by then, the latest start first, up to one that had finished by then: it comes before all older ones for ever. */
function startedBefore({ byStart }: Candidates, at: Instant): SucceededRun[] {
  const found: SucceededRun[] = [];
  for (let next = countWhile(byStart, ({ startedAt }) => startedAt <= at) - 1; next >= 0; next--) {
    found.push(byStart[next]!);
    if (byStart[next]!.finishedAt <= at) break;
  }
  return found;
}

/** Remedies that finish while it is open or soon after its start, and name a deployment that started before it. */
function takeoversOf({ runs, remedies }: Candidates, incident: IncidentEntry, windowMs: number): Takeover[] {
  const { createdAt, open, mergedAt } = incident;
  const lastAt = Math.min(Math.max(createdAt + windowMs, open.at(-1)?.to ?? createdAt), mergedAt ?? Infinity);
  const found: Takeover[] = [];
  for (let next = countWhile(remedies, ({ by }) => runs[by]!.finishedAt < createdAt); next < remedies.length; next++) {
    const { kind, by, of, counts } = remedies[next]!;
    const at = runs[by]!.finishedAt;
    if (at > lastAt) break;
    if (!counts || runs[of!]!.startedAt > createdAt) continue;
    if (isOpenAt(open, at) || at < createdAt + windowMs) found.push({ kind, at, of: runs[of!]! });
  }
  return found;
}

/** Revert before rollback before hotfix; of one kind the first; of several that it names, the newest. */
const byClaim = (a: Takeover, b: Takeover): number =>
  rank[a.kind] - rank[b.kind] || a.at - b.at || b.of.finishedAt - a.of.finishedAt;

/**
 * The deployment that an incident belongs to, as it was known at each time: the latest started before it of those that
 * had succeeded by then, if the incident came before its failure window was over; from a remedy on, the one that the
 * remedy names. One incident has one deployment at any time, whatever number of services it is mapped to.
 */
export function belongingsOf(
  incident: IncidentEntry,
  services: readonly Candidates[],
  { failureWindowMs }: Config['rules'],
): readonly Belonging[] {
  const { createdAt } = incident;
  const started = services.flatMap((service) => startedBefore(service, createdAt));
  started.sort((a, b) => b.startedAt - a.startedAt || b.finishedAt - a.finishedAt || (a.id < b.id ? 1 : -1));
  const takeovers = services.flatMap((service) => takeoversOf(service, incident, failureWindowMs)).sort(byClaim);
  const runAt = (asOf: Instant): SucceededRun | null => {
    const taken = takeovers.find(({ at }) => at < asOf);
    if (taken) return taken.of;
    const latest = started.find(({ finishedAt }) => finishedAt < asOf);
    return latest && createdAt < latest.finishedAt + failureWindowMs ? latest : null;
  };
  const later = [...started.map(({ finishedAt }) => finishedAt), ...takeovers.map(({ at }) => at)];
  const edges = [createdAt, ...later.filter((at) => at > createdAt)];
  const endAt = incident.mergedAt ?? Infinity;
  return steps(edges, runAt)
    .map(({ value, span }) => ({ run: value, span: { from: span.from, to: Math.min(span.to, endAt) } }))
    .filter(({ span }) => span.from < span.to);
}
