import type { Actor, Deployment, PullRequest } from '../../records/index.ts';
import type { WorldCommit } from '../world.ts';
import { branchObject } from './branches.ts';
import { rollupOf } from './checks.ts';
import { connection } from './connection.ts';
import type { Data } from './data.ts';
import { branchSettings, commitChecks, repositorySettings, settingsAt } from './settings.ts';
import { issueByNumber, issues, milestones } from './issues.ts';
import { sortedPage } from './sorted-page.ts';

type Arguments = Readonly<Record<string, unknown>> & { readonly first?: number | null; readonly after?: string | null };
type Fields = Readonly<Record<string, unknown>>;

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const actor = (one: Actor | null): Fields | null => one && { __typename: one.type, login: one.login };
const reviewStates = {
  approved: 'APPROVED',
  changes_requested: 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
  dismissed: 'DISMISSED',
} as const;
const eventTypes = {
  ready_for_review: 'ReadyForReviewEvent',
  convert_to_draft: 'ConvertToDraftEvent',
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
} as const;
const deploymentStates = {
  success: 'SUCCESS',
  failure: 'FAILURE',
  error: 'ERROR',
  inactive: 'INACTIVE',
  cancelled: 'INACTIVE',
} as const;
const codeOwnersPath = '.github/CODEOWNERS';

/** The root of a query: graphql-js calls the functions with their arguments. */
export function rootOf(
  data: Data,
  nowAt: number,
  cost: { readonly points: number; readonly nodes: number; readonly remaining: number; readonly resetAt: number },
): Fields {
  return {
    rateLimit: {
      cost: cost.points,
      remaining: cost.remaining,
      resetAt: iso(cost.resetAt),
      nodeCount: cost.nodes,
      limit: 5_000,
      used: 5_000 - cost.remaining,
    },
    repository: ({ owner, name }: Arguments) => repository(data, `${String(owner)}/${String(name)}`, nowAt),
    organization: ({ login }: Arguments) => ({
      team: ({ slug }: Arguments) => team(data, `${String(login)}/${String(slug)}`),
    }),
    nodes: ({ ids }: Arguments) => (ids as readonly string[]).map((id) => deploymentById(data, id)),
  };
}

function team({ world }: Data, id: string): Fields | null {
  const found = world.githubTeams.find((one) => one.id === id);
  return found
    ? {
        members: (page: Arguments) =>
          connection(
            found.members.map((login) => ({ login })),
            page,
            ({ login }) => login,
          ),
      }
    : null;
}

function repository(data: Data, id: string, nowAt: number): Fields | null {
  const object = (named: Arguments): Fields | null => {
    const lying = branchObject(data.world, id, named);
    return lying === undefined ? blobOrCommit(data, id, String(named['oid'])) : lying;
  };
  const found = data.world.repositories.find((one) => one.id === id);
  if (!found) return isFiles(data, id) ? { url: `https://github.com/${id}`, nameWithOwner: id, object } : null;
  const head = data.world.heads.get(id);
  const settings = settingsAt(data.world, id, nowAt);
  const checks = commitChecks(settings);
  return {
    url: found.url,
    nameWithOwner: id,
    ...repositorySettings(settings, nowAt, codeOwnersPath),
    defaultBranchRef: () => ({
      name: found.defaultBranch,
      ...branchSettings(settings),
      target: head === undefined ? null : commit(data, id, head, found.codeOwnersBlob, checks),
    }),
    object,
    pullRequest: ({ number }: Arguments) => {
      const one = (data.pullRequests.get(id) ?? []).find((row) => row.number === number);
      return one ? pullRequest(data, one) : null;
    },
    pullRequests: (page: Arguments) => pullRequests(data, id, page),
    deployments: (page: Arguments) => deployments(data, id, page),
    issues: (page: Arguments) => issues(data, id, page),
    issue: ({ number }: Arguments) => issueByNumber(data, id, Number(number)),
    milestones: (page: Arguments) => milestones(data, id, page),
  };
}

