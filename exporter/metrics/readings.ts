import type { History } from '../history/history.ts';
import type { RecordOf } from '../records/index.ts';
import type { ReadQuery } from '../config/config.ts';
import type { SpanFact } from './metric.ts';

type Reading = RecordOf<'reading'>;

/**
 * What a day of a series says, once under each label, where a configured query of a kind asked for it. A team that is not configured is
 * nobody's: unattributed.
 */
export function* factsOfReading(
  reading: Reading,
  history: History,
  kind: ReadQuery['kind'],
  labelsOf: (query: ReadQuery) => readonly string[],
): Iterable<SpanFact<string, never>> {
  const query = history.queryOf(reading);
  if (query?.kind !== kind) return;
  const teams = history.config.teams.some(({ id }) => id === reading.team) ? [reading.team] : [];
  const ref = { kind: 'reading', id: reading.id } as const;
  for (const { from, to, state } of history.statesOf(reading))
    for (const label of labelsOf(query))
      yield { type: 'span', ref, teams, label, span: { from, to }, state, values: {} };
}
