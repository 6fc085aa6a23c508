import type { Numbers } from '../../exporter/derived/numbers.ts';
import { createNumbers } from '../../exporter/evaluation/numbers.ts';
import type { IncidentEntry, Instant } from '../../exporter/records/index.ts';
import { at } from '../history/organisation.ts';
import type { Organisation } from '../history/organisation.ts';

const kinds = [
  'pull_request',
  'service_deployment',
  'incident',
  'pagerduty_service',
  'work_item',
  'team',
  'service',
  'surveys',
] as const;

/** The engine over all that an organisation holds, read over a span. */
export function engineOver(made: Organisation, from = at(-200), to = at(365)): Numbers {
  made.put({ kind: 'priorities', id: 'account', names: ['P1', 'P2', 'P3'] });
  made.read(from, to);
  const history = made.history();
  const engine = createNumbers(history.config);
  engine.replace(
    kinds.flatMap((kind) => Array.from(history.roots(kind), ({ id }) => ({ kind, id }))),
    history,
  );
  return engine;
}

/** An entry of an incident's log, by somebody of web. */
export const entry = (
  type: IncidentEntry['type'],
  when: Instant,
  more: Partial<IncidentEntry> = {},
): IncidentEntry => ({
  id: `${type}-${when}`,
  type,
  at: when,
  user: 'PD-ANN',
  channel: null,
  ...more,
});
