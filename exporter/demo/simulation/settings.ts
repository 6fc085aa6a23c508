import type { Instant } from '../../records/index.ts';
import type { RepositorySettings, RuleDemands } from '../world.ts';
import type { DemoRepository } from './organisation.ts';
import { quarterWeeks } from './story.ts';
import { dayMs, weekMs } from './working-time.ts';

const reviewed: RuleDemands = { reviews: 1, codeOwners: false, checks: ['build'] };
const owned: RuleDemands = { ...reviewed, codeOwners: true };
const runbooks = ['README.md', 'docs/runbooks/deploy.md', 'docs/runbooks/restore.md'];

type State = Omit<RepositorySettings, 'repository' | 'fromAt'>;
const sound: State = {
  rule: null,
  ruleset: owned,
  hasChecks: true,
  codeOwnersErrors: [],
  hasAlerts: true,
  alerts: [],
  files: runbooks,
  hidden: [],
};

/**
 * How a repository was set up before the quarter and in it, by weeks of the quarter. The monolith gets better: a review is required from
 * the start of the quarter, an owner's from the sixth week, runbooks come in the ninth; a critical vulnerability is open too long
 * for two weeks. Of the others one has an old vulnerability, one is not protected at all, one has an error in CODEOWNERS and
 * alerts that the token may not see.
 */
function statesOf({ id, isMonolith }: DemoRepository, quarterAt: Instant): readonly (readonly [week: number, State])[] {
  const critical = { severity: 'CRITICAL', createdAt: quarterAt - 10 * dayMs } as const;
  const fixed = { ...critical, fixedAt: quarterAt + 5 * weekMs };
  const minor = { severity: 'MODERATE', createdAt: quarterAt, fixedAt: null } as const;
  if (isMonolith) {
    const before = { ...sound, ruleset: null, files: ['README.md'], alerts: [fixed, minor] };
    return [
      [-99, before],
      [0, { ...before, rule: reviewed }],
      [5, { ...before, rule: owned }],
      [8, { ...before, rule: owned, files: runbooks }],
    ];
  }
  if (id.includes('gateway')) return [[-99, { ...sound, alerts: [{ ...critical, fixedAt: null }] }]];
  if (id.includes('collector')) return [[-99, { ...sound, ruleset: null, files: ['README.md'] }]];
  const errors = [{ kind: 'Unknown owner', line: 2 }];
  return [[-99, { ...sound, codeOwnersErrors: errors, hidden: ['alerts'] }]];
}

/** The settings of a repository through the simulated time, oldest first. */
export function settingsOf(repository: DemoRepository, endsAt: Instant): readonly RepositorySettings[] {
  const quarterAt = endsAt - quarterWeeks * weekMs;
  return statesOf(repository, quarterAt).map(([week, state]) => ({
    ...state,
    repository: repository.id,
    fromAt: quarterAt + week * weekMs,
  }));
}
