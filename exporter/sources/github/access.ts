import type { Config } from '../../config/config.ts';
import { SourceError } from '../source.ts';
import type { AccessCheck } from '../source.ts';
import type { GitHubClient } from './client.ts';
import { members } from './documents.ts';
import { coordinates } from './reading.ts';

const parts = [
  ['pull requests', 'Pull requests: read', 'pullRequests(first: 1) { totalCount }'],
  ['deployments', 'Deployments: read', 'deployments(first: 1) { totalCount }'],
  ['contents', 'Contents: read', 'defaultBranchRef { target { oid } }'],
] as const;

/** Asks for one row of everything that will be read, and names the permission that is missing. */
export async function checkAccess(
  config: Config,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  for (const id of config.github!.repositories) {
    const { owner, name } = coordinates(id);
    for (const [what, permission, selection] of parts) {
      const document = `query ($owner: String!, $name: String!) { rateLimit { cost remaining resetAt } repository(owner: $owner, name: $name) { ${selection} } }`;
      checks.push(
        await attempt(`read ${what} of ${id}`, `Grant "${permission}" for ${id}`, async () => {
          const { data, problems } = await client.query<{ repository?: unknown }>(
            'access',
            document,
            () => ({ owner, name }),
            signal,
          );
          if (!data.repository || problems.length > 0)
            throw new SourceError('github', 'check', problems.join('; ') || 'not visible');
        }),
      );
    }
  }
  for (const team of new Set(config.teams.flatMap(({ githubTeams }) => githubTeams))) {
    const [organisation, slug] = team.split('/');
    checks.push(
      await attempt(`read members of ${team}`, 'Grant "Members: read" of the organisation', async () => {
        const { data } = await client.query<{ organization?: { team?: unknown } | null }>(
          'access',
          members,
          () => ({ organisation, slug, first: 1, after: null }),
          signal,
        );
        if (!data.organization?.team) throw new SourceError('github', 'check', 'not visible');
      }),
    );
  }
  for (const { repository, deployments } of config.services.filter(
    (service) => service.deployments.from === 'github_actions',
  )) {
    const { owner, name } = coordinates(repository);
    checks.push(
      await attempt(`read workflow runs of ${repository}`, `Grant "Actions: read" for ${repository}`, async () => {
        await client.rest(
          'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
          { owner, repo: name, workflow_id: deployments.workflow!.split('/').at(-1), per_page: 1 },
          signal,
        );
      }),
    );
  }
  return checks;
}

async function attempt(what: string, remedy: string, ask: () => Promise<void>): Promise<AccessCheck> {
  try {
    await ask();
    return { what, ok: true };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { what: `${what} (${error.message})`, ok: false, remedy };
  }
}
