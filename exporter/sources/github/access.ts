import type { Config } from '../../config/config.ts';
import type { Verdict } from '../findings.ts';
import { SourceError } from '../source.ts';
import type { AccessCheck, SourceContext } from '../source.ts';
import type { GitHubClient } from './client.ts';
import { members } from './documents.ts';
import { look } from './probe-repositories.ts';
import type { LookReading } from './probe-requests.ts';
import { coordinates } from './reading.ts';

const parts = [
  ['pull requests', 'Pull requests: read', 'pullRequests(first: 1) { totalCount }'],
  ['deployments', 'Deployments: read', 'deployments(first: 1) { totalCount }'],
  ['contents', 'Contents: read', 'defaultBranchRef { target { oid } }'],
] as const;

const issues = ['issues', 'Issues: read', 'issues(first: 1) { totalCount }'] as const;

/** Asks for one row of everything that will be read, and names the permission that is missing. */
export async function checkAccess(
  config: Config,
  context: SourceContext,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  for (const id of config.github!.repositories) {
    const { owner, name } = coordinates(id);
    const wanted = config.workItems?.repositories.includes(id) ? [...parts, issues] : parts;
    for (const [what, permission, selection] of wanted) {
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
  checks.push(...(await probeAccess({ config, store: context.store, client, signal, now: context.now })));
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

/** Looks at every repository as a poll would: what comes back unknown says which permission is missing. */
async function probeAccess(reading: LookReading): Promise<readonly AccessCheck[]> {
  const checks: AccessCheck[] = [];
  for (const id of reading.config.github!.repositories) {
    const what = `probe the settings of ${id}`;
    const asked = await attempt(
      what,
      'See that the token is accepted and that GitHub answers, and try again',
      async () => {
        for await (const { verdicts } of look(reading, [coordinates(id)]))
          checks.push(...missingOf(what, id, verdicts));
      },
    );
    if (!asked.ok) checks.push(asked);
  }
  return checks;
}

function missingOf(what: string, id: string, verdicts: readonly Verdict[]): readonly AccessCheck[] {
  const lacking = new Map<string, string[]>();
  for (const { check, missing } of verdicts)
    if (missing !== undefined) lacking.set(missing, [...(lacking.get(missing) ?? []), check]);
  if (lacking.size === 0) return [{ what, ok: true }];
  return [...lacking].map(([missing, unknown]) => ({
    what: `${what}: unknown are ${unknown.join(', ')}`,
    ok: false,
    remedy: `Grant ${missing} for ${id}`,
  }));
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
