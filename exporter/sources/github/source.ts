import type { Config } from '../../config/config.ts';
import { sourceState, sourceStateKey, SourceError } from '../source.ts';
import type { Source, SourceContext, SourceState } from '../source.ts';
import { readWorkflowRuns } from './actions.ts';
import { checkAccess } from './access.ts';
import { GitHubClient } from './client.ts';
import { readCommits } from './commits.ts';
import { readDeployments, rereadUnfinished } from './deployments.ts';
import { readHeads } from './heads.ts';
import type { Head } from './heads.ts';
import { readMembers } from './members.ts';
import { readProbes } from './probes.ts';
import { readPullRequests } from './pull-requests.ts';
import type { Reading } from './reading.ts';
import { readThreads } from './threads.ts';
import { readWorkItems } from './work-items.ts';

const dayMs = 86_400_000;
const firstDayKey = 'github/since';
const workItemsKey = 'work_items/github';

/** Repositories, pull requests, issues, deployments, workflow runs, the commit graph, CODEOWNERS and team members. */
export function createGitHubSource(config: Config, context: SourceContext): Source {
  const client = new GitHubClient(config.github!, context);
  return {
    name: 'github',
    schedule: config.github!.schedule,
    poll: (signal) => poll(config, context, client, signal),
    checkAccess: (signal) => checkAccess(config, context, client, signal),
  };
}

async function poll(config: Config, context: SourceContext, client: GitHubClient, signal: AbortSignal): Promise<void> {
  const { store, now, log } = context;
  const startedAt = now();
  const sinceAt = (store.state(firstDayKey) as number | undefined) ?? startedAt - config.syncDays * dayMs;
  if (store.state(firstDayKey) === undefined) store.write({ state: [{ key: firstDayKey, value: sinceAt }] });
  const reading: Reading = {
    config,
    store,
    client,
    signal,
    startedAt,
    now,
    sinceAt,
    warn: (message) => log.warn({}, message),
  };
  const { heads, unreadable } = await readHeads(reading);
  const problems = unreadable.map((id) => `${id} cannot be read: it does not exist, or the token may not see it`);
  await readMembers(reading);
  await rereadUnfinished(reading);
  await readWorkflowRuns(reading);
  const total = config.github!.repositories.length;
  for (const [index, head] of heads.entries()) {
    const problem = await readRepository(reading, head, (share) => tellProgress(context, (index + share) / total));
    if (problem !== undefined) problems.push(problem);
  }
  // What could not be read makes nothing complete: the watermark stays where it was.
  const state: SourceState = { completeFromAt: sinceAt, watermarkAt: startedAt, lastSuccessAt: startedAt, progress: 1 };
  if (problems.length === 0) store.write({ state: [{ key: sourceStateKey('github'), value: state }] });
  // Threads, issues and probes have signals of their own: what they miss makes nothing else incomplete.
  if (problems.length === 0) problems.push(...(await readThreads(reading)));
  problems.push(...(await readAllWorkItems(reading, heads)));
  problems.push(...(await readProbes(reading)));
  if (problems.length > 0) throw new SourceError('github', 'poll', problems.join('; '));
}

/** Vouched for apart, when every repository whose issues are wanted was read. Answers with what went wrong. */
async function readAllWorkItems(reading: Reading, heads: readonly Head[]): Promise<readonly string[]> {
  const { config, store, startedAt, sinceAt } = reading;
  if (config.workItems === null) return [];
  const wanted = heads.filter(({ items }) => items !== null);
  const problems: string[] = [];
  for (const head of wanted) {
    const problem = await attempt(head, () => readWorkItems(reading, head));
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length === 0 && wanted.length === config.workItems.repositories.length)
    store.write({ state: [{ key: workItemsKey, value: { completeFromAt: sinceAt, watermarkAt: startedAt } }] });
  return problems;
}

const readRepository = (reading: Reading, head: Head, progress: (share: number) => void): Promise<string | undefined> =>
  attempt(head, async () => {
    await readPullRequests(reading, head, progress);
    await readDeployments(reading, head);
    await readDeployedCommits(reading, head);
  });

/** One repository that fails does not stop the others; answers with what went wrong. */
async function attempt(head: Head, read: () => Promise<void>): Promise<string | undefined> {
  try {
    await read();
    return undefined;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return `${head.repository.id}: ${error.message}`;
  }
}

function tellProgress({ store }: SourceContext, progress: number): void {
  const state = sourceState(store, 'github');
  if (state.completeFromAt === null)
    store.write({
      state: [{ key: sourceStateKey('github'), value: { ...state, progress: Math.min(0.99, progress) } }],
    });
}

/** The graph from the head and from whatever was deployed since the last time, by webhooks too. */
async function readDeployedCommits(reading: Reading, head: Head): Promise<void> {
  const { store } = reading;
  const { id } = head.repository;
  const key = `github/walked/${id}`;
  const upTo = store.lastSeq();
  const deployed: string[] = [];
  for (const { record } of store.changed('deployment', (store.state(key) as number | undefined) ?? 0, upTo)) {
    if (record.commit !== null && record.repository?.toLowerCase() === id.toLowerCase()) deployed.push(record.commit);
  }
  await readCommits(reading, head, deployed);
  store.write({ state: [{ key, value: upTo }] });
}
