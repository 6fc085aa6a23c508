import { z } from 'zod';

// GitHub's words end in this folder: what is read is checked here, and records.ts says it in ours.

const instant = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number().int());
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
/** A list may hold null for what the token may not see. */
const connection = <T extends z.ZodType>(node: T) =>
  z
    .object({ pageInfo, nodes: z.array(node.nullable()).nullable() })
    .transform(({ pageInfo: info, nodes }) => ({ pageInfo: info, nodes: present(nodes) }));
const list = <T extends z.ZodType>(node: T) =>
  z
    .object({ nodes: z.array(node.nullable()).nullable() })
    .nullable()
    .transform((value) => present(value?.nodes));

const present = <T>(nodes: readonly (T | null)[] | null | undefined): readonly T[] =>
  (nodes ?? []).filter((node) => node !== null);

export const actorRow = z.object({
  __typename: z.enum(['User', 'Bot', 'Mannequin', 'Organization', 'EnterpriseUserAccount']),
  login: z.string(),
});

const review = z.object({
  id: z.string(),
  author: actorRow.nullable(),
  submittedAt: instant.nullable(),
  state: z.string(),
});
export type ReviewRow = z.output<typeof review>;

const event = z.object({
  __typename: z.string(),
  createdAt: instant,
  previousReviewState: z.string().nullish(),
  review: z.object({ id: z.string() }).nullish(),
});
export type EventRow = z.output<typeof event>;

const gitAuthor = z.object({ name: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }).nullish();
const commit = z.object({
  commit: z.object({ oid: z.string(), authoredDate: instant, message: z.string(), author: gitAuthor }),
});
export type CommitRow = z.output<typeof commit>['commit'];
const file = z.object({ path: z.string(), additions: z.number(), deletions: z.number() });

export const connections = {
  reviews: connection(review),
  timelineItems: connection(event),
  commits: connection(commit),
  files: connection(file),
};
export const threadPage = connection(z.object({ isResolved: z.boolean() }));

export const pullRequestRow = z.object({
  number: z.number(),
  url: z.string(),
  title: z.string(),
  body: z.string(),
  createdAt: instant,
  updatedAt: instant,
  mergedAt: instant.nullable(),
  closedAt: instant.nullable(),
  isDraft: z.boolean(),
  baseRefName: z.string(),
  headRefName: z.string(),
  additions: z.number(),
  deletions: z.number(),
  totalCommentsCount: z.number().nullable(),
  author: actorRow.nullable(),
  assignees: list(actorRow),
  labels: list(z.object({ name: z.string() })),
  mergedBy: actorRow.nullable(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  reviews: connections.reviews,
  timelineItems: connections.timelineItems,
  commits: connections.commits,
  closingIssuesReferences: list(z.object({ number: z.number(), repository: z.object({ nameWithOwner: z.string() }) })),
});
export type PullRequestRow = z.output<typeof pullRequestRow>;
export const pullRequestPage = connection(pullRequestRow);

const date = z.string().transform((text) => text.slice(0, 10));
const milestone = z.object({ title: z.string(), dueOn: date.nullable() });
export const milestoneList = list(milestone);
export type MilestoneRow = z.output<typeof milestone>;

const itemEvent = z.object({
  __typename: z.string(),
  createdAt: instant,
  label: z.object({ name: z.string() }).nullish(),
  assignee: actorRow.nullish(),
  milestoneTitle: z.string().nullish(),
  stateReason: z.string().nullish(),
  actor: actorRow.nullish(),
  author: actorRow.nullish(),
});
export type ItemEventRow = z.output<typeof itemEvent>;
const edit = z.object({ editedAt: instant, diff: z.string().nullable() });
export type EditRow = z.output<typeof edit>;
export const itemConnections = { timelineItems: connection(itemEvent), userContentEdits: connection(edit) };

const issueRow = z.object({
  number: z.number(),
  url: z.string(),
  title: z.string(),
  body: z.string(),
  createdAt: instant,
  updatedAt: instant,
  closedAt: instant.nullable(),
  author: actorRow.nullable(),
  assignees: list(actorRow),
  labels: list(z.object({ name: z.string() })),
  milestone: milestone.nullable(),
  parent: z.object({ number: z.number(), repository: z.object({ nameWithOwner: z.string() }) }).nullable(),
  userContentEdits: itemConnections.userContentEdits.nullable(),
  timelineItems: itemConnections.timelineItems,
});
export type IssueRow = z.output<typeof issueRow>;
export const issuePage = connection(issueRow);

const oid = z.object({ oid: z.string() }).nullable();
const codeOwners = z.object({ inGithub: oid, inRoot: oid, inDocs: oid });
/** GitHub takes the first of .github/, the root and docs/. */
export const codeOwnersBlobOf = ({ inGithub, inRoot, inDocs }: z.output<typeof codeOwners>): string | null =>
  (inGithub ?? inRoot ?? inDocs)?.oid ?? null;

const check = z.union([
  z.object({
    __typename: z.literal('CheckRun'),
    isRequired: z.boolean(),
    startedAt: instant.nullable(),
    completedAt: instant.nullable(),
    conclusion: z.string().nullable(),
  }),
  z.object({
    __typename: z.literal('StatusContext'),
    isRequired: z.boolean(),
    createdAt: instant,
    state: z.string(),
  }),
]);
export type CheckRow = z.output<typeof check>;
const rollup = z.object({ contexts: z.object({ pageInfo, nodes: z.array(check.nullable()).nullable() }) });
export type RollupRow = z.output<typeof rollup>;

export const detailsRow = z.object({
  number: z.number(),
  commits: list(z.object({ commit: z.object({ statusCheckRollup: rollup.nullable() }) })),
  files: connections.files.nullable(),
  mergeCommit: codeOwners.nullable(),
});

const updated = z.object({ updatedAt: instant });
export const headRow = z.object({
  url: z.string(),
  defaultBranchRef: z
    .object({ name: z.string(), target: codeOwners.partial().extend({ oid: z.string() }).nullable() })
    .nullable(),
  pullRequests: list(z.object({ updatedAt: instant })),
  deployments: list(z.object({ createdAt: instant })),
  /** undefined: not asked for; null: not allowed. */
  issues: z.object({ nodes: z.array(updated.nullable()).nullable() }).nullish(),
  milestones: list(updated).optional(),
});

const status = z.object({ state: z.string(), createdAt: instant, logUrl: z.string().nullish() });
export const statusPage = connection(status);
export const deploymentRow = z.object({
  id: z.string(),
  databaseId: z.number(),
  createdAt: instant,
  environment: z.string().nullable(),
  commitOid: z.string(),
  ref: z.object({ name: z.string() }).nullable(),
  creator: actorRow.nullable(),
  statuses: statusPage,
  repository: z.object({ nameWithOwner: z.string(), url: z.string() }),
});
export type DeploymentRow = z.output<typeof deploymentRow>;
export const deploymentPage = connection(deploymentRow);

export const historyPage = connection(
  z.object({ oid: z.string(), message: z.string(), parents: list(z.object({ oid: z.string() })) }),
);
export const memberPage = connection(z.object({ login: z.string() }));

export const runRow = z.object({
  id: z.number(),
  run_attempt: z.number().default(1),
  head_sha: z.string(),
  head_branch: z.string().nullish(),
  event: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  html_url: z.string(),
  created_at: instant,
  run_started_at: instant.nullish(),
  updated_at: instant,
  triggering_actor: z.object({ login: z.string(), type: z.string() }).nullish(),
});
export type RunRow = z.output<typeof runRow>;
