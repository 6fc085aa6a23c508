import { z } from 'zod';
import { codeOwnersFiles } from './files.ts';

const contexts = z.array(z.string().nullable()).nullish();
const flag = z.boolean();
const count = z.number().nullish();

const classicRule = z.object({
  requiresApprovingReviews: flag,
  requiredApprovingReviewCount: count,
  requiresCodeOwnerReviews: flag,
  requiresStatusChecks: flag,
  requiredStatusCheckContexts: contexts,
});
const ruleOfViewer = z.object({
  requiredApprovingReviewCount: count,
  requiresCodeOwnerReviews: flag,
  requiredStatusCheckContexts: contexts,
});
const rule = z.object({
  type: z.string(),
  parameters: z
    .object({
      requiredApprovingReviewCount: count,
      requireCodeOwnerReview: flag.nullish(),
      requiredStatusChecks: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});
/** The default branch as GraphQL shows it. */
export const branchRow = z.object({
  name: z.string(),
  branchProtectionRule: classicRule.nullable(),
  refUpdateRule: ruleOfViewer.nullable(),
  rules: z.object({ nodes: z.array(rule.nullable()).nullable() }).nullable(),
  target: z
    .object({
      ...codeOwnersFiles,
      history: z
        .object({ nodes: z.array(z.object({ statusCheckRollup: z.unknown() }).nullable()).nullable() })
        .nullish(),
    })
    .nullish(),
});
export type BranchRow = z.output<typeof branchRow>;

/** What a rule asks of a change. */
export interface Demands {
  readonly reviews: number;
  readonly codeOwners: boolean;
  readonly checks: boolean;
}

/** What REST tells everybody who may read: whether a rule exists, and which checks it requires. Null: not to be had. */
export interface BranchSummary {
  readonly isProtected: boolean;
  readonly requiresChecks: boolean;
}

/** Everything known of the protection of a default branch. */
export interface Protection {
  /** Of the branch protection rule. `hidden`: there is one, nobody shows it; `unknown`: not even whether there is one. */
  readonly classic: Demands | 'none' | 'hidden' | 'unknown';
  /** Of the rulesets that apply, taken together. */
  readonly rulesets: (Demands & { readonly protects: boolean }) | 'unknown';
  /** Of the branch summary. */
  readonly requiresChecks: boolean;
  /** Whether a check or status reported on any of the last five commits. */
  readonly hasChecks: boolean | 'unknown';
}

/**
 * Rules of rulesets that keep a push from landing as it is, or history from being rewritten; a bare branch protection rule does no
 * more. Against deletion GitHub guards the default branch anyway, and patterns of names and messages guard nothing.
 */
const protecting = new Set([
  'PULL_REQUEST',
  'REQUIRED_STATUS_CHECKS',
  'WORKFLOWS',
  'MERGE_QUEUE',
  'REQUIRED_DEPLOYMENTS',
  'CODE_SCANNING',
  'UPDATE',
  'LOCK_BRANCH',
  'NON_FAST_FORWARD',
]);

const isAny = (list: readonly unknown[] | null | undefined): boolean => (list?.length ?? 0) > 0;

function classicDemands({ branchProtectionRule: own, refUpdateRule: ofViewer }: BranchRow): Demands | null {
  if (own)
    return {
      reviews: own.requiresApprovingReviews ? (own.requiredApprovingReviewCount ?? 1) : 0,
      codeOwners: own.requiresApprovingReviews && own.requiresCodeOwnerReviews,
      checks: own.requiresStatusChecks && isAny(own.requiredStatusCheckContexts),
    };
  return (
    ofViewer && {
      reviews: ofViewer.requiredApprovingReviewCount ?? 0,
      codeOwners: ofViewer.requiresCodeOwnerReviews,
      checks: isAny(ofViewer.requiredStatusCheckContexts),
    }
  );
}

function rulesetDemands({ rules }: BranchRow): Protection['rulesets'] {
  if (!rules?.nodes) return 'unknown';
  const all = rules.nodes.filter((node) => node !== null);
  const reviews = all.map(({ parameters }) => parameters?.requiredApprovingReviewCount ?? 0);
  return {
    reviews: Math.max(0, ...reviews),
    codeOwners: all.some(({ parameters }) => parameters?.requireCodeOwnerReview === true),
    checks: all.some(({ type, parameters }) => type === 'WORKFLOWS' || isAny(parameters?.requiredStatusChecks)),
    protects: all.some(({ type }) => protecting.has(type)),
  };
}

/**
 * Whether no branch protection rule means that there is none. GitHub refuses an app or a fine-grained token that lacks the permission,
 * but shows a user who is no administrator an empty field, as if there were no rule; apps have no role (null).
 */
export const seesRules = (viewerPermission: string | null, isRefused: boolean): boolean =>
  !isRefused && (viewerPermission === null || viewerPermission === 'ADMIN');

export function protectionOf(
  row: BranchRow,
  sees: boolean,
  summary: BranchSummary | null,
  isChecksRefused: boolean,
): Protection {
  const commits = row.target?.history?.nodes ?? [];
  return {
    classic:
      classicDemands(row) ?? (sees ? 'none' : summary === null ? 'unknown' : summary.isProtected ? 'hidden' : 'none'),
    rulesets: rulesetDemands(row),
    requiresChecks: summary?.requiresChecks ?? false,
    hasChecks: commits.some((commit) => commit?.statusCheckRollup) || (isChecksRefused ? 'unknown' : false),
  };
}
