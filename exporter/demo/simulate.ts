import type { Instant } from '../records/index.ts';
import { assessmentsOf } from './simulation/assessments.ts';
import { configurationOf } from './simulation/configuration.ts';
import { incidentsOf } from './simulation/incidents.ts';
import { onCallsOf } from './simulation/on-call.ts';
import { openNow } from './simulation/open-now.ts';
import { organisationOf, teamsOfEight } from './simulation/organisation.ts';
import type { Organisation } from './simulation/organisation.ts';
import { pagerDutyOf } from './simulation/pagerduty.ts';
import { Random } from './simulation/random.ts';
import { seriesOf } from './simulation/readings.ts';
import { RepositorySimulation } from './simulation/repository.ts';
import { settingsOf } from './simulation/settings.ts';
import { closingExperiments } from './simulation/learnt.ts';
import { monthly } from './simulation/story.ts';
import { filesOf } from './simulation/files.ts';
import { surveysOf } from './simulation/surveys.ts';
import { troublesOf } from './simulation/troubles.ts';
import { workItemsOf } from './simulation/work-items/work-items.ts';
import { dayMs, dayOf, minuteMs } from './simulation/working-time.ts';
import type { World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** 8 to 4,000. */
  readonly engineers: number;
  /** How many teams they are; default: so many that none has more than eight. */
  readonly teams?: number | undefined;
  readonly endsAt: Instant;
  /** How long the simulation lasts; default 190. */
  readonly days?: number;
}

function simulateRepositories(
  { teams, repositories }: Organisation,
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  random: Random,
): RepositorySimulation[] {
  return repositories.map((repository) => {
    // Deployments cause a P1 every month until the last one.
    const causing = repository.isMonolith ? monthly(startsAt, endsAt, (month) => month > 0) : [];
    const simulation = new RepositorySimulation(repository, {
      startsAt,
      endsAt,
      seed: random.whole(1, 2 ** 31),
      causing,
    });
    simulation.run(repository.isMonolith ? [teams[0]!] : []);
    return simulation;
  });
}

/** An organisation's half year up to `endsAt`: equal options give an equal world. Its last 13 weeks go from bad to good, with relapses. */
export function simulate(options: SimulationOptions): World {
  const { seed, engineers, endsAt, days = 190 } = options;
  const random = new Random(seed);
  const span = { startsAt: dayOf(endsAt) - days * dayMs, endsAt };
  const organisation = organisationOf(engineers, options.teams ?? teamsOfEight(engineers), random);
  const { teams } = organisation;
  const simulations = simulateRepositories(organisation, span, random);
  simulations.find(({ repository }) => repository.from === 'github_actions')?.deployNow(endsAt - 3 * minuteMs);
  const [core] = simulations;
  const open = openNow(core!.repository.id, teams[1]!, endsAt, core!.lastNumber + 1, () => core!.git.draw());
  const onCalls = teams.flatMap((team) => onCallsOf(team, teams, span, random));
  const pagerduty = pagerDutyOf(teams, span);
  const levels = new Map(pagerduty.escalationPolicies.map((policy) => [policy.id, policy.levels]));
  const surveys = surveysOf(teams, endsAt);
  const causes = simulations.flatMap((simulation) => simulation.causes);
  const codeOwners = simulations
    .flatMap((simulation) => simulation.codeOwners)
    .map(({ kind, id, text }) => ({ kind, id, text }));
  const repository = core!.repository.id;
  const firstNumber = core!.lastNumber + 1 + open.length;
  const incidents = incidentsOf(troublesOf(organisation, causes, span, random), endsAt, onCalls, random);
  const assessments = assessmentsOf(teams, incidents, endsAt);
  const workItems = workItemsOf({ teams, incidents, repository, firstNumber, ...span, seed });
  return {
    ...span,
    configuration: configurationOf(organisation, surveys, span),
    surveys,
    assessments,
    branches: [filesOf(surveys, assessments, endsAt)],
    githubTeams: teams.map(({ id, logins }) => ({ id: `acme/${id}`, members: logins })),
    repositories: simulations.map(({ repository: { id }, codeOwners }) => ({
      kind: 'repository',
      id,
      url: `https://github.com/${id}`,
      defaultBranch: 'main',
      codeOwnersBlob: codeOwners.findLast(({ fromAt }) => fromAt <= endsAt)?.id ?? null,
    })),
    codeOwners,
    settings: organisation.repositories.flatMap((repository) => settingsOf(repository, endsAt)),
    heads: new Map(simulations.map(({ repository, git }) => [repository.id, git.head])),
    commits: simulations.flatMap(({ git }) => git.commits),
    pullRequests: closingExperiments(
      [...simulations.flatMap(({ pullRequests }) => pullRequests), ...open],
      workItems,
      teams,
    ),
    deployments: simulations.flatMap(({ deployments }) => deployments),
    incidents,
    workItems,
    onCalls: onCalls.filter(({ escalationPolicy, level }) => level <= (levels.get(escalationPolicy) ?? 0)),
    series: seriesOf(teams, span),
    ...pagerduty,
  };
}
