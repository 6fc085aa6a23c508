import type { Deployment, PullRequest, WorkItem } from '../../records/index.ts';
import type { World, WorldCommit } from '../world.ts';

/** The world, by what a query asks for. */
export interface Data {
  readonly world: World;
  readonly pullRequests: ReadonlyMap<string, readonly PullRequest[]>;
  readonly workItems: ReadonlyMap<string, readonly WorkItem[]>;
  readonly deployments: ReadonlyMap<string, readonly Deployment[]>;
  readonly commits: ReadonlyMap<string, WorldCommit>;
  readonly blobs: ReadonlyMap<string, string>;
  /** CODEOWNERS blob by merge commit. */
  readonly codeOwnersAt: ReadonlyMap<string, string>;
  history(repository: string, oid: string): readonly WorldCommit[];
}

export function dataOf(world: World): Data {
  const commits = new Map(world.commits.map((commit) => [commit.id, commit]));
  const histories = new Map<string, readonly WorldCommit[]>();
  return {
    world,
    pullRequests: groups(world.pullRequests, ({ repository }) => repository),
    workItems: groups(world.workItems, ({ repository }) => repository),
    deployments: groups(world.deployments, ({ repository }) => repository ?? ''),
    commits,
    blobs: new Map(world.codeOwners.map(({ id, text }) => [id, text])),
    codeOwnersAt: new Map(
      world.pullRequests.flatMap(({ repository, mergeCommit, codeOwnersBlob }) =>
        mergeCommit !== null && codeOwnersBlob !== null
          ? [[`${repository}@${mergeCommit}`, codeOwnersBlob] as const]
          : [],
      ),
    ),
    history(repository, oid) {
      const key = `${repository}@${oid}`;
      const known = histories.get(key) ?? historyOf(repository, oid, commits);
      histories.set(key, known);
      return known;
    },
  };
}

function groups<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = map.get(key) ?? [];
    map.set(key, list);
    list.push(row);
  }
  return map;
}

/** Everything reachable, newest first, as git log has it. */
function historyOf(repository: string, oid: string, commits: ReadonlyMap<string, WorldCommit>): readonly WorldCommit[] {
  const found = new Map<string, WorldCommit>();
  const stack = [oid];
  while (stack.length > 0) {
    const id = `${repository}@${stack.pop()!}`;
    const commit = commits.get(id);
    if (!commit || found.has(id)) continue;
    found.set(id, commit);
    stack.push(...commit.parents);
  }
  return [...found.values()].sort((a, b) => b.committedAt - a.committedAt);
}