/** A repository that is there for its files only. */
const isFiles = ({ world }: Data, id: string): boolean => (world.branches ?? []).some((one) => one.repository === id);

function pullRequests(data: Data, id: string, page: Arguments): Fields {
  const states = page['states'] as readonly string[] | null | undefined;
  const rows = (data.pullRequests.get(id) ?? []).filter(
    (row) => !states || states.includes(row.mergedAt !== null ? 'MERGED' : row.closedAt !== null ? 'CLOSED' : 'OPEN'),
  );
  const found = sortedPage(rows, page);
  return { ...found, nodes: found.nodes.map((row) => pullRequest(data, row)) };
}

function pullRequest(data: Data, row: PullRequest): Fields {
  const reviews = row.reviews.map((one) => ({
    id: one.id,
    author: actor(one.author),
    submittedAt: iso(one.submittedAt),
    state: reviewStates[one.state],
  }));
  const timeline = timelineOf(row);
  const commits = row.commits.map((one, index) => ({
    commit: {
      oid: one.oid,
      authoredDate: iso(one.authoredAt),
      ...writtenBy(index === 0 ? (row.agentsInCommits ?? []) : [], row),
      statusCheckRollup: () => rollupOf(row),
      ...(one.isMerge && { message: `Merge branch '${row.baseBranch}' into ${row.headBranch}` }),
    },
  }));
  return {
    __typename: 'PullRequest',
    number: row.number,
    url: row.url,
    title: row.title,
    body: row.body,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    mergedAt: iso(row.mergedAt),
    closedAt: iso(row.closedAt),
    isDraft: row.isDraft,
    baseRefName: row.baseBranch,
    headRefName: row.headBranch,
    additions: row.additions,
    deletions: row.deletions,
    author: actor(row.author),
    assignees: (page: Arguments) => connection(row.assignees.map(actor), page, (one) => String(one?.['login'])),
    labels: (page: Arguments) =>
      connection(
        row.labels.map((name) => ({ name })),
        page,
        ({ name }) => name,
      ),
    mergedBy: actor(row.mergedBy ?? null),
    mergeCommit: row.mergeCommit === null ? null : commit(data, row.repository, row.mergeCommit, row.codeOwnersBlob),
    reviews: (page: Arguments) => connection(reviews, page, ({ id }) => id),
    timelineItems: (page: Arguments) => connection(timeline, page, (_, index) => String(index)),
    commits: (page: Arguments) => connection(commits, page, (one) => one.commit.oid),
    totalCommentsCount: row.threadsSeen?.at(-1)?.comments ?? row.reviews.length,
    reviewThreads: (page: Arguments) => connection(threadsOf(row), page, (_, index) => String(index)),
    files: (page: Arguments) => (row.files === null ? null : connection(row.files, page, ({ path }) => path)),
    closingIssuesReferences: (page: Arguments) =>
      connection(row.closes.map(issue), page, (one) => `${one.repository.nameWithOwner}#${one.number}`),
  };
}

/** One that was resolved, and the last, which may not be. */
const threadsOf = ({ threadsSeen }: PullRequest): readonly Fields[] =>
  threadsSeen ? [{ isResolved: true }, { isResolved: !threadsSeen.at(-1)!.isUnresolved }] : [];

/** Agents have no account of a person's kind: a commit of theirs has a name, or they are its co-authors. */
function writtenBy(agents: readonly string[], { author, title, number }: PullRequest): Fields {
  const isAlone = agents.length > 0 && number % 2 === 1;
  const trailers = isAlone
    ? []
    : agents.map((name) => `Co-authored-by: ${name} <1+${name}[bot]@users.noreply.github.com>`);
  return {
    message: [title, ...trailers].join('\n\n'),
    author: isAlone
      ? { name: `${agents[0]}[bot]`, user: null }
      : { name: 'Somebody', user: author?.type === 'User' ? { login: author.login } : null },
  };
}

function issue(id: string) {
  const [nameWithOwner, number] = id.split('#') as [string, string];
  return { number: Number(number), repository: { nameWithOwner } };
}

