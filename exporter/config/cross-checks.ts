import { comparesWithBefore } from '../policy/policy-line.ts';
import type { DeclaredLine } from '../policy/policy-line.ts';
import { policyLines } from '../policy/policy.ts';
import { maturityProblems, rolloutProblems } from './maturity-checks.ts';
import { unknownName } from './names.ts';
import type { Outline } from './outline.ts';
import type { Problem } from './problem.ts';
import { isPerson } from './role.ts';
import { endAt, startAt } from './values.ts';
import { workItemProblems } from './work-items-checks.ts';

const reserved = new Set(['all', 'unattributed']);

/** What no single value can show: names that are taken, and names of things that do not exist. */
export function crossChecks(read: Outline): readonly Problem[] {
  return [
    ...teamProblems(read),
    ...serviceProblems(read),
    ...sourceProblems(read),
    ...filesProblems(read),
    ...workItemProblems(read),
    ...queryProblems(read),
    ...policyProblems(read),
    ...waiverProblems(read),
    ...roleProblems(read),
    ...baselineProblems(read),
    ...maturityProblems(read),
    ...rolloutProblems(read),
  ];
}

function* teamProblems({ teams, platform_team }: Outline): Iterable<Problem> {
  const ids = teams.map(({ id }) => id);
  for (const [index, { id, pagerduty_services }] of teams.entries()) {
    const path = `teams[${index}].id`;
    if (reserved.has(id))
      yield { path, problem: `"${id}" has a meaning of its own in every metric`, remedy: 'Choose another id' };
    if (id !== '' && ids.indexOf(id) < index) yield taken(path, id);
    const twice = repeated(pagerduty_services);
    if (twice) yield onceOnly(`teams[${index}].pagerduty_services`, twice);
  }
  if (platform_team !== 'platform' && !ids.includes(platform_team))
    yield unknownName('platform_team', 'team', platform_team, ids);
}

function* serviceProblems({ services, teams, github, pipeline }: Outline): Iterable<Problem> {
  const teamIds = teams.map(({ id }) => id);
  const ids = services.map(({ id }) => id);
  const claims = services.map(claim);
  for (const [index, service] of services.entries()) {
    const path = `services[${index}]`;
    if (service.id !== '' && ids.indexOf(service.id) < index) yield taken(`${path}.id`, service.id);
    if (service.owner !== null && !teamIds.includes(service.owner))
      yield unknownName(`${path}.owner`, 'team', service.owner, [...teamIds, 'null for nobody']);
    const same = claims.indexOf(claims[index]!);
    if (same < index && service.repository !== '') {
      const remedy = 'Give one of them other paths, another environment or another workflow';
      yield { path, problem: `it counts the same deployments as "${ids[same]}"`, remedy };
    }
    const source = service.deployments.from === 'webhook' ? 'pipeline' : 'github';
    if (!(source === 'pipeline' ? pipeline : github)) {
      const problem = `"${service.deployments.from}" needs the source ${source}`;
      yield { path: `${path}.deployments.from`, problem, remedy: `Configure ${source}, or choose another` };
    }
  }
}

/** What makes a deployment this service's. A webhook names the service, so its deployments cannot be another's. */
function claim({ id, repository, paths, deployments }: Outline['services'][number]): string {
  const { from, environment, workflow } = deployments;
  if (from === 'webhook') return JSON.stringify([id]);
  return JSON.stringify([repository.toLowerCase(), [...paths].sort(), from, environment, workflow]);
}

function* sourceProblems({ github, pagerduty, services }: Outline): Iterable<Problem> {
  if (!github && !pagerduty)
    yield { path: 'github', problem: 'no source is configured', remedy: 'Configure github, pagerduty or both' };
  if (!github) return;
  if (github.repositories.length === 0 && services.length === 0) {
    const problem = 'no repository is named, here or by a service';
    yield { path: 'github.repositories', problem, remedy: 'Name at least one' };
  }
  // GitHub does not mind the case, but facts are found by the name: one repository must have one spelling.
  const spelling = new Map<string, string>();
  for (const name of [...github.repositories, ...services.map(({ repository }) => repository)]) {
    const other = spelling.get(name.toLowerCase());
    if (other !== undefined && other !== name)
      yield {
        path: 'github.repositories',
        problem: `"${name}" is also written "${other}"`,
        remedy: 'Write it one way',
      };
    spelling.set(name.toLowerCase(), other ?? name);
  }
}

