// What probes ask of a repository. Two aliases of it: a refused field that may not be null takes its whole parent with it, and
// alerts must not take the rest along.

const blob = 'object { ... on Blob { text } }';
const settings = `
  url
  viewerPermission
  codeowners { errors { kind line path } }
  defaultBranchRef {
    name
    branchProtectionRule {
      requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews
      requiresStatusChecks requiredStatusCheckContexts
    }
    refUpdateRule { requiredApprovingReviewCount requiresCodeOwnerReviews requiredStatusCheckContexts }
    rules(first: 100) { nodes {
      type
      parameters {
        ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview }
        ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
      }
    } }
    target { ... on Commit {
      history(first: 5) { nodes { statusCheckRollup { state } } }
      inGithub: file(path: ".github/CODEOWNERS") { ${blob} }
      inRoot: file(path: "CODEOWNERS") { ${blob} }
      inDocs: file(path: "docs/CODEOWNERS") { ${blob} }
    } }
  }`;

const alertPage = `pageInfo { hasNextPage endCursor } nodes { createdAt securityVulnerability { severity } }`;
const alerts = `
  url
  viewerPermission
  hasVulnerabilityAlertsEnabled
  vulnerabilityAlerts(first: 100, states: OPEN) { ${alertPage} }`;

/** Alias prefix → selection. */
const parts = { settings, alerts } as const;
export type Part = keyof typeof parts;

/** `settings0`, `alerts0`, `settings1` … of some repositories. */
export const probed = (
  asked: readonly Part[],
  repositories: readonly { readonly owner: string; readonly name: string }[],
): string => `query {
  rateLimit { cost remaining resetAt }
  ${repositories
    .flatMap(({ owner, name }, index) =>
      asked.map(
        (part) =>
          `${part}${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) {${parts[part]}}`,
      ),
    )
    .join('\n')}
}`;

/** Further pages: GraphQL has no filter by severity. */
export const moreAlerts = `query ($owner: String!, $name: String!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) { vulnerabilityAlerts(first: $first, after: $after, states: OPEN) { ${alertPage} } }
}`;
