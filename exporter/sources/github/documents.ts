// The queries, in GitHub's own words. Each asks what it costs.
import { folderHeads } from './folder-documents.ts';
import type { FolderPlace } from './folder-documents.ts';

const page = 'pageInfo { hasNextPage endCursor }';
const actor = '{ __typename login }';
const events =
  '[READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, CLOSED_EVENT, REOPENED_EVENT, REVIEW_REQUESTED_EVENT, REVIEW_DISMISSED_EVENT]';

const reviewNodes = `${page} nodes { id author ${actor} submittedAt state }`;
const commitNodes = `${page} nodes { commit { oid authoredDate message author { name user { login } } } }`;
const eventNodes = `${page} nodes {
  __typename
  ... on ReadyForReviewEvent { createdAt }
  ... on ConvertToDraftEvent { createdAt }
  ... on ClosedEvent { createdAt }
  ... on ReopenedEvent { createdAt }
  ... on ReviewRequestedEvent { createdAt }
  ... on ReviewDismissedEvent { createdAt previousReviewState review { id } }
}`;
const threadNodes = `${page} nodes { isResolved }`;
export const codeOwnersFiles = `
  inGithub: file(path: ".github/CODEOWNERS") { oid }
  inRoot: file(path: "CODEOWNERS") { oid }
  inDocs: file(path: "docs/CODEOWNERS") { oid }`;

const itemEvents = `[LABELED_EVENT, UNLABELED_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT, MILESTONED_EVENT, DEMILESTONED_EVENT,
  CLOSED_EVENT, REOPENED_EVENT, ISSUE_COMMENT]`;
const assignee = `assignee { __typename ... on User { login } ... on Bot { login } ... on Mannequin { login } ... on Organization { login } }`;
const itemEventNodes = `${page} nodes {
  __typename
  ... on LabeledEvent { createdAt label { name } }
  ... on UnlabeledEvent { createdAt label { name } }
  ... on AssignedEvent { createdAt ${assignee} }
  ... on UnassignedEvent { createdAt ${assignee} }
  ... on MilestonedEvent { createdAt milestoneTitle }
  ... on DemilestonedEvent { createdAt milestoneTitle }
  ... on ClosedEvent { createdAt stateReason actor ${actor} }
  ... on ReopenedEvent { createdAt }
  ... on IssueComment { createdAt author ${actor} }
}`;
/** `diff` is the whole text as of the edit. */
const editNodes = `${page} nodes { editedAt diff }`;
const milestones = `milestones(first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { title dueOn } }`;

const issue = `
  number url title body createdAt updatedAt closedAt
  author ${actor}
  assignees(first: 10) { nodes { __typename login } }
  labels(first: 100) { nodes { name } }
  milestone { title dueOn }
  parent { number repository { nameWithOwner } }
  userContentEdits(first: 20) { ${editNodes} }
  timelineItems(first: 60, itemTypes: ${itemEvents}) { ${itemEventNodes} }`;

export const issues = `query ($owner: String!, $name: String!, $first: Int!, $after: String, $orderBy: IssueOrder!, $states: [IssueState!]) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    ${milestones}
    issues(first: $first, after: $after, orderBy: $orderBy, states: $states) { ${page} nodes { ${issue} } }
  }
}`;

export const milestoneDates = `query ($owner: String!, $name: String!) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) { ${milestones} }
}`;

const pullRequest = `
  number url title body createdAt updatedAt mergedAt closedAt isDraft baseRefName headRefName additions deletions totalCommentsCount
  author ${actor}
  assignees(first: 10) { nodes { __typename login } }
  labels(first: 30) { nodes { name } }
  mergedBy ${actor}
  mergeCommit { oid }
  reviews(first: 30) { ${reviewNodes} }
  timelineItems(first: 60, itemTypes: ${events}) { ${eventNodes} }
  commits(first: 100) { ${commitNodes} }
  closingIssuesReferences(first: 10) { nodes { number repository { nameWithOwner } } }`;

export const pullRequests = `query ($owner: String!, $name: String!, $first: Int!, $after: String, $orderBy: IssueOrder!, $states: [PullRequestState!]) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    pullRequests(first: $first, after: $after, orderBy: $orderBy, states: $states) { ${page} nodes { ${pullRequest} } }
  }
}`;

