import type { History } from '../../history/history.ts';
import { hasAnyLabel } from '../../history/labels.ts';
import type { RecordOf } from '../../records/index.ts';
import { population } from '../metric.ts';
import { stagesOf } from './lead-time-stages.ts';

type PullRequest = RecordOf<'pull_request'>;

const isFlagged = (pullRequest: PullRequest, { config }: History): boolean =>
  hasAnyLabel(pullRequest, config.rules.flagLabels);

/** One fact per merged pull request at the first deployment of known contents that carries it; those of bots, too. */
export const deployedPullRequests = population({
  id: 'deployed_pull_requests',
  root: 'pull_request',
  labels: [''],
  values: ['leadMs', 'codingMs', 'pickupMs', 'reviewMs', 'mergeMs', 'deployMs', 'flagged'],
  needs: [{ signal: 'pull_requests' }, { signal: 'deployments' }],
  *factsOf(pullRequest, history) {
    const { mergedAt, id } = pullRequest;
    if (mergedAt === null || !history.isCountedBase(pullRequest)) return;
    const team = history.teamOf(pullRequest);
    const common = { ref: { kind: 'pull_request', id } as const, teams: team === null ? [] : [team] };
    const at = history.deploymentsOf(id)[0]?.finishedAt ?? null;
    if (at === null) {
      const containedAt = history.firstContainedAt(id);
      if (containedAt !== null) yield { type: 'excluded', ...common, at: containedAt, reason: 'contents_unknown' };
      return;
    }
    const stages = stagesOf(pullRequest, at, history);
    const flagged = isFlagged(pullRequest, history) ? 1 : 0;
    // Deployed from its branch and merged afterwards, it is known as of the merge.
    const known = { from: Math.max(at, mergedAt), to: Infinity };
    yield { type: 'event', ...common, label: '', at, known, values: { ...stages, flagged } };
  },
});
