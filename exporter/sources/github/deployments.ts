import { z } from 'zod';
import type { Deployment, Instant } from '../../records/index.ts';
import { deployments, deploymentsById, deploymentStatuses } from './documents.ts';
import type { Head } from './heads.ts';
import { remaining } from './reading.ts';
import type { Coordinates, Reading } from './reading.ts';
import { deploymentOf } from './records.ts';
import { deploymentPage, deploymentRow, statusPage } from './rows.ts';
import type { DeploymentRow } from './rows.ts';

const dayMs = 86_400_000;
/** A deployment without an end this old is taken to have none. */
const unfinishedForMs = 7 * dayMs;
const nodesAtOnce = 100;
const unfinishedKey = 'github/unfinished_deployments';

interface Cursor {
  readonly newestAt: Instant;
}
/** Node id → when it was created: statuses move nothing that "What changed?" would show. */
type Unfinished = Readonly<Record<string, Instant>>;

const answer = z.object({ repository: z.object({ deployments: deploymentPage }) });

/** The environments whose GitHub deployments are counted in a repository. */
const environmentsOf = ({ config }: Reading, { id }: Coordinates): readonly string[] => [
  ...new Set(
    config.services
      .filter(
        ({ repository, deployments: { from } }) =>
          from === 'github_deployments' && repository.toLowerCase() === id.toLowerCase(),
      )
      .map(({ deployments: { environment } }) => environment),
  ),
];

/**
 * New deployments to counted environments, newest first until what is known; the first time until the first day and one
 * succeeded deployment before it, whose commit tells what the next one brought.
 */
export async function readDeployments(reading: Reading, head: Head): Promise<void> {
  for (const environment of environmentsOf(reading, head.repository)) {
    const key = `github/deployments/${head.repository.id}/${environment}`;
    const cursor = reading.store.state(key) as Cursor | undefined;
    if (head.deployedAt === null || head.deployedAt === cursor?.newestAt) continue;
    const rows = await newRows(reading, head.repository, environment, cursor);
    keep(reading, rows, [{ key, value: { newestAt: head.deployedAt } satisfies Cursor }]);
  }
}

async function newRows(
  reading: Reading,
  { owner, name }: Coordinates,
  environment: string,
  cursor: Cursor | undefined,
): Promise<readonly DeploymentRow[]> {
  const rows: DeploymentRow[] = [];
  for (let after: string | null = null; ;) {
    const variables = (first: number) => ({ owner, name, first, after, environments: [environment] });
    const { data } = await reading.client.query<Record<string, unknown>>(
      'deployments',
      deployments,
      variables,
      reading.signal,
    );
    const page = answer.parse(data).repository.deployments;
    for (const row of page.nodes) rows.push(await withStatuses(reading, row));
    const isDone = page.nodes.some((row) =>
      cursor ? row.createdAt <= cursor.newestAt : row.createdAt < reading.sinceAt && hasSucceeded(row),
    );
    if (isDone || !page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

const hasSucceeded = ({ statuses }: DeploymentRow): boolean => statuses.nodes.some(({ state }) => state === 'SUCCESS');

/** All statuses: the first success is the oldest of them, and GitHub hands out the newest first. */
async function withStatuses({ client, signal }: Reading, row: DeploymentRow): Promise<DeploymentRow> {
  const nodes = await remaining(row.statuses, async (after) => {
    const { data } = await client.query<{ readonly nodes?: readonly unknown[] }>(
      'statuses',
      deploymentStatuses,
      (first) => ({ ids: [row.id], first, after }),
      signal,
    );
    return z.object({ statuses: statusPage }).parse(data.nodes?.[0]).statuses;
  });
  return { ...row, statuses: { ...row.statuses, nodes: [...nodes] } };
}

/** Those that had not ended when they were last read, of all repositories, in one request. */
export async function rereadUnfinished(reading: Reading): Promise<void> {
  const unfinished = (reading.store.state(unfinishedKey) as Unfinished | undefined) ?? {};
  const ids = Object.keys(unfinished);
  for (let from = 0; from < ids.length; from += nodesAtOnce) {
    const { data } = await reading.client.query<{ readonly nodes?: readonly unknown[] }>(
      'unfinished',
      deploymentsById,
      () => ({ ids: ids.slice(from, from + nodesAtOnce) }),
      reading.signal,
    );
    const rows: DeploymentRow[] = [];
    for (const node of data.nodes ?? []) if (node) rows.push(await withStatuses(reading, deploymentRow.parse(node)));
    keep(reading, rows, []);
  }
}

function keep(
  reading: Reading,
  rows: readonly DeploymentRow[],
  state: readonly { readonly key: string; readonly value: unknown }[],
): void {
  const { store, startedAt } = reading;
  const records = rows.map(deploymentOf);
  const unfinished = new Map(Object.entries((store.state(unfinishedKey) as Unfinished | undefined) ?? {}));
  rows.forEach((row, index) =>
    isUnfinished(records[index]!) ? unfinished.set(row.id, row.createdAt) : unfinished.delete(row.id),
  );
  for (const [id, createdAt] of unfinished) if (startedAt - createdAt > unfinishedForMs) unfinished.delete(id);
  store.write({ records, state: [...state, { key: unfinishedKey, value: Object.fromEntries(unfinished) }] });
}

/** A success is the end; a failure may still become one, within its first days. */
const isUnfinished = ({ statuses }: Deployment): boolean =>
  !statuses.some(({ state }) => state === 'success' || state === 'inactive');
