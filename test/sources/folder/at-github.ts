import type { Config, RepositoryFolder } from '../../../exporter/config/config.ts';
import { githubToken, startGitHubServer } from '../../../exporter/demo/github-server/server.ts';
import type { World, WorldBranch } from '../../../exporter/demo/world.ts';
import { createAssessmentSource } from '../../../exporter/sources/assessment/source.ts';
import { createGitHubSource } from '../../../exporter/sources/github/source.ts';
import { createSurveySource } from '../../../exporter/sources/survey/source.ts';
import { createMemoryStore } from '../../../exporter/store/memory.ts';
import { at, configuration, team } from '../../history/organisation.ts';
import { questions, wave } from '../../metrics/devex/surveys.ts';
import { testContext } from '../context.ts';

export const minute = 60_000;
export const startAt = at(200);
const header = 'audience,wave,team,respondent,question,score\n';
export const good = (score: number, id = 'q1'): string => `${header}engineering,${id},web,1,deploy_ease,${score}\n`;
/** Wrong in its third line. */
export const bad = `${good(3)}engineering,q1,web,2,deploy_ease,9\n`;

type Files = WorldBranch['files'];

/** A GitHub with acme/app, which is measured, and acme/people, which has files; and an exporter that reads both. */
export async function atGitHub(files: Files, more: Partial<RepositoryFolder> = {}) {
  const clock = { at: startAt };
  const branches: WorldBranch[] = [];
  const server = await startGitHubServer(worldOf(branches), { now: () => clock.at });
  const commit = (next: Files, extra: Partial<WorldBranch> = {}): void => {
    branches.length = 0;
    branches.push({ repository: 'acme/people', name: 'main', committedAt: clock.at - minute, files: next, ...extra });
  };
  commit(files);
  const config = configOf(server.url, { repository: 'acme/people', path: 'surveys', ref: null, ...more });
  const store = createMemoryStore();
  /** A process that has just started, over what the last one stored. */
  const started = () => {
    const { context, warnings, outcomes, slept } = testContext(clock.at, store);
    const now = { ...context, now: () => clock.at };
    return {
      surveys: createSurveySource(config, now),
      assessments: createAssessmentSource(config, now),
      github: createGitHubSource(config, now),
      ...{ warnings, outcomes, slept },
    };
  };
  /** Requests that something costs. */
  const costOf = async (run: () => Promise<unknown>): Promise<number> => {
    const before = server.spent.requests;
    await run();
    return server.spent.requests - before;
  };
  return { server, clock, config, store, commit, branches, started, costOf };
}

function worldOf(branches: readonly WorldBranch[]): World {
  const url = 'https://github.com/acme/app';
  const repositories = [{ kind: 'repository', id: 'acme/app', url, defaultBranch: 'main', codeOwnersBlob: null }];
  const nothing = { commits: [], pullRequests: [], deployments: [], codeOwners: [], workItems: [], githubTeams: [] };
  return { ...nothing, repositories, branches, heads: new Map() } as unknown as World;
}

function configOf(baseUrl: string, folder: RepositoryFolder): Config {
  const schedule = '* * * * *';
  const base = configuration();
  return configuration({
    teams: [team('web', { githubTeams: [] })],
    github: {
      auth: { token: githubToken },
      baseUrl,
      repositories: ['acme/app'],
      schedule,
      baseBranches: [],
      probes: { everyMs: 365 * 86_400_000, runbooks: ['**/runbooks/**/*.md'] },
    },
    surveys: { folder, schedule, waves: [wave('q1', at(10)), wave('q2', at(40))], questions },
    maturity: { ...base.maturity, assessments: { folder: { ...folder, path: 'assessments' }, schedule } },
  });
}
