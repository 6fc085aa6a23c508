import { specReviewBusinessDays } from '../../policy/limits.ts';
import type { RecordOf } from '../../records/index.ts';
import { factsOfWorkItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

/** The first word about it, or its close. */
const reviewedAt = ({ events }: RecordOf<'work_item'>): number =>
  events.find(({ type }) => type === 'commented' || type === 'closed')?.at ?? Infinity;

const reviewedSpecs = population({
  id: 'reviewed_specs',
  root: 'work_item',
  labels: [''],
  values: ['met'],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'spec', history, function* ({ createdAt, team }, common) {
      const deadlineAt = history.calendar(team).businessDayDeadline(createdAt, specReviewBusinessDays);
      const answeredAt = reviewedAt(item);
      const at = Math.min(answeredAt, deadlineAt);
      yield { type: 'event', ...common, label: '', at, values: { met: answeredAt <= deadlineAt ? 1 : 0 } };
    });
  },
});

/** Does an idea get an answer? */
export const specReviewSlaMetRatio = metric({
  name: 'spec_review_sla_met_ratio',
  family: 'flow',
  question: 'What share of specs was reviewed in time?',
  help: 'Share of issues labelled as specs that were reviewed within 2 business days of the team, of those decided in the window: reviewed, or the time was over. Reviewed: commented on, by whomever (the source does not say whose a comment is), or closed. Left out: labels that contradict each other.',
  version: 1,
  unit: 'ratio',
  population: reviewedSpecs,
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: { known: 'met' } }] },
  windows: ['7d', '28d', '90d'],
});