function timelineOf(row: PullRequest): readonly Fields[] {
  const items = [
    ...row.events.map(({ type, at }) => ({ at, item: { __typename: eventTypes[type], createdAt: iso(at) } })),
    ...row.reviewRequests.map(({ at }) => ({ at, item: { __typename: 'ReviewRequestedEvent', createdAt: iso(at) } })),
    ...row.reviews
      .filter(({ dismissedAt }) => dismissedAt !== null)
      .map(({ id, dismissedAt, stateBefore }) => ({
        at: dismissedAt!,
        item: {
          __typename: 'ReviewDismissedEvent',
          createdAt: iso(dismissedAt),
          previousReviewState: stateBefore === null ? null : reviewStates[stateBefore],
          review: { id },
        },
      })),
  ];
  return items.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

function commit(
  data: Data,
  repositoryId: string,
  oid: string,
  codeOwnersBlob: string | null,
  checks: Fields = {},
): Fields {
  return {
    __typename: 'Commit',
    oid,
    file: ({ path }: Arguments) =>
      path === codeOwnersPath && codeOwnersBlob !== null
        ? { oid: codeOwnersBlob, object: blobOrCommit(data, repositoryId, codeOwnersBlob) }
        : null,
    history: (page: Arguments) => {
      const found = connection(data.history(repositoryId, oid), page, (one) => one.oid);
      return { ...found, nodes: found.nodes.map((one) => ({ ...historyNode(one), ...checks })) };
    },
  };
}

const historyNode = (one: WorldCommit): Fields => ({
  oid: one.oid,
  message: one.message,
  parents: (page: Arguments) =>
    connection(
      one.parents.map((oid) => ({ oid })),
      page,
      ({ oid }) => oid,
    ),
});

function blobOrCommit(data: Data, repositoryId: string, oid: string): Fields | null {
  const text = data.blobs.get(oid);
  if (text !== undefined) return { __typename: 'Blob', text, isTruncated: false };
  const found = data.commits.get(`${repositoryId}@${oid}`);
  return found && !found.isGone ? commit(data, repositoryId, oid, data.codeOwnersAt.get(found.id) ?? null) : null;
}

const isGitHub = ({ source }: Deployment): boolean => source === 'github_deployments';

function deployments(data: Data, id: string, page: Arguments): Fields {
  const environments = page['environments'] as readonly string[] | null | undefined;
  const rows = (data.deployments.get(id) ?? []).filter(
    (row) => isGitHub(row) && (!environments || environments.includes(row.environment)),
  );
  const sorted = [...rows].sort((a, b) => b.startedAt! - a.startedAt! || (a.id < b.id ? 1 : -1));
  const found = connection(sorted, page, ({ id: key }) => key);
  return { ...found, nodes: found.nodes.map((row) => deployment(data, row)) };
}

function deploymentById(data: Data, id: string): Fields | null {
  const row = data.world.deployments.find((one) => one.id === id);
  return row ? deployment(data, row) : null;
}

function deployment(data: Data, row: Deployment): Fields {
  // The newest first, as GitHub hands them out; a deployment that runs has said so.
  const statuses = [
    { state: 'IN_PROGRESS', createdAt: iso(row.startedAt), logUrl: row.url },
    ...row.statuses.map(({ state, at }) => ({ state: deploymentStates[state], createdAt: iso(at), logUrl: row.url })),
  ].reverse();
  const found = data.world.repositories.find((one) => one.id === row.repository);
  return {
    __typename: 'Deployment',
    id: row.id,
    databaseId: Number(row.id.split(':').at(-1)),
    createdAt: iso(row.startedAt),
    environment: row.environment,
    commitOid: row.commit,
    ref: row.ref === null ? null : { name: row.ref },
    creator: actor(row.creator),
    statuses: (page: Arguments) => connection(statuses, page, (_, index) => String(index)),
    repository: { nameWithOwner: row.repository, url: found?.url },
  };
}
