import { metric, population } from '../metric.ts';
import { factsOfIncident, refOf, untilMerged } from '../reliability/incident-facts.ts';

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
});

/** Did anybody decide what has to change? */
export const postIncidentReviewsOverdue = metric({
  name: 'post_incident_reviews_overdue',
  family: 'governance',
  question: 'After how many incidents did nobody decide what has to change?',
  help: 'P1 incidents, now, whose corrective review has not been held although its time is over: 48 hours after the first resolve (reopening restarts nothing), at the latest 96 hours after the incident began. It is held when an issue labelled as a governance review and as post-incident that gives the address of the incident is first closed as completed; nothing takes that back.',
  version: 2,
  unit: 'count',
  population: overdueReviews,
  aggregate: { open: 'all' },
  windows: 'instant',
  zeros: 'closed',
});
