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
  /** What was made of a run the last time. */
  readonly before: (runId: string) => ServiceDeployment | undefined;
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
  const signals = succeeded.map((run, place) => {
    const [incidents, own] = [incidentsOf(run.id), ofPlace.get(place) ?? nothing];
    return incidents.length === 0 && own.length === 0 ? nothing : failuresOf(incidents, own, succeeded);
  });
  const failed = signals.map((own) => (own.length === 0 ? nothing : failedSpans(own)));

  const recoveries = (place: number): ServiceDeployment['recoveries'] => {
    if (failed[place]!.length === 0) return nothing;
    const counting = (ofPlace.get(place) ?? nothing).filter(({ counts }) => counts);
    return recoveriesOf({
      finishedAt: succeeded[place]!.finishedAt,
      failed: failed[place]!,
      incidents: incidentsOf(succeeded[place]!.id),
      remedies: counting.map(({ by }) => ({ at: succeeded[by]!.finishedAt, failed: failed[by]! })),
    });
  };
  const remedyOf = ({ kind, of }: Remedy): ServiceDeployment['remedies'][number] => ({
    kind,
    of: of === null ? null : succeeded[of]!.id,
  });
  const rolledBackAt = (place: number): Instant | null => {
    const rollback = ofPlace.get(place)?.find(({ kind, counts }) => kind === 'rollback' && counts);
    return rollback ? succeeded[rollback.by]!.finishedAt : null;
  };

  return outcomes.runs.map((run) => {
    const known = outcomes.before(run.id);
    if (known && isUneventful(run, outcomes, byPlace, ofPlace) && isStill(known, run, outcomes)) return known;
    const place = outcomes.placeOf(run);
    const pipeline: Failures = outcomes.failedRunsCount ? pipelineFailure(run) : nothing;
    const contents = contentsOf(place, outcomes);
    const incidents = place === null ? nothing : incidentsOf(run.id);
    // One literal: 20,000 objects of one shape are a third of the size and time of spread ones.
    return {
      id: run.id,
      recordId: run.recordId,
      runNumber: run.runNumber,
      service: run.service,
      owner: outcomes.service.owner,
      commit: run.commit,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      firstFailureAt: run.firstFailureAt,
      firstInactiveAt: run.firstInactiveAt,
      teams: teamsOfDeployment(contents.known ? outcomes.contents[place!]! : nothing, outcomes),
      contents,
      isSomethingNew: place !== null && outcomes.isNew[place]!,
      isAutomated: run.isAutomated,
      isByAgent: run.isByAgent,
      triggeredBy: run.triggeredBy === null ? null : { teams: outcomes.teamsOf(run.triggeredBy, run.startedAt) },
      failures: place === null ? pipeline : pipeline.length === 0 ? signals[place]! : [...signals[place]!, ...pipeline],
      failed: place === null ? nothing : failed[place]!,
      remedies: (place === null ? undefined : byPlace.get(place))?.map(remedyOf) ?? nothing,
      recoveries: place === null ? nothing : recoveries(place),
      rolledBackAt: place === null ? null : rolledBackAt(place),
      incidents: incidents.length === 0 ? nothing : incidents.map(({ id, holds }) => ({ id, holds })),
    };
  });
}

/** Nothing failed and nothing was remedied, as with most. */
function isUneventful(
  run: Run,
  { placeOf, incidentsOf }: Outcomes,
  ...remedies: readonly ReadonlyMap<number, unknown>[]
): boolean {
  const place = placeOf(run);
  return place !== null && !remedies.some((some) => some.has(place)) && incidentsOf(run.id).length === 0;
}

/** Whether an uneventful deployment is what it was: comparing is a fraction of making it anew. */
function isStill(known: ServiceDeployment, run: Run, outcomes: Outcomes): boolean {
  if (known.failures.length > 0 || known.remedies.length > 0 || known.incidents.length > 0) return false;
  if (outcomes.failedRunsCount || known.owner !== outcomes.service.owner) return false;
  const place = outcomes.placeOf(run)!;
  return (
    runFields.every((field) => known[field] === run[field]) &&
    known.isSomethingNew === outcomes.isNew[place] &&
    isStillTriggeredBy(known.triggeredBy?.teams ?? null, run, outcomes) &&
    isStillCarrying(known, place, outcomes)
  );
}

const runFields = [
  'commit',
  'startedAt',
  'finishedAt',
  'firstFailureAt',
  'firstInactiveAt',
  'isAutomated',
  'isByAgent',
  'runNumber',
] as const;

function isStillTriggeredBy(known: readonly TeamId[] | null, run: Run, { teamsOf }: Outcomes): boolean {
  const teams = run.triggeredBy === null ? null : teamsOf(run.triggeredBy, run.startedAt);
  return known === null || teams === null
    ? known === teams
    : known.length === teams.length && known.every((team, index) => team === teams[index]);
}

function isStillCarrying({ contents, teams }: ServiceDeployment, place: number, outcomes: Outcomes): boolean {
  const why = outcomes.unknown[place]!;
  if (!contents.known || why !== null) return !contents.known && contents.why === why;
  const carried = outcomes.contents[place]!;
  if (carried.length !== contents.pullRequests.length) return false;
  if (!carried.every(({ id }, index) => id === contents.pullRequests[index])) return false;
  const has = (team: TeamId): boolean =>
    team === outcomes.service.owner || carried.some((entry) => entry.team === team);
  return carried.every(({ team }) => team === null || teams.includes(team)) && teams.every(has);
}

const unknownContents = {
  first_deployment: { known: false, why: 'first_deployment' },
  commit_gone: { known: false, why: 'commit_gone' },
  commit_unknown: { known: false, why: 'commit_unknown' },
  no_earlier_known: { known: false, why: 'no_earlier_known' },
} as const;

function contentsOf(place: number | null, { unknown, contents }: Outcomes): Contents {
  const why = place === null ? 'commit_unknown' : unknown[place]!;
  return why === null ? { known: true, pullRequests: contents[place!]!.map(({ id }) => id) } : unknownContents[why];
}

function teamsOfDeployment(carried: readonly PullRequestEntry[], { service, inOrder }: Outcomes): readonly TeamId[] {
  const teams = new Set<TeamId>();
  for (const { team } of carried) if (team !== null) teams.add(team);
  if (service.owner !== null) teams.add(service.owner);
  return inOrder(teams);
}