const more = (
  connection: string,
  nodes: string,
  of: 'pullRequest' | 'issue' = 'pullRequest',
): string => `query ($owner: String!, $name: String!, $number: Int!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) { ${of}(number: $number) { ${connection} { ${nodes} } } }
}`;
/** Further pages of what one page of a pull request cannot hold. */
export const further = {
  reviews: more('reviews(first: $first, after: $after)', reviewNodes),
  timelineItems: more(`timelineItems(first: $first, after: $after, itemTypes: ${events})`, eventNodes),
  commits: more('commits(first: $first, after: $after)', commitNodes),
  reviewThreads: more('reviewThreads(first: $first, after: $after)', threadNodes),
  files: more('files(first: $first, after: $after)', `${page} nodes { path additions deletions }`),
};

export const furtherOfIssue = {
  timelineItems: more(`timelineItems(first: $first, after: $after, itemTypes: ${itemEvents})`, itemEventNodes, 'issue'),
  userContentEdits: more('userContentEdits(first: $first, after: $after)', editNodes, 'issue'),
};

const checks = (number: number): string => `${page} nodes {
  __typename
  ... on CheckRun { isRequired(pullRequestNumber: ${number}) startedAt completedAt conclusion }
  ... on StatusContext { isRequired(pullRequestNumber: ${number}) createdAt state }
}`;

/** Files make GitHub compute diffs: never in a list, a few pull requests at a time. Checks add no point: see sources-bench.ts. */
export const details = (numbers: readonly number[]): string => `query ($owner: String!, $name: String!) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    ${numbers
      .map(
        (number) => `pr${number}: pullRequest(number: ${number}) {
      number
      files(first: 100) { ${page} nodes { path additions deletions } }
      mergeCommit { ${codeOwnersFiles} }
      commits(last: 1) { nodes { commit { statusCheckRollup { contexts(first: 50) { ${checks(number)} } } } } }
    }`,
      )
      .join('\n')}
  }
}`;

const newestItems = `
    issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
    milestones(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }`;

/** Whether the discussions of pull requests are over, of whichever repositories. */
export const threads = (
  asked: readonly { readonly owner: string; readonly name: string; readonly number: number }[],
): string => `query {
  rateLimit { cost remaining resetAt }
  ${asked
    .map(
      (
        { owner, name, number },
        index,
      ) => `r${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {
    pullRequest(number: ${number}) { totalCommentsCount reviewThreads(first: 100) { ${threadNodes} } }
  }`,
    )
    .join('\n')}
}`;

/** "What changed?" of many repositories at once: the newest of each, and the head of its default branch; and of folders with files for us. */
export const heads = (
  repositories: readonly { readonly owner: string; readonly name: string; readonly hasItems: boolean }[],
  folders: readonly FolderPlace[],
): string => `query {
  rateLimit { cost remaining resetAt }
  ${folderHeads(folders)}
  ${repositories
    .map(
      (
        { owner, name, hasItems },
        index,
      ) => `r${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {
    url
    defaultBranchRef { name target { oid ... on Commit { ${codeOwnersFiles} } } }
    pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { updatedAt } }
    deployments(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { createdAt } }
    ${hasItems ? newestItems : ''}
  }`,
    )
    .join('\n')}
}`;

export const blobs = `query ($owner: String!, $name: String!, $oid: GitObjectID!) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Blob { text isTruncated } } }
}`;

const deployment = `id databaseId createdAt environment commitOid ref { name } creator ${actor}
  statuses(first: 30) { ${page} nodes { state createdAt logUrl } } repository { nameWithOwner url }`;

export const deployments = `query ($owner: String!, $name: String!, $first: Int!, $after: String, $environments: [String!]) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    deployments(first: $first, after: $after, environments: $environments, orderBy: { field: CREATED_AT, direction: DESC }) { ${page} nodes { ${deployment} } }
  }
}`;

export const deploymentsById = `query ($ids: [ID!]!) {
  rateLimit { cost remaining resetAt }
  nodes(ids: $ids) { ... on Deployment { ${deployment} } }
}`;

export const deploymentStatuses = `query ($ids: [ID!]!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt }
  nodes(ids: $ids) { ... on Deployment { statuses(first: $first, after: $after) { ${page} nodes { state createdAt logUrl } } } }
}`;

export const history = `query ($owner: String!, $name: String!, $oid: GitObjectID!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ... on Commit { history(first: $first, after: $after) { ${page} nodes { oid message parents(first: 5) { nodes { oid } } } } } }
  }
}`;

export const members = `query ($organisation: String!, $slug: String!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt }
  organization(login: $organisation) { team(slug: $slug) { members(first: $first, after: $after) { ${page} nodes { login } } } }
}`;
