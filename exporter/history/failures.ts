import type { Instant, Span } from '../records/index.ts';
import type { FailureSignal, ServiceDeployment } from './history.ts';
import { restoredAt } from './incidents.ts';
import type { Remedy } from './remedies.ts';
import type { Run, SucceededRun } from './service-deployments.ts';
import { isOpenAt, isWithin, steps, union } from './spans.ts';

/** An incident that belongs to a deployment, while the span holds. */
export interface OwnIncident {
  readonly id: string;
  readonly holds: Span;
  readonly open: readonly Span[];
}

export type Failures = ServiceDeployment['failures'];

const nothing: readonly never[] = [];
const from = (at: Instant): Span => ({ from: at, to: Infinity });

/** The signals of a succeeded deployment. `remedies` are those that name it. */
export function failuresOf(
  incidents: readonly OwnIncident[],
  remedies: readonly Remedy[],
  runs: readonly SucceededRun[],
): Failures {
  if (incidents.length === 0 && remedies.length === 0) return nothing;
  const failures: { signal: FailureSignal; holds: Span[] }[] = [];
  const held = union(incidents.map(({ holds }) => holds));
  if (held.length > 0) failures.push({ signal: 'incident', holds: held });
  for (const signal of ['rollback', 'revert', 'hotfix'] as const) {
    const ends = remedies.filter(({ kind, counts }) => kind === signal && counts).map(({ by }) => runs[by]!.finishedAt);
    if (ends.length > 0) failures.push({ signal, holds: [from(Math.min(...ends))] });
  }
  return failures;
}

/** A run that failed, until it succeeds after all. */
export const pipelineFailure = ({ firstFailureAt, finishedAt }: Run): Failures =>
  firstFailureAt === null
    ? nothing
    : [{ signal: 'pipeline', holds: [{ from: firstFailureAt, to: finishedAt ?? Infinity }] }];

export const failedSpans = (failures: Failures): readonly Span[] =>
  failures.length === 0
    ? nothing
    : union(failures.filter(({ signal }) => signal !== 'pipeline').flatMap(({ holds }) => holds));

/** What recoveries of one failed deployment are made from. */
export interface Recovering {
  readonly finishedAt: Instant;
  readonly failed: readonly Span[];
  readonly incidents: readonly OwnIncident[];
  /** Remedies that name it and count: when they finished and while they counted as failed themselves. */
  readonly remedies: readonly { readonly at: Instant; readonly failed: readonly Span[] }[];
}

/** Once all incidents that belong to it are resolved, the last resolve. */
function resolvedAt(incidents: readonly OwnIncident[], asOf: Instant): Instant {
  const restores = incidents.filter(({ holds }) => isWithin(holds, asOf)).map(({ open }) => restoredAt(open, asOf));
  return restores.length === 0 || restores.includes(null) ? Infinity : Math.max(...(restores as Instant[]));
}

/** When it had recovered, as it was known at each time: the first remedy that did not fail itself, or its incidents' end. */
export function recoveriesOf(deployment: Recovering): ServiceDeployment['recoveries'] {
  const { failed, incidents, remedies, finishedAt } = deployment;
  if (failed.length === 0) return [];
  const recoveredAt = (asOf: Instant): Instant | null => {
    if (!isOpenAt(failed, asOf)) return null;
    const good = remedies.filter((remedy) => remedy.at < asOf && !isOpenAt(remedy.failed, asOf)).map(({ at }) => at);
    const at = Math.min(...good, resolvedAt(incidents, asOf));
    return at === Infinity ? null : Math.max(at, finishedAt);
  };
  const spans = [...failed, ...incidents.flatMap(({ holds, open }) => [holds, ...open])];
  const edges = [...spans, ...remedies.flatMap((remedy) => remedy.failed)].flatMap((span) => [span.from, span.to]);
  const known = steps([...edges, ...remedies.map(({ at }) => at)], recoveredAt);
  return known.map(({ value, span }) => ({ at: value, known: span }));
}
