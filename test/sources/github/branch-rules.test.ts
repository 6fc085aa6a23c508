import { describe, expect, it } from 'vitest';
import type { Finding, ProbeCheck } from '../../../exporter/records/index.ts';
import { protectionOf, seesRules } from '../../../exporter/sources/github/branch-rules.ts';
import type { BranchRow, BranchSummary } from '../../../exporter/sources/github/branch-rules.ts';
import { protectionVerdicts } from '../../../exporter/sources/github/protection.ts';

const rule = (more: Partial<NonNullable<BranchRow['branchProtectionRule']>> = {}) => ({
  requiresApprovingReviews: false,
  requiredApprovingReviewCount: null,
  requiresCodeOwnerReviews: false,
  requiresStatusChecks: false,
  requiredStatusCheckContexts: [],
  ...more,
});
const ofViewer = (more: Partial<NonNullable<BranchRow['refUpdateRule']>> = {}) => ({
  requiredApprovingReviewCount: null,
  requiresCodeOwnerReviews: false,
  requiredStatusCheckContexts: [],
  ...more,
});
type Rules = NonNullable<NonNullable<BranchRow['rules']>['nodes']>;
const branch = (more: Partial<BranchRow> = {}): BranchRow => ({
  name: 'main',
  branchProtectionRule: null,
  refUpdateRule: null,
  rules: { nodes: [] },
  target: { history: { nodes: [] } },
  ...more,
});
const withRules = (...nodes: Rules): BranchRow => branch({ rules: { nodes } });
const pullRequest = (count: number, owners = false) => ({
  type: 'PULL_REQUEST',
  parameters: { requiredApprovingReviewCount: count, requireCodeOwnerReview: owners },
});

interface Seen {
  /** What the token may see; default: everything. */
  readonly sees?: boolean;
  readonly summary?: BranchSummary | null;
  readonly isChecksRefused?: boolean;
}
const everything = { sees: true, summary: null, isChecksRefused: false };

function results(row: BranchRow, seen: Seen = {}): Partial<Record<ProbeCheck, Finding['result']>> {
  const { sees, summary, isChecksRefused } = { ...everything, ...seen };
  const verdicts = protectionVerdicts(protectionOf(row, sees, summary, isChecksRefused), 'https://github.example/a/b');
  return Object.fromEntries(verdicts.map(({ check, result }) => [check, result]));
}
const detail = (row: BranchRow, check: ProbeCheck, seen: Seen = {}): string | undefined => {
  const { sees, summary, isChecksRefused } = { ...everything, ...seen };
  return protectionVerdicts(protectionOf(row, sees, summary, isChecksRefused), 'x').find((one) => one.check === check)
    ?.detail;
};

describe('a default branch', () => {
  it('without any rule is not protected, and nothing is required', () => {
    expect(results(branch())).toEqual({
      default_branch_protected: 'unmet',
      ci_on_default_branch: 'unmet',
      code_owner_review_required: 'unmet',
      reviews_required: 'unmet',
    });
  });

  it('is protected by the barest branch protection rule, which keeps force pushes off', () => {
    expect(results(branch({ branchProtectionRule: rule() }))).toMatchObject({
      default_branch_protected: 'met',
      reviews_required: 'unmet',
    });
  });

  it.each([
    ['NON_FAST_FORWARD', 'met'],
    ['PULL_REQUEST', 'met'],
    ['REQUIRED_STATUS_CHECKS', 'met'],
    ['MERGE_QUEUE', 'met'],
    ['DELETION', 'unmet'],
    ['COMMIT_MESSAGE_PATTERN', 'unmet'],
    ['REQUIRED_LINEAR_HISTORY', 'unmet'],
  ] as const)('with a ruleset of %s alone: %s', (type, result) => {
    expect(results(withRules({ type, parameters: null })).default_branch_protected).toBe(result);
  });

  it('requires a review when a rule or a ruleset asks for at least one', () => {
    const asking = (count: number) =>
      branch({ branchProtectionRule: rule({ requiresApprovingReviews: true, requiredApprovingReviewCount: count }) });
    expect(results(asking(1)).reviews_required).toBe('met');
    // A pull request is required, an approval is not.
    expect(results(asking(0)).reviews_required).toBe('unmet');
    expect(results(withRules(pullRequest(0))).reviews_required).toBe('unmet');
    expect(results(withRules(pullRequest(0), pullRequest(1))).reviews_required).toBe('met');
  });

  it('counts no number of reviews of a rule that requires none', () => {
    const off = rule({
      requiresApprovingReviews: false,
      requiredApprovingReviewCount: 2,
      requiresCodeOwnerReviews: true,
    });
    expect(results(branch({ branchProtectionRule: off }))).toMatchObject({
      reviews_required: 'unmet',
      code_owner_review_required: 'unmet',
    });
  });

  it('requires an owner where the rule or the ruleset says so, whatever the number', () => {
    const owners = rule({
      requiresApprovingReviews: true,
      requiredApprovingReviewCount: 0,
      requiresCodeOwnerReviews: true,
    });
    expect(results(branch({ branchProtectionRule: owners })).code_owner_review_required).toBe('met');
    expect(results(withRules(pullRequest(0, true))).code_owner_review_required).toBe('met');
    expect(results(withRules(pullRequest(3, false))).code_owner_review_required).toBe('unmet');
  });
});

