import { z } from 'zod';
import type { Deployment, Instant } from '../../records/index.ts';
import { coordinates } from './reading.ts';
import type { Coordinates, Reading } from './reading.ts';
import { runOf } from './records.ts';
import { runRow } from './rows.ts';
import type { RunRow } from './rows.ts';

const pageSize = 100;
const dayMs = 86_400_000;
/** Runs may be re-run for a month; what is younger than this is looked at again at every poll. */
const rerunMs = 3 * dayMs;
/** GitHub lists no more than this of one search. */
const listCap = 1_000;

const answer = z.object({ total_count: z.number(), workflow_runs: z.array(runRow) });

interface Workflow {
  readonly repository: Coordinates;
  readonly file: string;
  readonly environment: string;
}

function workflowsOf({ config }: Reading): readonly Workflow[] {
  const all = config.services.filter(({ deployments: { from } }) => from === 'github_actions');
  const distinct = new Map(
    all.map(({ repository, deployments }) => [
      `${repository} ${deployments.workflow} ${deployments.environment}`,
      { repository: coordinates(repository), file: deployments.workflow!, environment: deployments.environment },
    ]),
  );
  return [...distinct.values()];
}

/** Runs of the configured workflows as deployments, each attempt one of its own. */
export async function readWorkflowRuns(reading: Reading): Promise<void> {
  for (const workflow of workflowsOf(reading)) {
    const key = `github/runs/${workflow.repository.id}/${workflow.file}`;
    const watermarkAt = reading.store.state(key) as Instant | undefined;
    // The first time one month more: the deployment before the first day tells what the next one brought.
    const from = watermarkAt === undefined ? reading.sinceAt - 30 * dayMs : watermarkAt - rerunMs;
    const runs = await runsBetween(reading, workflow, from, reading.startedAt);
    const records: Deployment[] = [];
    for (const run of runs)
      for (const attempt of await attemptsOf(reading, workflow, run))
        records.push(runOf(workflow.repository.id, workflow.file, workflow.environment, attempt));
    reading.store.write({ records, state: [{ key, value: reading.startedAt }] });
  }
}

async function runsBetween(
  reading: Reading,
  workflow: Workflow,
  from: Instant,
  to: Instant,
): Promise<readonly RunRow[]> {
  const { owner, name } = workflow.repository;
  const seconds = (at: Instant): string => new Date(at).toISOString().slice(0, 19) + 'Z';
  const runs: RunRow[] = [];
  for (let page = 1; ; page += 1) {
    const parameters = {
      owner,
      repo: name,
      workflow_id: workflow.file.split('/').at(-1)!,
      created: `${seconds(from)}..${seconds(to)}`,
      per_page: pageSize,
      page,
    };
    const { total_count: total, workflow_runs: rows } = answer.parse(
      await reading.client.rest(
        'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
        parameters,
        reading.signal,
      ),
    );
    if (total > listCap && to - from > dayMs) {
      const middle = Math.floor((from + to) / 2);
      return [
        ...(await runsBetween(reading, workflow, from, middle)),
        ...(await runsBetween(reading, workflow, middle, to)),
      ];
    }
    runs.push(...rows);
    if (rows.length < pageSize) return runs;
  }
}

/** The list shows the last attempt; the earlier ones are asked for once. */
async function attemptsOf(
  { client, store, signal }: Reading,
  { repository: { id, owner, name } }: Workflow,
  run: RunRow,
): Promise<readonly RunRow[]> {
  const attempts: RunRow[] = [run];
  for (let attempt = 1; attempt < run.run_attempt; attempt += 1) {
    if (store.get('deployment', `actions:${id}:${run.id}:${attempt}`)?.statuses.length) continue;
    const parameters = { owner, repo: name, run_id: run.id, attempt_number: attempt };
    attempts.push(
      runRow.parse(
        await client.rest(
          'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
          parameters,
          signal,
        ),
      ),
    );
  }
  return attempts;
}
