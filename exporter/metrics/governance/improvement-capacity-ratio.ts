import type { History } from '../../history/history.ts';
import { hasAnyLabel } from '../../history/labels.ts';
import { improvingKinds } from '../../records/work-item-words.ts';
import type { RecordOf } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import { excluded, isReviewed, refOf, teamsOf } from '../review/human-pull-requests.ts';

type PullRequest = RecordOf<'pull_request'>;

function isImproving(pullRequest: PullRequest, history: History): boolean {
  const kinds = history.config.workItems?.kinds;
  const isLabelled = improvingKinds.some((kind) => hasAnyLabel(pullRequest, kinds?.[kind] ?? []));
  return (
    isLabelled ||
    pullRequest.closes.some((id) => history.workItem(id)?.kinds.some((kind) => improvingKinds.includes(kind)) ?? false)
  );
}

const improvingPullRequests = population({
  id: 'improving_pull_requests',
  root: 'pull_request',
  labels: [''],
  values: ['improving'],
  needs: [{ signal: 'pull_requests' }, { signal: 'work_items' }],
  *factsOf(pullRequest, history) {
    const at = pullRequest.mergedAt;
    if (at === null || !history.isCountedBase(pullRequest)) return;
    const team = history.teamOf(pullRequest);
    if (!isReviewed(pullRequest, history)) return yield excluded(pullRequest, team, at, 'by_bot');
    const values = { improving: isImproving(pullRequest, history) ? 1 : 0 };
    yield { type: 'event', ref: refOf(pullRequest), teams: teamsOf(team), label: '', at, values };
  },
});

/** Is there time for it at all? */
export const improvementCapacityRatio = metric({
  name: 'improvement_capacity_ratio',
  family: 'governance',
  question: 'What share of changes is improvement?',
  help: 'Share of pull requests merged in the window that have a label of improvements, tech debt, action items of retros or audit findings, or close an issue that has one, as they are labelled now. It is effort: read it beside outcome_change_ratio, which tells what came of it. Left out: bots.',
  version: 1,
  unit: 'ratio',
  population: improvingPullRequests,
  aggregate: { ratio: [{ count: { flag: 'improving' } }, { count: { known: 'improving' } }] },
  windows: ['28d', '90d'],
});
