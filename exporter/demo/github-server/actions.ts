import type { Deployment } from '../../records/index.ts';
import type { World } from '../world.ts';

const events: Readonly<Record<string, string>> = {
  push: 'push',
  merge_group: 'merge_group',
  schedule: 'schedule',
  tag: 'release',
  workflow: 'workflow_run',
  dispatch: 'workflow_dispatch',
  rerun: 'push',
};
const conclusions = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  cancelled: 'cancelled',
  inactive: 'cancelled',
} as const;
const partsOf = ({ id }: Deployment): readonly [run: number, attempt: number] => {
  const [run, attempt] = id.split(':').slice(-2).map(Number);
  return [run!, attempt!];
};

/** Workflow runs over REST, which is the only way to them: the list shows each run's last attempt. Undefined: no such path. */
export function actionsAnswer({ deployments }: World, url: URL): unknown {
  const runs = (repository: string): readonly Deployment[] =>
    deployments.filter((row) => row.source === 'github_actions' && row.repository === repository);
  const list = /^\/repos\/([^/]+\/[^/]+)\/actions\/workflows\/([^/]+)\/runs$/.exec(url.pathname);
  if (list)
    return runList(
      runs(list[1]!).filter(({ workflow }) => workflow?.endsWith(`/${list[2]}`)),
      url.searchParams,
    );
  const attempt = /^\/repos\/([^/]+\/[^/]+)\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url.pathname);
  const found =
    attempt &&
    runs(attempt[1]!).find((row) => partsOf(row)[0] === Number(attempt[2]) && partsOf(row)[1] === Number(attempt[3]));
  return found ? runRow(found) : undefined;
}

function runList(runs: readonly Deployment[], query: URLSearchParams): unknown {
  const last = new Map<number, Deployment>();
  for (const run of runs) {
    const [number, attempt] = partsOf(run);
    const known = last.get(number);
    if (!known || partsOf(known)[1] < attempt) last.set(number, run);
  }
  const [from, to] = (query.get('created') ?? '..').split('..').map((text) => Date.parse(text)) as [number, number];
  const chosen = [...last.values()]
    .filter(({ startedAt }) => !(startedAt! < from) && !(startedAt! > to))
    .sort((a, b) => b.startedAt! - a.startedAt!);
  const [size, page] = [Math.min(100, Number(query.get('per_page') ?? 30)), Number(query.get('page') ?? 1)];
  return { total_count: chosen.length, workflow_runs: chosen.slice((page - 1) * size, page * size).map(runRow) };
}

function runRow(run: Deployment) {
  const [id, attempt] = partsOf(run);
  const end = run.statuses[0];
  return {
    id,
    run_attempt: attempt,
    head_sha: run.commit,
    head_branch: run.ref,
    event: events[run.trigger ?? 'push'],
    status: end ? 'completed' : 'in_progress',
    conclusion: end ? conclusions[end.state] : null,
    html_url: run.url,
    created_at: new Date(run.startedAt!).toISOString(),
    run_started_at: new Date(run.startedAt!).toISOString(),
    updated_at: new Date(end?.at ?? run.startedAt!).toISOString(),
    triggering_actor: run.creator && { login: run.creator.login, type: run.creator.type },
  };
}
