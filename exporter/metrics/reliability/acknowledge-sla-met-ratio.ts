import type { Instant, RecordOf } from '../../records/index.ts';
import { metric, population } from '../metric.ts';
import { excludedIncident, factsOfIncident, refOf, untilMerged } from './incident-facts.ts';

/**
 * When the promise was decided and how: the first answer by a person (an acknowledgement, or a resolve) in less than the
 * limit meets it; a resolve by no person before that leaves nobody to answer; else it is broken once the limit has passed.
 */
function decisionOf(
  incident: RecordOf<'incident'>,
  limitMs: number,
): {
  readonly at: Instant;
  readonly outcome: 'met' | 'missed' | 'auto_resolved';
} {
  const deadlineAt = incident.createdAt + limitMs;
  const first = incident.entries.find(
    ({ type, at }) => at < deadlineAt && (type === 'acknowledge' || type === 'resolve'),
  );
  if (!first) return { at: deadlineAt, outcome: 'missed' };
  return { at: first.at, outcome: first.type === 'resolve' && first.user === null ? 'auto_resolved' : 'met' };
}

const answeredIncidents = population({
  id: 'answered_incidents',
  root: 'incident',
  labels: ['P1'],
  values: ['met'],
  needs: [{ signal: 'incidents' }, { signal: 'priorities' }],
  *factsOf(incident, history) {
    yield* factsOfIncident(incident, history, function* (view) {
      if (view.priority !== 'P1') return;
      const { at, outcome } = decisionOf(incident, history.config.limits.acknowledgeMs);
      if (at < incident.createdAt) return yield excludedIncident(incident, view, at, 'impossible_order');
      if (outcome === 'auto_resolved') return yield excludedIncident(incident, view, at, 'auto_resolved');
      const met = outcome === 'met' ? 1 : 0;
      const known = untilMerged(incident, at);
      yield { type: 'event', ref: refOf(incident), teams: view.teams, label: 'P1', at, known, values: { met } };
    });
  },
});

/** Do we answer in time? */
export const acknowledgeSlaMetRatio = metric({
  name: 'acknowledge_sla_met_ratio',
  family: 'reliability',
  question: 'What share of P1s was answered in time?',
  help: 'Share of P1 incidents answered by a person (acknowledged, or resolved) in less than the limit (15 minutes by default), of those decided in the window: answered in time, or the limit passed. Resolved by no person before it: left out.',
  version: 1,
  unit: 'ratio',
  population: answeredIncidents,
  label: { name: 'priority' },
  aggregate: { ratio: [{ count: { flag: 'met' } }, { count: 'all' }] },
  windows: ['7d', '28d', '90d'],
});
