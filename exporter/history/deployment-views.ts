import type { Service } from '../config/config.ts';
import type { Instant } from '../records/index.ts';
import type { TeamId } from '../metrics/metric.ts';
import type { Unknown } from './deployment-contents.ts';
import { failedSpans, failuresOf, pipelineFailure, recoveriesOf } from './failures.ts';
import type { Failures, OwnIncident } from './failures.ts';
import type { Contents, ServiceDeployment } from './history.ts';
import type { PullRequestEntry } from './pull-requests.ts';
import type { Remedy } from './remedies.ts';
import type { Run, SucceededRun } from './service-deployments.ts';

export interface Outcomes {
  readonly service: Service;
  /** All runs, in the order in which they ended. */
  readonly runs: readonly Run[];
  readonly succeeded: readonly SucceededRun[];
  /** Place among the succeeded; null: it never succeeded. */
  readonly placeOf: (run: Run) => number | null;
  readonly unknown: readonly (Unknown | null)[];
  readonly isNew: readonly boolean[];
  readonly contents: readonly (readonly PullRequestEntry[])[];
  readonly remedies: readonly Remedy[];
  readonly incidentsOf: (runId: string) => readonly OwnIncident[];
  readonly teamsOf: (login: string, at: Instant) => readonly TeamId[];
  readonly inOrder: (teams: ReadonlySet<TeamId>) => readonly TeamId[];
  readonly failedRunsCount: boolean;
}

const nothing: readonly never[] = [];

function grouped(
  remedies: readonly Remedy[],
  key: (remedy: Remedy) => number | null,
): ReadonlyMap<number, readonly Remedy[]> {
  const groups = new Map<number, Remedy[]>();
  for (const remedy of remedies) {
    const place = key(remedy);
    if (place === null) continue;
    const group = groups.get(place);
    if (group) group.push(remedy);
    else groups.set(place, [remedy]);
  }
  return groups;
}

/** The facts of every deployment of a service. */
export function deploymentViews(outcomes: Outcomes): readonly ServiceDeployment[] {
  const { succeeded, remedies, incidentsOf } = outcomes;
  const byPlace = grouped(remedies, ({ by }) => by);
  const ofPlace = grouped(remedies, ({ of }) => of);
  const signals = succeeded.map((run, place) =>
    failuresOf(incidentsOf(run.id), ofPlace.get(place) ?? nothing, succeeded),
  );
  const failed = signals.map(failedSpans);

  const recoveries = (place: number): ServiceDeployment['recoveries'] => {
    const counting = (ofPlace.get(place) ?? nothing).filter(({ counts }) => counts);
    return recoveriesOf({
      finishedAt: succeeded[place]!.finishedAt,
      failed: failed[place]!,
      incidents: incidentsOf(succeeded[place]!.id),
      remedies: counting.map(({ by }) => ({ at: succeeded[by]!.finishedAt, failed: failed[by]! })),
    });
  };
  const rolledBackAt = (place: number): Instant | null => {
    const rollback = ofPlace.get(place)?.find(({ kind, counts }) => kind === 'rollback' && counts);
    return rollback ? succeeded[rollback.by]!.finishedAt : null;
  };

  return outcomes.runs.map((run) => {
    const pipeline: Failures = outcomes.failedRunsCount ? pipelineFailure(run) : nothing;
    const place = outcomes.placeOf(run);
    const base = baseOf(run, place, outcomes);
    if (place === null) return { ...base, failures: pipeline, failed: nothing, remedies: nothing, recoveries: nothing };
    const failures = pipeline.length === 0 ? signals[place]! : [...signals[place]!, ...pipeline];
    return {
      ...base,
      failures,
      failed: failed[place]!,
      remedies: (byPlace.get(place) ?? nothing).map(({ kind, of }) => ({
        kind,
        of: of === null ? null : succeeded[of]!.id,
      })),
      recoveries: recoveries(place),
      rolledBackAt: rolledBackAt(place),
      incidents: incidentsOf(run.id).map(({ id, holds }) => ({ id, holds })),
    };
  });
}

type Base = Omit<ServiceDeployment, 'failures' | 'failed' | 'remedies' | 'recoveries'>;

function baseOf(
  run: Run,
  place: number | null,
  { service, contents, unknown, isNew, teamsOf, inOrder }: Outcomes,
): Base {
  const why = place === null ? 'commit_unknown' : unknown[place]!;
  const carried = place === null || why !== null ? nothing : contents[place]!;
  const teams = new Set<TeamId>();
  for (const { team } of carried) if (team !== null) teams.add(team);
  if (service.owner !== null) teams.add(service.owner);
  const known: Contents =
    why === null ? { known: true, pullRequests: carried.map(({ id }) => id) } : { known: false, why };
  return {
    id: run.id,
    recordId: run.recordId,
    runNumber: run.runNumber,
    service: service.id,
    owner: service.owner,
    commit: run.commit,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    firstFailureAt: run.firstFailureAt,
    firstInactiveAt: run.firstInactiveAt,
    teams: inOrder(teams),
    contents: known,
    isSomethingNew: place !== null && isNew[place]!,
    isAutomated: run.isAutomated,
    triggeredBy: run.triggeredBy === null ? null : { teams: teamsOf(run.triggeredBy, run.startedAt) },
    rolledBackAt: null,
    incidents: nothing,
  };
}
