import type {
  Actor,
  ChangedFile,
  Commit,
  Deployment,
  DeploymentStatus,
  PullRequest,
  PullRequestEvent,
  Review,
  ReviewState,
  Trigger,
} from '../../records/index.ts';
import { agentsIn } from './commit-agents.ts';
import type { DeploymentRow, EventRow, PullRequestRow, ReviewRow, RunRow } from './rows.ts';

const actorOf = (row: { readonly __typename: Actor['type']; readonly login: string } | null): Actor | null =>
  row ? { login: row.login, type: row.__typename } : null;

const reviewStates: Readonly<Record<string, ReviewState>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes_requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};
const eventTypes: Readonly<Record<string, PullRequestEvent['type']>> = {
  ReadyForReviewEvent: 'ready_for_review',
  ConvertToDraftEvent: 'convert_to_draft',
  ClosedEvent: 'closed',
  ReopenedEvent: 'reopened',
};

/** Git writes the headlines of merge commits itself; asking for parents would cost a point per two pull requests. */
const isMergeHeadline = (headline: string): boolean =>
  /^Merge (branch|pull request|remote-tracking branch|tag|commit)\b/.test(headline);

function reviewsOf(rows: readonly ReviewRow[], events: readonly EventRow[]): readonly Review[] {
  const dismissals = new Map(events.filter(({ review }) => review).map((event) => [event.review!.id, event]));
  return rows.flatMap(({ id, author, submittedAt, state }) => {
    const ours = reviewStates[state];
    if (!ours || submittedAt === null) return []; // pending: only its author sees it
    const dismissal = dismissals.get(id);
    const before = dismissal ? reviewStates[dismissal.previousReviewState ?? ''] : undefined;
    return [
      {
        id,
        author: actorOf(author),
        submittedAt,
        state: ours,
        dismissedAt: dismissal?.createdAt ?? null,
        stateBefore: before && before !== 'dismissed' ? before : null,
      },
    ];
  });
}

/** What is asked for a few pull requests at a time. */
export type Details = Required<Pick<PullRequest, 'files' | 'codeOwnersBlob' | 'requiredChecks'>>;

/** What a list row says; the rest comes with the details. `agents`: the configured coding agents. */
export function pullRequestOf(
  repository: string,
  row: PullRequestRow,
  details: Details,
  agents: readonly string[],
): PullRequest {
  const events = row.timelineItems.nodes;
  return {
    kind: 'pull_request',
    id: `${repository}#${row.number}`,
    repository,
    number: row.number,
    url: row.url,
    title: row.title,
    body: row.body,
    author: actorOf(row.author),
    assignees: row.assignees.map((assignee) => actorOf(assignee)!),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    mergedAt: row.mergedAt,
    closedAt: row.closedAt,
    isDraft: row.isDraft,
    baseBranch: row.baseRefName,
    headBranch: row.headRefName,
    mergeCommit: row.mergeCommit?.oid ?? null,
    additions: row.additions,
    deletions: row.deletions,
    labels: row.labels.map(({ name }) => name),
    commits: row.commits.nodes.map(({ commit }) => ({
      oid: commit.oid,
      authoredAt: commit.authoredDate,
      isMerge: isMergeHeadline(commit.message),
    })),
    mergedBy: actorOf(row.mergedBy),
    agentsInCommits: agentsIn(
      row.commits.nodes.map(({ commit }) => commit),
      agents,
    ),
    files: details.files,
    codeOwnersBlob: details.codeOwnersBlob,
    requiredChecks: details.requiredChecks,
    reviews: reviewsOf(row.reviews.nodes, events),
    events: events.flatMap(({ __typename, createdAt }) =>
      eventTypes[__typename] ? [{ type: eventTypes[__typename], at: createdAt }] : [],
    ),
    reviewRequests: events
      .filter(({ __typename }) => __typename === 'ReviewRequestedEvent')
      .map(({ createdAt }) => ({ at: createdAt })),
    closes: row.closingIssuesReferences.map((issue) => `${issue.repository.nameWithOwner}#${issue.number}`),
  };
}

export const fileOf = ({ path, additions, deletions }: ChangedFile): ChangedFile => ({ path, additions, deletions });

const deploymentStates: Readonly<Record<string, DeploymentStatus['state']>> = {
  SUCCESS: 'success',
  FAILURE: 'failure',
  ERROR: 'error',
  INACTIVE: 'inactive',
};

export function deploymentOf(row: DeploymentRow): Deployment {
  const id = `github:${row.repository.nameWithOwner}:deployment:${row.databaseId}`;
  const statuses = row.statuses.nodes.flatMap(({ state, createdAt }) =>
    deploymentStates[state] ? [{ state: deploymentStates[state], at: createdAt }] : [],
  );
  return {
    kind: 'deployment',
    id,
    source: 'github_deployments',
    run: id,
    repository: row.repository.nameWithOwner,
    environment: row.environment ?? '',
    services: null,
    workflow: null,
    commit: row.commitOid,
    ref: row.ref?.name ?? null,
    url: row.statuses.nodes.find(({ logUrl }) => logUrl)?.logUrl ?? `${row.repository.url}/deployments`,
    startedAt: row.createdAt,
    statuses: statuses.sort((a, b) => a.at - b.at),
    trigger: null,
    creator: actorOf(row.creator),
  };
}

const conclusions: Readonly<Record<string, DeploymentStatus['state']>> = {
  success: 'success',
  failure: 'failure',
  timed_out: 'failure',
  startup_failure: 'failure',
  cancelled: 'cancelled',
};
const triggers: Readonly<Record<string, Trigger>> = {
  push: 'push',
  merge_group: 'merge_group',
  schedule: 'schedule',
  release: 'tag',
  workflow_run: 'workflow',
  workflow_call: 'workflow',
  repository_dispatch: 'workflow',
  workflow_dispatch: 'dispatch',
};

/** One attempt of a workflow run. */
export function runOf(repository: string, workflow: string, environment: string, row: RunRow): Deployment {
  const state = row.status === 'completed' ? conclusions[row.conclusion ?? ''] : undefined;
  const id = `actions:${repository}:${row.id}:${row.run_attempt}`;
  return {
    kind: 'deployment',
    id,
    source: 'github_actions',
    run: id,
    repository,
    environment,
    services: null,
    workflow,
    commit: row.head_sha,
    ref: row.head_branch ?? null,
    url: row.html_url,
    startedAt: row.run_started_at ?? row.created_at,
    statuses: state ? [{ state, at: row.updated_at }] : [],
    trigger: row.run_attempt > 1 ? 'rerun' : (triggers[row.event] ?? null),
    creator: row.triggering_actor
      ? { login: row.triggering_actor.login, type: row.triggering_actor.type === 'Bot' ? 'Bot' : 'User' }
      : null,
  };
}

const cherryPick = /\(cherry picked from commit ([0-9a-f]{7,64})\)/g;

export function commitOf(repository: string, oid: string, message: string, parents: readonly string[]): Commit {
  const picks = [...message.matchAll(cherryPick)];
  return {
    kind: 'commit',
    id: `${repository}@${oid}`,
    repository,
    oid,
    parents,
    cherryPickOf: picks.at(-1)?.[1] ?? null,
    isGone: false,
  };
}

export const goneCommit = (repository: string, oid: string): Commit => ({
  kind: 'commit',
  id: `${repository}@${oid}`,
  repository,
  oid,
  parents: [],
  cherryPickOf: null,
  isGone: true,
});
