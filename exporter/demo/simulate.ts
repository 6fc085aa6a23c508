import type { Instant } from '../records/index.ts';
import { configurationOf } from './simulation/configuration.ts';
import { incidentsOf, troublesOf } from './simulation/incidents.ts';
import type { Trouble } from './simulation/incidents.ts';
import { onCallsOf } from './simulation/on-call.ts';
import { openNow } from './simulation/open-now.ts';
import { organisationOf, unownedService } from './simulation/organisation.ts';
import type { DemoTeam, Organisation } from './simulation/organisation.ts';
import { Random } from './simulation/random.ts';
import { RepositorySimulation } from './simulation/repository.ts';
import type { Cause } from './simulation/releases.ts';
import { dayMs, dayOf, hourMs, minuteMs, weekdayOf } from './simulation/working-time.ts';
import type { World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** 40 to 4,000; in teams of eight. */
  readonly engineers: number;
  readonly endsAt: Instant;
  /** How long the simulation lasts; default 190. */
  readonly days?: number;
}

const monthDays = 28;

/** Four-week months before the end in which something of a kind happens; the newest is 0. */
function monthly(days: number, { endsAt }: SimulationOptions, isIn: (month: number) => boolean): Instant[] {
  const months = Array.from({ length: Math.floor(days / monthDays) }, (_, month) => month).filter(isIn);
  return months.map((month) => dayOf(endsAt) - (month * monthDays + 12) * dayMs).reverse();
}

/** At night on the Sunday before: nothing was deployed for a day, so nothing but chance is to blame. */
const sundayBefore = (at: Instant): Instant => at - (weekdayOf(at) % 7) * dayMs + 2 * hourMs + 40 * minuteMs;

function simulateRepositories(
  organisation: Organisation,
  options: SimulationOptions,
  days: number,
  startsAt: Instant,
  random: Random,
): RepositorySimulation[] {
  const { endsAt } = options;
  return organisation.repositories.map((repository) => {
    // Deployments cause a P1 every month until the last one.
    const causing = repository.isMonolith ? monthly(days, options, (month) => month > 0) : [];
    const simulation = new RepositorySimulation(repository, {
      startsAt,
      endsAt,
      seed: random.whole(1, 2 ** 31),
      causing,
    });
    simulation.run(repository.isMonolith ? [organisation.teams[0]!] : []);
    return simulation;
  });
}

function troubles(
  organisation: Organisation,
  causes: readonly Cause[],
  options: SimulationOptions,
  days: number,
  startsAt: Instant,
  random: Random,
): Trouble[] {
  const { teams } = organisation;
  const unrelated = organisation.repositories
    .filter(({ isMonolith }) => isMonolith)
    .flatMap(({ teams }) =>
      monthly(days, options, () => true).map((at): Cause => ({
        at: sundayBefore(at),
        team: random.pick(teams),
        priority: 'P1',
      })),
    );
  const { endsAt } = options;
  return [
    ...troublesOf(teams, unrelated, { startsAt, endsAt }, random),
    ...causes,
    { at: endsAt - 5 * dayMs, team: teams[0]!, priority: 'P4', service: unownedService },
    { at: endsAt - 50 * minuteMs, team: teams[1]!, priority: 'P3', isOpen: true },
  ];
}

function pagerDutyOf(
  teams: readonly DemoTeam[],
  startsAt: Instant,
): Pick<World, 'pagerdutyServices' | 'escalationPolicies' | 'pagerdutyUsers'> {
  const services = teams.map(({ id, pagerdutyService, policy }) => ({ id: pagerdutyService, name: id, policy }));
  return {
    pagerdutyServices: [...services, { id: unownedService, name: 'old importer', policy: teams[0]!.policy }].map(
      ({ id, name, policy }) => ({
        kind: 'pagerduty_service',
        id,
        name,
        url: `https://acme.pagerduty.example/services/${id}`,
        createdAt: startsAt - 300 * dayMs,
        escalationPolicy: policy,
      }),
    ),
    escalationPolicies: teams.map(({ id, policy }) => ({
      kind: 'escalation_policy',
      id: policy,
      name: `${id} on call`,
      teams: [],
      levels: 2,
    })),
    pagerdutyUsers: teams.flatMap(({ logins, users }) =>
      users.map((id, index) => ({ kind: 'pagerduty_user' as const, id, email: `${logins[index]}@example.com` })),
    ),
  };
}

/** An organisation's half year up to `endsAt`: equal options give an equal world. Its last 13 weeks go from bad to good, with relapses. */
export function simulate(options: SimulationOptions): World {
  const { seed, engineers, endsAt, days = 190 } = options;
  const random = new Random(seed);
  const startsAt = dayOf(endsAt) - days * dayMs;
  const organisation = organisationOf(engineers, random);
  const { teams } = organisation;
  const simulations = simulateRepositories(organisation, options, days, startsAt, random);
  simulations.find(({ repository }) => repository.from === 'github_actions')?.deployNow(endsAt - 3 * minuteMs);
  const [core] = simulations;
  const open = openNow(core!.repository.id, teams[1]!, endsAt, core!.lastNumber + 1, () => core!.git.draw());
  const onCalls = teams.flatMap((team) => onCallsOf(team, teams, { startsAt, endsAt }, random));
  const causes = simulations.flatMap((simulation) => simulation.causes);
  const codeOwners = simulations
    .flatMap((simulation) => simulation.codeOwners)
    .map(({ kind, id, text }) => ({ kind, id, text }));
  return {
    startsAt,
    endsAt,
    configuration: configurationOf(organisation, startsAt),
    githubTeams: teams.map(({ id, logins }) => ({ id: `acme/${id}`, members: logins })),
    repositories: simulations.map(({ repository: { id }, codeOwners }) => ({
      kind: 'repository',
      id,
      url: `https://github.com/${id}`,
      defaultBranch: 'main',
      codeOwnersBlob: codeOwners.findLast(({ fromAt }) => fromAt <= endsAt)?.id ?? null,
    })),
    codeOwners,
    heads: new Map(simulations.map(({ repository, git }) => [repository.id, git.head])),
    commits: simulations.flatMap(({ git }) => git.commits),
    pullRequests: [...simulations.flatMap(({ pullRequests }) => pullRequests), ...open],
    deployments: simulations.flatMap(({ deployments }) => deployments),
    incidents: incidentsOf(troubles(organisation, causes, options, days, startsAt, random), endsAt, onCalls, random),
    onCalls,
    ...pagerDutyOf(teams, startsAt),
    priorities: { kind: 'priorities', id: 'account', names: ['P1', 'P2', 'P3', 'P4', 'P5'] },
  };
}