/** Files in a repository are read with the access of `github`. */
function* filesProblems({ github, surveys, maturity }: Outline): Iterable<Problem> {
  if (github) return;
  const remedy = 'Configure github, or name a folder of this machine';
  for (const [section, files] of [
    ['surveys', surveys],
    ['maturity.assessments', maturity.assessments],
  ] as const)
    if (files?.repository !== undefined)
      yield { path: `${section}.repository`, problem: 'repositories are read from github', remedy };
}

function* queryProblems({ prometheus, teams }: Outline): Iterable<Problem> {
  const queries = prometheus?.queries ?? [];
  const ids = queries.map(({ id }) => id);
  const teamIds = teams.map(({ id }) => id);
  for (const [index, { id, team }] of queries.entries()) {
    const path = `prometheus.queries[${index}]`;
    if (id !== '' && ids.indexOf(id) < index) yield taken(`${path}.id`, id);
    if (team !== '' && !teamIds.includes(team)) yield unknownName(`${path}.team`, 'team', team, teamIds);
  }
}

function* policyProblems({ policy }: Outline): Iterable<Problem> {
  const ids = policyLines.map(({ id }) => id);
  for (const [id, value] of Object.entries(policy)) {
    const line: DeclaredLine | undefined = policyLines.find((line) => line.id === id);
    const path = `policy.${id}`;
    if (!line) yield unknownName(path, 'line of policy', id, ids);
    else if (typeof line.limit.value === 'function')
      yield { path, problem: 'cases are judged by the same number', remedy: 'Set it under limits' };
    else if (typeof line.limit.value === 'object')
      yield { path, problem: 'it has the number of another line', remedy: `Set policy.${line.limit.value.of}` };
    else yield* rangeProblems(path, value, line);
  }
}

function* waiverProblems({ waivers, teams, organisation }: Outline): Iterable<Problem> {
  const ids: readonly string[] = policyLines.map(({ id }) => id);
  const teamIds = [...teams.map(({ id }) => id), 'all'];
  for (const [index, { guardrail, team, from, until }] of waivers.entries()) {
    const path = `waivers[${index}]`;
    if (guardrail !== '' && !ids.includes(guardrail))
      yield unknownName(`${path}.guardrail`, 'line of policy', guardrail, ids);
    if (team !== '' && !teamIds.includes(team)) yield unknownName(`${path}.team`, 'team', team, teamIds);
    if (from === undefined || until === undefined) continue;
    if (startAt(from, organisation.time_zone) >= endAt(until, organisation.time_zone))
      yield { path: `${path}.until`, problem: 'it ends before it starts', remedy: 'Let from be before until' };
  }
}

/** Roles are shown on pages and in reports: no account and no address may stand in their place. Nor is it repeated here. */
function* roleProblems({ teams, waivers, maturity, rollout }: Outline): Iterable<Problem> {
  const said = {
    waivers,
    'maturity.evidence': maturity.evidence,
    'maturity.waivers': maturity.waivers,
    'rollout.evidence': rollout?.evidence ?? [],
  };
  for (const [section, list] of Object.entries(said))
    for (const [index, { role }] of list.entries())
      if (isPerson(role, teams))
        yield { path: `${section}[${index}].role`, problem: 'it names a person', remedy: 'Name a role' };
}

function* baselineProblems({ targets }: Outline): Iterable<Problem> {
  const dated: readonly DeclaredLine[] = policyLines.filter(
    ({ kind, limit }) => kind === 'target' && !comparesWithBefore(limit),
  );
  const ids = dated.map(({ id }) => id);
  for (const [id, given] of Object.entries(targets.baselines)) {
    const path = `targets.baselines.${id}`;
    const line = dated.find((line) => line.id === id);
    if (!line) yield unknownName(path, 'target', id, ids);
    else for (const [key, value] of Object.entries(given)) yield* rangeProblems(`${path}.${key}`, value, line);
  }
}

function* rangeProblems(path: string, value: unknown, { metric }: DeclaredLine): Iterable<Problem> {
  if (typeof value === 'number' && (value < 0 || (metric.endsWith('_ratio') && value > 1)))
    yield { path, problem: `${value} is outside the range of ${metric}`, remedy: rangeOf(metric) };
}

const rangeOf = (metric: string): string =>
  metric.endsWith('_ratio') ? 'Write a share from 0 to 1: 0.1 is 10 %' : 'Write 0 or more';

const repeated = (names: readonly string[]): string | undefined =>
  names.find((name, index) => name !== '' && names.indexOf(name) < index);

const onceOnly = (path: string, name: string): Problem => ({
  path,
  problem: `"${name}" is listed twice`,
  remedy: 'Name it once',
});

const taken = (path: string, id: string): Problem => ({
  path,
  problem: `"${id}" is taken`,
  remedy: 'Ids are used once',
});
