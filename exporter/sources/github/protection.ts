import type { Verdict } from '../findings.ts';
import type { Demands, Protection } from './branch-rules.ts';

const seeRule = 'Administration: read';
const seeRuleset = 'Metadata: read';
const seeChecks = ['Checks: read', 'Commit statuses: read'];

type Outcome = Pick<Verdict, 'result' | 'detail' | 'missing'>;
const met = (detail: string): Outcome => ({ result: 'met', detail });
const unmet = (detail: string): Outcome => ({ result: 'unmet', detail });
/** Unknown for want of a permission. */
export function lacking(...permissions: readonly string[]): Outcome {
  const missing = permissions.map((name) => `"${name}"`).join(' and ');
  return { result: 'unknown', detail: `The token lacks ${missing}.`, missing };
}

/** What is asked anywhere is asked; that it is asked nowhere, only who sees everything can say. */
function demanded({ classic, rulesets }: Protection, asks: (demands: Demands) => boolean, what: string): Outcome {
  const known = [classic, rulesets].filter((one) => typeof one === 'object');
  if (known.some(asks)) return met(`${what} is required.`);
  if (classic === 'hidden' || classic === 'unknown') return lacking(seeRule);
  return rulesets === 'unknown' ? lacking(seeRuleset) : unmet(`${what} is not required.`);
}

function isProtected({ classic, rulesets }: Protection): Outcome {
  if (typeof classic === 'object' || classic === 'hidden') return met('A branch protection rule applies.');
  if (rulesets !== 'unknown' && rulesets.protects) return met('A ruleset applies.');
  if (classic === 'unknown') return lacking(seeRule);
  return rulesets === 'unknown'
    ? lacking(seeRuleset)
    : unmet('No branch protection rule and no ruleset guards the default branch.');
}

/** CI runs on the default branch when a check is required there, or when one reported on any of its last five commits. */
function runsChecks({ classic, rulesets, requiresChecks, hasChecks }: Protection): Outcome {
  const isRequired = [classic, rulesets].some((one) => typeof one === 'object' && one.checks);
  if (isRequired || requiresChecks) return met('A check is required.');
  if (hasChecks === 'unknown') return lacking(...seeChecks);
  return hasChecks
    ? met('Checks report on its commits.')
    : unmet('No check is required, and none reported on the last five commits.');
}

/** The four verdicts about a default branch; `url` is the repository's page. */
export function protectionVerdicts(protection: Protection, url: string): readonly Verdict[] {
  const page = `${url}/settings/branches`;
  const owners = demanded(protection, ({ codeOwners }) => codeOwners, 'A review by a code owner');
  const reviews = demanded(protection, (demands) => demands.reviews >= 1, 'An approving review');
  return [
    { check: 'default_branch_protected', ...isProtected(protection), url: page },
    { check: 'ci_on_default_branch', ...runsChecks(protection), url: `${url}/actions` },
    { check: 'code_owner_review_required', ...owners, url: page },
    { check: 'reviews_required', ...reviews, url: page },
  ];
}
