import type { History } from '../../history/history.ts';
import type { RecordOf } from '../../records/index.ts';
import { factsOfWorkItem, givenUpItem } from '../items-of-kind.ts';
import { metric, population } from '../metric.ts';
import type { Excluded, Fact } from '../metric.ts';
import { factsOfIncident, refOf, untilMerged } from '../reliability/incident-facts.ts';

/** Reviews that are no answer to any incident: given up, or with labels that contradict each other. */
function* worthlessReviews(item: RecordOf<'work_item'>, history: History): Iterable<Fact<'', never> | Excluded> {
  if (!history.workItem(item.id)?.reviews.includes('post_incident')) return;
  yield* factsOfWorkItem(item, 'governance_review', history, givenUpItem);
}

/** From the last instant at which it would have been in time until it is held. */
const overdueReviews = population({
  id: 'overdue_post_incident_reviews',
  root: 'incident',
  labels: [''],
  values: [],
  needs: [{ signal: 'incidents' }, { signal: 'priorities' }, { signal: 'work_items' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* ({ review, teams }) {
      if (!review) return;
      const span = untilMerged(incident, review.dueAt, review.completedAt ?? Infinity);
      if (span.to > span.from) yield { type: 'span', ref: refOf(incident), teams, label: '', span, values: {} };
    });
  },
  also: { root: 'work_item', factsOf: worthlessReviews },
});

/** Did anybody decide what has to change? */
export const postIncidentReviewsOverdue = metric({
  name: 'post_incident_reviews_overdue',
  family: 'governance',
  question: 'After how many incidents did nobody decide what has to change?',
  help: 'P1 incidents, now, whose corrective review has not been held although its time is over: 48 hours after the first resolve (reopening restarts nothing), at the latest 96 hours after the incident began. It is held when an issue labelled as a governance review and as post-incident that gives the address of the incident is first closed as completed; nothing takes that back. One whose labels contradict each other is none.',
  version: 2,
  unit: 'count',
  population: overdueReviews,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
