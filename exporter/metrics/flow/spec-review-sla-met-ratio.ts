import { difference } from '../../history/spans.ts';
import { specReviewBusinessDays } from '../../policy/limits.ts';
import type { RecordOf } from '../../records/index.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

/** The first word of another person about it, or the close by one. */
const reviewedAt = ({ events }: RecordOf<'work_item'>): number =>
  events.find((event) => (event.type === 'commented' || event.type === 'closed') && event.by === undefined)?.at ??
  Infinity;

const reviewedSpecs = population({
  id: 'reviewed_specs',
  root: 'work_item',
  labels: [''],
  values: ['met'],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'spec', history, function* ({ createdAt, team, open }, common) {
      const deadlineAt = history.calendar(team).businessDayDeadline(createdAt, specReviewBusinessDays);
      const answeredAt = reviewedAt(item);
      const isMet = answeredAt <= deadlineAt;
      const [given] = difference([{ from: createdAt, to: deadlineAt }], open).slice(-1);
      if (!isMet && given?.to === deadlineAt)
        return yield { type: 'excluded', ...common, at: given.from, reason: 'ended_before_deadline' };
      yield {
        type: 'event',
        ...common,
        label: '',
        at: Math.min(answeredAt, deadlineAt),
        values: { met: isMet ? 1 : 0 },
      };
    });
  },
});

/** Does an idea get an answer? */
export const specReviewSlaMetRatio = metric({
  name: 'spec_review_sla_met_ratio',
  family: 'flow',
  question: 'What share of specs was reviewed in time?',
  help: 'Share of issues labelled as specs that were reviewed within 2 business days of the team, of those decided in the window: reviewed, or the time was over. Reviewed: commented on or closed by a person other than who opened it. Left out: what its author or a bot closed before that, in its time, labels that contradict each other.',
  version: 2,
  unit: 'ratio',
  population: reviewedSpecs,
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] },
  windows: ['7d', '28d', '90d'],
});
