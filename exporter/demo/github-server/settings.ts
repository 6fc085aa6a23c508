import type { RepositorySettings, RuleDemands, World } from '../world.ts';
import { connection } from './connection.ts';
import { refuse } from './refusal.ts';

type Fields = Readonly<Record<string, unknown>>;
type Arguments = Readonly<Record<string, unknown>> & { readonly first?: number | null; readonly after?: string | null };

const unset: Omit<RepositorySettings, 'repository' | 'fromAt'> = {
  rule: null,
  ruleset: null,
  hasChecks: false,
  codeOwnersErrors: [],
  hasAlerts: false,
  alerts: [],
  files: [],
  hidden: [],
};
type Settings = typeof unset;

/** How a repository is set up at an instant. */
export const settingsAt = ({ settings = [] }: World, repository: string, at: number): Settings =>
  settings.findLast((one) => one.repository === repository && one.fromAt <= at) ?? unset;

const unlessHidden =
  <T>({ hidden }: Settings, what: Settings['hidden'][number], answer: (page: Arguments) => T) =>
  (page: Arguments): T =>
    hidden.includes(what) ? refuse() : answer(page);

const ruleRow = ({ reviews, codeOwners, checks }: RuleDemands): Fields => ({
  requiresApprovingReviews: reviews > 0 || codeOwners,
  requiredApprovingReviewCount: reviews,
  requiresCodeOwnerReviews: codeOwners,
  requiresStatusChecks: checks.length > 0,
  requiredStatusCheckContexts: checks,
});

function rulesetRows({ reviews, codeOwners, checks }: RuleDemands): readonly Fields[] {
  const pullRequest = {
    __typename: 'PullRequestParameters',
    requiredApprovingReviewCount: reviews,
    requireCodeOwnerReview: codeOwners,
  };
  const required = {
    __typename: 'RequiredStatusChecksParameters',
    requiredStatusChecks: checks.map((context) => ({ context })),
  };
  return [
    { type: 'NON_FAST_FORWARD', parameters: null },
    { type: 'PULL_REQUEST', parameters: pullRequest },
    ...(checks.length > 0 ? [{ type: 'REQUIRED_STATUS_CHECKS', parameters: required }] : []),
  ];
}

/** What a repository shows of its settings, beside its branch. A token has no role; a user who is no administrator is refused nothing. */
export function repositorySettings(settings: Settings, at: number, codeOwnersPath: string): Fields {
  const open = settings.alerts.filter(
    ({ createdAt, fixedAt }) => createdAt <= at && (fixedAt === null || fixedAt > at),
  );
  const errors = settings.codeOwnersErrors.map(({ kind, line }) => ({ kind, line, path: codeOwnersPath }));
  return {
    viewerPermission: null,
    codeowners: { errors },
    hasVulnerabilityAlertsEnabled: settings.hasAlerts && !settings.hidden.includes('alerts'),
    vulnerabilityAlerts: unlessHidden(settings, 'alerts', (page) =>
      connection(
        open.map(({ severity, createdAt }) => ({
          createdAt: new Date(createdAt).toISOString(),
          securityVulnerability: { severity },
        })),
        page,
        (_, index) => String(index),
      ),
    ),
  };
}

/** What the default branch shows of what applies to it. */
export const branchSettings = (settings: Settings): Fields => ({
  branchProtectionRule: unlessHidden(settings, 'rule', () => settings.rule && ruleRow(settings.rule)),
  refUpdateRule: null,
  rules: (page: Arguments) =>
    connection(settings.ruleset ? rulesetRows(settings.ruleset) : [], page, (_, index) => String(index)),
});

export const commitChecks = (settings: Settings): Fields => ({
  statusCheckRollup: unlessHidden(settings, 'checks', () => (settings.hasChecks ? { state: 'SUCCESS' } : null)),
});

/** The REST paths of settings: files of the head, and what everybody may see of a branch. Undefined: no such path. */
export function settingsAnswer(world: World, url: URL, at: number): unknown {
  const tree = /^\/repos\/([^/]+\/[^/]+)\/git\/trees\/HEAD$/.exec(url.pathname)?.[1];
  const isThere = (id: string | undefined): id is string => world.repositories.some((one) => one.id === id);
  if (isThere(tree)) {
    const paths = settingsAt(world, tree, at).files;
    return { truncated: false, tree: paths.map((path) => ({ path, type: 'blob' })) };
  }
  const branch = /^\/repos\/([^/]+\/[^/]+)\/branches\/[^/]+$/.exec(url.pathname)?.[1];
  if (!isThere(branch)) return undefined;
  const { rule, ruleset } = settingsAt(world, branch, at);
  const contexts = rule?.checks ?? [];
  return {
    protected: rule !== null || ruleset !== null,
    protection: {
      enabled: rule !== null,
      required_status_checks: { enforcement_level: contexts.length > 0 ? 'non_admins' : 'off', contexts },
    },
  };
}
