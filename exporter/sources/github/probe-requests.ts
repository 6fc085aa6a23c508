import { z } from 'zod';
import { alertPage } from './alerts.ts';
import type { AlertRow, AlertsRow } from './alerts.ts';
import type { BranchSummary } from './branch-rules.ts';
import { RefusedError } from './client.ts';
import { treeRow } from './files.ts';
import { moreAlerts } from './probe-documents.ts';
import { remaining } from './reading.ts';
import { SourceError } from '../source.ts';
import type { Coordinates, Reading } from './reading.ts';

/** What looking needs of a poll; `check-config` looks without one. */
export type LookReading = Pick<Reading, 'config' | 'store' | 'client' | 'signal' | 'now'>;

const summaryRow = z.object({
  protected: z.boolean(),
  protection: z
    .object({ required_status_checks: z.object({ contexts: z.array(z.string()).default([]) }).nullish() })
    .nullish(),
});

/** What everybody may see of the rule of a branch. */
export async function branchSummary(
  reading: LookReading,
  { owner, name }: Coordinates,
  branch: string,
): Promise<BranchSummary | null> {
  const row = await rest(reading, 'GET /repos/{owner}/{repo}/branches/{branch}', { owner, repo: name, branch });
  if (row === null) return null;
  const { protected: isProtected, protection } = summaryRow.parse(row);
  return { isProtected, requiresChecks: (protection?.required_status_checks?.contexts.length ?? 0) > 0 };
}

/** The files of the default branch; null where they are refused. */
export async function treeOf(
  reading: LookReading,
  { owner, name }: Coordinates,
): Promise<z.output<typeof treeRow> | null> {
  const parameters = { owner, repo: name, tree_sha: 'HEAD', recursive: '1' };
  const row = await rest(reading, 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', parameters);
  return row === null ? null : treeRow.parse(row);
}

/** Null where it is refused: 403, and 404, by which GitHub hides what the token may not see. */
async function rest(
  { client, signal }: LookReading,
  route: string,
  parameters: Readonly<Record<string, string>>,
): Promise<unknown> {
  try {
    return await client.rest<unknown>(route, parameters, signal);
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

const alertsAnswer = z.object({ repository: z.object({ vulnerabilityAlerts: alertPage.nullable() }) });

/** Every open alert, of all pages; null where the list is refused. */
export async function openAlerts(
  { client, signal }: LookReading,
  { owner, name }: Coordinates,
  { vulnerabilityAlerts: first }: AlertsRow,
): Promise<readonly AlertRow[] | null> {
  const next = async (after: string | null) => {
    const variables = (size: number) => ({ owner, name, first: size, after });
    const { data } = await client.query<Record<string, unknown>>('alerts', moreAlerts, variables, signal);
    const page = alertsAnswer.parse(data).repository.vulnerabilityAlerts;
    if (page === null) throw new SourceError('github', 'probes', `the alerts of ${owner}/${name} broke off`);
    return page;
  };
  return first && remaining(first, next);
}
