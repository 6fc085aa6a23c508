import { governanceReviews } from '../../records/work-item-words.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';

/** The one review that each team holds for itself; the others are the organisation's, whoever wrote them down. */
const ofTeams = 'weekly_delivery';

const heldReviews = population({
  id: 'held_reviews',
  root: 'work_item',
  labels: governanceReviews,
  values: [],
  needs: [{ signal: 'work_items' }],
  *factsOf(item, history) {
    yield* factsOfWorkItem(item, 'governance_review', history, function* (view, common) {
      const { ref, teams } = common;
      yield* givenUpItem(view, common);
      for (const known of view.done)
        for (const label of view.reviews) {
          const whose = label === ofTeams ? ({ teams, only: 'teams' } as const) : ({ teams: [], only: 'all' } as const);
          yield { type: 'event', ref, ...whose, label, at: known.from, known, values: {} };
        }
    });
  },
});

/** Do we look at ourselves as often as we said? */
export const governanceReviewTimestampSeconds = metric({
  name: 'governance_review_timestamp_seconds',
  family: 'governance',
  question: 'When was each review last held?',
  help: 'Unix time at which an issue labelled as a governance review and as this review was last closed as completed, and not reopened: weekly_delivery of each team, the others of the organisation (team="all"). Absent where none has been held, as far back as issues were read. Left out: what was closed as not planned or as a duplicate, labels that contradict each other.',
  version: 2,
  unit: 'timestamp',
  population: heldReviews,
  label: { name: 'review' },
  aggregate: { latest: 'at' },
  windows: 'ever',
});
