import type { Random } from './random.ts';

export interface DemoTeam {
  readonly id: string;
  readonly zone: string;
  /** What its people's clocks add to UTC, near enough. */
  readonly offsetHours: number;
  /** How fast it improves; 1 is the plan. */
  readonly pace: number;
  readonly logins: readonly string[];
  /** PagerDuty user ids in the order of `logins`. */
  readonly users: readonly string[];
  readonly pagerdutyService: string;
  readonly policy: string;
}

export interface DemoService {
  readonly id: string;
  readonly owner: DemoTeam;
  readonly paths: readonly string[];
}

export interface DemoRepository {
  readonly id: string;
  readonly services: readonly DemoService[];
  readonly from: 'github_deployments' | 'github_actions' | 'webhook';
  /** Those who work in it. */
  readonly teams: readonly DemoTeam[];
  readonly isMonolith: boolean;
}

export interface Organisation {
  readonly teams: readonly DemoTeam[];
  readonly repositories: readonly DemoRepository[];
}

const teamSize = 8;
export const workflow = '.github/workflows/deploy.yml';
export const unownedService = 'PUNOWNED';
const features = ['analytics', 'ingestion', 'integrations', 'accounts'] as const;

function makeTeam(id: string, size: number, index: number, random: Random): DemoTeam {
  const numbers = Array.from({ length: size }, (_, one) => String(one + 1).padStart(2, '0'));
  const isFar = id.startsWith('integrations');
  const code = String(index).padStart(3, '0');
  return {
    id,
    zone: isFar ? 'America/New_York' : 'Europe/Berlin',
    offsetHours: isFar ? -5 : 1,
    pace: 0.8 + 0.4 * random.next(),
    logins: numbers.map((number) => `eng-${id}-${number}`),
    users: numbers.map((number) => `PU${code}${number}`),
    pagerdutyService: `PSERV${code}`,
    policy: `PESC${code}`,
  };
}

/** Four feature teams share a monolith and have three Go services. */
function repositoriesOf(group: readonly DemoTeam[], first: DemoTeam, suffix: string): DemoRepository[] {
  const service = (id: string, owner: DemoTeam, paths: readonly string[] = []): DemoService => ({ id, owner, paths });
  const monolith: DemoRepository = {
    id: `acme/core${suffix}`,
    services: group.map((team) => service(`core-${team.id}`, team, [`app/${team.id}/`])),
    from: 'github_deployments',
    teams: group,
    isMonolith: true,
  };
  const small = (
    [
      ['gateway', first, 'github_actions'],
      ['collector', group[1] ?? group[0]!, 'github_deployments'],
      ['connector', group[2] ?? group[0]!, 'webhook'],
    ] as const
  ).map(([name, owner, from]): DemoRepository => {
    const id = `${name}${suffix}`;
    return { id: `acme/${id}`, services: [service(id, owner)], from, teams: [owner], isMonolith: false };
  });
  return [monolith, ...small];
}

/** How many teams of eight it takes: a platform team, and one that works on features at least. */
export const teamsOfEight = (engineers: number): number => Math.max(2, Math.ceil(engineers / teamSize));

/** The platform team and feature teams, in groups of four; each as large as the others, or smaller by one. */
export function organisationOf(engineers: number, teamCount: number, random: Random): Organisation {
  const sizes = Array.from({ length: teamCount }, (_, index) => Math.ceil((engineers - index) / teamCount));
  const teams = sizes.map((size, index) => {
    const group = Math.floor((index - 1) / features.length);
    const id =
      index === 0 ? 'platform' : features[(index - 1) % features.length]! + (group === 0 ? '' : `-${group + 1}`);
    return makeTeam(id, size, index, random);
  });
  const repositories: DemoRepository[] = [];
  for (let start = 1, group = 1; start < teams.length; start += features.length, group++) {
    const members = teams.slice(start, start + features.length);
    repositories.push(
      ...repositoriesOf(members, group === 1 ? teams[0]! : members[0]!, group === 1 ? '' : `-${group}`),
    );
  }
  return { teams, repositories };
}
