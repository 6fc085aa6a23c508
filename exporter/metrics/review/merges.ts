import type { History } from '../../history/history.ts';
import type { RecordOf, Review } from '../../records/index.ts';
import { population } from '../metric.ts';
import type { FactValue } from '../metric.ts';
import { refOf, teamsOf } from './human-pull-requests.ts';
import { isCrossModule, modulesOf } from './merged-pull-requests.ts';
import { isRed } from './required-checks.ts';
import { reviewClock } from './review-clock.ts';

type PullRequest = RecordOf<'pull_request'>;

/** Every merge, those of bots included, and the approvals and checks that it lacked. */
export const merges = population({
  id: 'merges',
  root: 'pull_request',
  labels: [''],
  values: ['unapproved', 'withoutCodeOwner', 'withoutEveryOwner', 'red'],
  needs: [{ signal: 'pull_requests' }],
  *factsOf(pullRequest, history) {
    const at = pullRequest.mergedAt;
    if (at === null || !history.isCountedBase(pullRequest)) return;
    const { team, approvals } = reviewClock(pullRequest, history);
    const isApproved = approvals.standing.at(-1)?.to === Infinity;
    yield {
      type: 'event',
      ref: refOf(pullRequest),
      teams: teamsOf(team),
      label: '',
      at,
      values: {
        unapproved: isApproved ? 0 : 1,
        withoutCodeOwner: lacks(pullRequest, () => lacksCodeOwner(pullRequest, approvals.atEnd, history)),
        withoutEveryOwner: lacks(pullRequest, () => lacksAnOwner(pullRequest, approvals.atEnd, history)),
        red: isRed(pullRequest, at),
      },
    };
  },
});

const lacks = ({ files }: PullRequest, isLacking: () => boolean): FactValue =>
  files === null ? { leftOut: 'files_unknown' } : isLacking() ? 1 : 0;

/** None of the approvals is by an owner of a changed path. What nobody owns lacks no owner. */
function lacksCodeOwner(pullRequest: PullRequest, approvals: readonly Review[], history: History): boolean {
  const paths = (pullRequest.files ?? []).flatMap(({ path }) => (history.isGenerated(path) ? [] : [path]));
  const owners = history.approversOf(paths, history.codeOwnersOf(pullRequest), pullRequest.mergedAt!);
  return owners.size > 0 && !approvals.some(({ author }) => author && owners.has(author.login.toLowerCase()));
}

/** A change across modules asks every team of them. */
function lacksAnOwner(pullRequest: PullRequest, approvals: readonly Review[], history: History): boolean {
  const modules = modulesOf(pullRequest, history);
  if (!isCrossModule(modules)) return false;
  const approving = approvals.flatMap(({ author, submittedAt }) =>
    author ? history.teamsOfLogin(author.login, submittedAt) : [],
  );
  return modules.flat().some((team) => !approving.includes(team));
}