describe('CI on the default branch', () => {
  it('is there when a check is required, by rule, ruleset or workflow', () => {
    const required = rule({ requiresStatusChecks: true, requiredStatusCheckContexts: ['build'] });
    const listed = { type: 'REQUIRED_STATUS_CHECKS', parameters: { requiredStatusChecks: [{ context: 'build' }] } };
    expect(results(branch({ branchProtectionRule: required })).ci_on_default_branch).toBe('met');
    expect(results(withRules(listed)).ci_on_default_branch).toBe('met');
    expect(results(withRules({ type: 'WORKFLOWS', parameters: {} })).ci_on_default_branch).toBe('met');
  });

  it('is not there when checks are required, and none is named', () => {
    const none = rule({ requiresStatusChecks: true, requiredStatusCheckContexts: [] });
    const empty = { type: 'REQUIRED_STATUS_CHECKS', parameters: { requiredStatusChecks: [] } };
    expect(results(branch({ branchProtectionRule: none })).ci_on_default_branch).toBe('unmet');
    expect(results(withRules(empty)).ci_on_default_branch).toBe('unmet');
  });

  const commits = (...rollups: (object | null)[]) =>
    branch({ target: { history: { nodes: rollups.map((statusCheckRollup) => ({ statusCheckRollup })) } } });
  it('is there when any of the last commits has a check, even one that failed', () => {
    expect(results(commits(null, { state: 'FAILURE' }, null)).ci_on_default_branch).toBe('met');
    expect(results(commits(null, null)).ci_on_default_branch).toBe('unmet');
  });
  it('is unknown where checks are refused and none is required, and says which permissions', () => {
    expect(detail(commits(null), 'ci_on_default_branch', { isChecksRefused: true })).toBe(
      'The token lacks "Checks: read" and "Commit statuses: read".',
    );
    const required = rule({ requiresStatusChecks: true, requiredStatusCheckContexts: ['build'] });
    expect(results(branch({ branchProtectionRule: required }), { isChecksRefused: true }).ci_on_default_branch).toBe(
      'met',
    );
  });
});

describe('a token that may not see the branch protection rule', () => {
  it('is told apart from a branch without one: apps have no role, users must be administrators', () => {
    expect(seesRules(null, false)).toBe(true);
    expect(seesRules('ADMIN', false)).toBe(true);
    expect(seesRules('WRITE', false)).toBe(false);
    expect([seesRules(null, true), seesRules('ADMIN', true)]).toEqual([false, false]);
  });

  const hidden = { sees: false, summary: { isProtected: true, requiresChecks: false } };
  it('learns from the branch that it is protected, and not what is required', () => {
    expect(results(branch(), hidden)).toEqual({
      default_branch_protected: 'met',
      ci_on_default_branch: 'unmet',
      code_owner_review_required: 'unknown',
      reviews_required: 'unknown',
    });
    expect(detail(branch(), 'reviews_required', hidden)).toBe('The token lacks "Administration: read".');
  });
  it('learns from the branch that a check is required', () => {
    const summary = { isProtected: true, requiresChecks: true };
    expect(results(branch(), { sees: false, summary }).ci_on_default_branch).toBe('met');
  });
  it('learns from the branch that there is no rule at all', () => {
    const summary = { isProtected: false, requiresChecks: false };
    expect(results(branch(), { sees: false, summary })).toMatchObject({
      default_branch_protected: 'unmet',
      reviews_required: 'unmet',
    });
  });
  it('knows nothing where the branch is refused, too', () => {
    expect(results(branch(), { sees: false })).toMatchObject({
      default_branch_protected: 'unknown',
      reviews_required: 'unknown',
    });
  });
  it('still sees what rulesets require', () => {
    expect(results(withRules(pullRequest(2, true)), hidden)).toMatchObject({
      code_owner_review_required: 'met',
      reviews_required: 'met',
    });
  });
  it('takes the rule that is enforced on itself', () => {
    const own = branch({
      refUpdateRule: ofViewer({ requiredApprovingReviewCount: 2, requiredStatusCheckContexts: ['t'] }),
    });
    expect(results(own, { sees: false })).toEqual({
      default_branch_protected: 'met',
      ci_on_default_branch: 'met',
      code_owner_review_required: 'unmet',
      reviews_required: 'met',
    });
  });
  it('says unmet of nothing while rulesets are hidden', () => {
    expect(results(branch({ rules: null }))).toMatchObject({
      default_branch_protected: 'unknown',
      reviews_required: 'unknown',
    });
    expect(detail(branch({ rules: null }), 'reviews_required')).toBe('The token lacks "Metadata: read".');
  });
});
