import type { History } from '../../history/history.ts';
import type { RecordOf } from '../../records/index.ts';
import type { Excluded, Ref, TeamId } from '../metric.ts';

type PullRequest = RecordOf<'pull_request'>;

export const refOf = ({ id }: PullRequest): Ref => ({ kind: 'pull_request', id });
export const teamsOf = (team: TeamId | null): readonly TeamId[] => (team === null ? [] : [team]);

/** Review is between people: a bot's pull request is out of it, a coding agent's is not. */
export const isReviewed = ({ author }: PullRequest, history: History): boolean =>
  history.isHuman(author) || history.isAgent(author);

/** Where it counts (default and configured base branches) and was opened by a person or an agent. */
export const isCounted = (pullRequest: PullRequest, history: History): boolean =>
  history.isCountedBase(pullRequest) && isReviewed(pullRequest, history);

export const excluded = (
  pullRequest: PullRequest,
  team: TeamId | null,
  at: number,
  reason: Excluded['reason'],
): Excluded => ({
  type: 'excluded',
  ref: refOf(pullRequest),
  at,
  teams: teamsOf(team),
  reason,
});
