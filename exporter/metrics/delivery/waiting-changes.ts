import type { History } from '../../history/history.ts';
import type { Instant, RecordOf } from '../../records/index.ts';
import { population } from '../metric.ts';

/** Merged changes that touch a configured service, from an instant after the merge until production contains them. */
function waitingChanges(
  id: string,
  since: (mergedAt: Instant, pullRequest: RecordOf<'pull_request'>, history: History) => Instant,
) {
  return population({
    id,
    root: 'pull_request',
    labels: [''],
    values: [],
    needs: [{ signal: 'pull_requests' }, { signal: 'deployments' }],
    *factsOf(pullRequest: RecordOf<'pull_request'>, history: History) {
      const { mergedAt } = pullRequest;
      if (mergedAt === null || !history.isCountedBase(pullRequest) || history.servicesOf(pullRequest).length === 0)
        return;
      const team = history.teamOf(pullRequest);
      const span = {
        from: since(mergedAt, pullRequest, history),
        to: history.firstContainedAt(pullRequest.id) ?? Infinity,
      };
      if (span.from >= span.to) return;
      yield {
        type: 'span',
        ref: { kind: 'pull_request', id: pullRequest.id },
        teams: team === null ? [] : [team],
        label: '',
        span,
        values: {},
      };
    },
  });
}

export const undeployed = waitingChanges('undeployed_changes', (mergedAt) => mergedAt);

/** From the last instant at which the limit's business days have passed since the merge. */
export const undeployedOverdue = waitingChanges('undeployed_changes_overdue', (mergedAt, pullRequest, history) =>
  history
    .calendar(history.teamOf(pullRequest))
    .businessDayDeadline(mergedAt, history.config.limits.undeployedBusinessDays),
);
