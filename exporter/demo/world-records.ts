import type { DomainRecord } from '../records/index.ts';
import { worldReadings } from './world-readings.ts';
import type { World } from './world.ts';

/** Everything that the sources would have stored of a world when they have read all of it: for tests and benchmarks without HTTP. */
export function worldRecords(world: World): DomainRecord[] {
  const commits = world.commits.map(({ kind, id, repository, oid, parents, cherryPickOf, isGone }): DomainRecord => ({
    kind,
    id,
    repository,
    oid,
    parents,
    cherryPickOf,
    isGone,
  }));
  const memberships = world.githubTeams.flatMap(({ id, members }) =>
    members.map((login): DomainRecord => ({
      kind: 'membership',
      id: `${id}/${login}/0`,
      githubTeam: id,
      login,
      fromAt: 0,
      untilAt: null,
    })),
  );
  return [
    ...world.repositories,
    ...world.codeOwners,
    ...memberships,
    ...commits,
    ...world.pullRequests,
    ...world.workItems,
    ...world.deployments,
    world.priorities,
    ...world.pagerdutyUsers,
    ...world.escalationPolicies,
    ...world.pagerdutyServices,
    ...world.incidents,
    ...worldReadings(world),
    ...world.surveys.map(({ record }) => record),
    ...world.assessments.map(({ record }) => record),
    // Only what was past when it was read.
    ...world.onCalls
      .filter(({ fromAt }) => fromAt < world.endsAt)
      .map((one) => ({ ...one, toAt: Math.min(one.toAt, world.endsAt) })),
  ];
}
