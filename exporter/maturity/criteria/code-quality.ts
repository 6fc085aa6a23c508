import type { Criterion } from '../criterion.ts';

const common = { dimension: 'code_quality', scope: 'team' } as const;

/** Code quality: from version control that is enforced to refactoring that never stops (maturity model). */
export const codeQualityCriteria = [
  {
    ...common,
    id: 'default_branch_protected',
    level: 2,
    title: 'The default branch is protected',
    known: { probed: 'default_branch_protected' },
  },
  {
    ...common,
    id: 'ci_on_default_branch',
    level: 2,
    title: 'CI runs on the default branch',
    known: { probed: 'ci_on_default_branch' },
  },
  {
    ...common,
    id: 'code_owners_valid',
    level: 3,
    title: 'CODEOWNERS has no errors',
    known: { probed: 'code_owners_valid' },
  },
  {
    ...common,
    id: 'code_owner_review_required',
    level: 3,
    title: 'A review by a code owner is required',
    known: { probed: 'code_owner_review_required' },
  },
  {
    ...common,
    id: 'small_pull_requests',
    level: 3,
    title: 'Pull requests are small',
    known: { line: 'pull_request_size' },
  },
  {
    ...common,
    id: 'first_reviews_in_time',
    level: 4,
    title: 'Four of five first reviews come in time',
    // Promises are kept as a rule (ours).
    known: {
      measured: {
        metric: 'review_sla_met_ratio',
        window: '28d',
        label: 'first_review',
        limit: { op: 'at_least', value: 0.8 },
      },
    },
  },
  {
    ...common,
    id: 'linked_pull_requests',
    level: 4,
    title: 'Pull requests name their work',
    known: { line: 'linked_pull_requests' },
  },
  {
    ...common,
    id: 'tests_change_with_code',
    level: 4,
    title: 'Four of five pull requests that change code change a test',
    // Some changes of code need no other test (ours).
    known: { measured: { metric: 'tested_pull_requests_ratio', window: '28d', limit: { op: 'at_least', value: 0.8 } } },
  },
  {
    ...common,
    id: 'debt_repaid',
    level: 5,
    cameIn: '2026-Q4',
    title: 'No less tech debt is paid back than written down',
    known: { measured: { metric: 'tech_debt_repaid_ratio', window: '90d', limit: { op: 'at_least', value: 1 } } },
  },
  {
    ...common,
    id: 'coupling_not_worse',
    level: 5,
    title: 'Pull requests do not cross modules more often than before',
    known: {
      measured: {
        metric: 'cross_module_pull_requests_ratio',
        window: '28d',
        limit: { op: 'not_worse_than_before', value: 0 },
      },
    },
  },
] as const satisfies readonly Criterion[];
