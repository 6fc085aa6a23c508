import type { History } from '../../history/history.ts';
import { learnReviewMs } from '../../policy/limits.ts';
import type { Instant, RecordOf, WorkItemEvent } from '../../records/index.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

type WorkItem = RecordOf<'work_item'>;

/** When what closes the issue was deployed, for each service that carries it; one instant once, in their order. */
function deployedAt({ id }: WorkItem, history: History): readonly Instant[] {
  const closers = history.closersOf(id).filter((one) => history.root('pull_request', one)?.closes.includes(id));
  const deployments = closers.flatMap((one) => history.deploymentsOf(one));
  return [...new Set(deployments.map(({ finishedAt }) => finishedAt!))].sort((a, b) => a - b);
}

/** The first word about it from an instant on, or its close, by a person: who opened it is whose it is to say what came of it. */
const reviewedFrom = ({ events }: WorkItem, from: Instant): Instant =>
  events.find((event) => isLook(event) && event.at >= from)?.at ?? Infinity;

const isLook = (event: WorkItemEvent): boolean =>
  (event.type === 'commented' || event.type === 'closed') && event.by !== 'bot';

const learntFrom = population({
  id: 'learn_reviews',
  root: 'work_item',
  labels: [''],
  values: ['met'],
  needs: [{ signal: 'work_items' }, { signal: 'pull_requests' }, { signal: 'deployments' }],
  *factsOf(item, history) {
    const kind = history.workItem(item.id)?.kinds.includes('experiment') ? 'experiment' : 'spec';
    yield* factsOfWorkItem(item, kind, history, function* (_, common) {
      const deployed = deployedAt(item, history);
      for (const [index, from] of deployed.entries()) {
        const nextAt = deployed[index + 1] ?? Infinity;
        const [deadlineAt, answeredAt] = [from + learnReviewMs, reviewedFrom(item, from)];
        const at = Math.min(answeredAt, deadlineAt);
        // The next deployment brings something new to look at, whether or not this one was.
        if (at < nextAt)
          yield { type: 'event', ...common, label: '', at, known: { from: at, to: nextAt }, values: { met: answeredAt <= deadlineAt ? 1 : 0 } }; // prettier-ignore
      }
    });
  },
});

/** Do we look at what a change did? */
export const learnReviewSlaMetRatio = metric({
  name: 'learn_review_sla_met_ratio',
  family: 'flow',
  question: 'What share of what was deployed was looked at afterwards?',
  help: 'Share of issues labelled as experiments or specs that were looked at within 7 days of the last deployment of a pull request that closes them, of those decided in the window: looked at, or the time was over. Looked at: commented on or closed after that deployment by a person, who opened it among them. A later deployment starts again. Left out: what nothing deployed closes, labels that contradict each other.',
  version: 2,
  unit: 'ratio',
  population: learntFrom,
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] },
  windows: ['7d', '28d', '90d'],
});
