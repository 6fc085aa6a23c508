import { policyLineIds } from '../policy/policy.ts';
import type { Problem } from './problem.ts';
import type { Document } from './schema.ts';

const reserved = new Set(['all', 'unattributed']);

/** What no single value can show: names that are taken, and names of things that do not exist. */
export function crossChecks(read: Document): readonly Problem[] {
  return [...teamProblems(read), ...serviceProblems(read), ...sourceProblems(read), ...policyProblems(read)];
}

function* teamProblems({ teams }: Document): Iterable<Problem> {
  for (const [index, { id }] of teams.entries()) {
    const path = `teams[${index}].id`;
    if (reserved.has(id))
      yield { path, problem: `"${id}" has a meaning of its own in every metric`, remedy: 'Choose another id' };
    if (teams.findIndex((team) => team.id === id) < index) yield taken(path, id);
  }
  yield* repeated(
    'pagerduty service listed twice by one team',
    teams,
    'teams',
    ({ pagerduty_services }) => pagerduty_services,
  );
}

function* repeated<T>(
  what: string,
  items: readonly T[],
  at: string,
  of: (item: T) => readonly string[],
): Iterable<Problem> {
  for (const [index, item] of items.entries()) {
    const names = of(item);
    const twice = names.find((name, place) => names.indexOf(name) < place);
    if (twice !== undefined) yield { path: `${at}[${index}]`, problem: `"${twice}": ${what}`, remedy: 'Name it once' };
  }
}

function* serviceProblems({ services, teams, github, pipeline }: Document): Iterable<Problem> {
  const teamIds = teams.map(({ id }) => id);
  for (const [index, service] of services.entries()) {
    const path = `services[${index}]`;
    if (services.findIndex(({ id }) => id === service.id) < index) yield taken(`${path}.id`, service.id);
    if (service.owner !== null && !teamIds.includes(service.owner)) {
      const remedy = `Use one of ${teamIds.join(', ')}, or null for nobody`;
      yield { path: `${path}.owner`, problem: `there is no team "${service.owner}"`, remedy };
    }
    const { from } = service.deployments;
    if (from === 'webhook' ? !pipeline : !github) {
      const source = from === 'webhook' ? 'pipeline' : 'github';
      yield {
        path: `${path}.deployments.from`,
        problem: `"${from}" needs the source ${source}`,
        remedy: `Configure ${source}, or choose another`,
      };
    }
  }
}

function* sourceProblems({ github, pagerduty, services, platform_team, teams }: Document): Iterable<Problem> {
  if (github && github.repositories.length === 0 && services.length === 0) {
    yield {
      path: 'github.repositories',
      problem: 'no repository is named, here or by a service',
      remedy: 'Name at least one',
    };
  }
  if (!github && !pagerduty) {
    yield { path: 'github', problem: 'no source is configured', remedy: 'Configure github, pagerduty or both' };
  }
  if (platform_team !== 'platform' && !teams.some(({ id }) => id === platform_team)) {
    yield { path: 'platform_team', problem: `there is no team "${platform_team}"`, remedy: 'Name a configured team' };
  }
}

function* policyProblems({ policy }: Document): Iterable<Problem> {
  for (const id of Object.keys(policy)) {
    if (policyLineIds.includes(id)) continue;
    yield {
      path: `policy.${id}`,
      problem: 'there is no such line of policy',
      remedy: `Lines are ${policyLineIds.join(', ')}`,
    };
  }
}

const taken = (path: string, id: string): Problem => ({
  path,
  problem: `"${id}" is taken`,
  remedy: 'Ids are used once',
});
