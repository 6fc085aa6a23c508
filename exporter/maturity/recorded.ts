import { metricOf, momentOf, seriesFor } from '../guardrails/line-series.ts';
import type { Engine, Value } from '../metrics/engine-types.ts';
import type { Judged } from '../policy/policy-line.ts';
import type { Instant } from '../records/index.ts';
import { lacking } from './lacking.ts';
import { met, unknown, unmet } from './state.ts';
import type { Finding, ToldFinding } from './state.ts';

/** Nothing that happened is measured, too; what is not configured is not. */
function findingOf(value: Value): Finding {
  if ('value' in value || value.absent === 'no_facts') return met;
  return value.absent === 'not_configured' ? unmet : unknown(value.absent);
}

/** Whether a number is measured, as of an instant. */
export function recorded(engine: Engine, judged: Judged, team: string, asOf: Instant): Finding {
  const series = seriesFor(judged, team);
  return findingOf(engine.at(series, momentOf(series, asOf)));
}

/** The same in words, with where the number is explained. */
export function recordedTold(
  engine: Engine,
  judged: Judged,
  team: string,
  exporterUrl: string,
  asOf: Instant,
): ToldFinding {
  const finding = recorded(engine, judged, team, asOf);
  const { question, all } = metricOf(judged);
  const why = finding.state === 'met' ? 'It is measured' : 'It is not measured';
  const query = [`metric=${judged.metric}`, ...(all === 'only' ? [] : [`team=${team}`])];
  for (const name of ['label', 'window', 'stat'] as const) if (judged[name]) query.push(`${name}=${judged[name]}`);
  return {
    ...finding,
    why: finding.lacks ? lacking[finding.lacks] : `${why}: ${question}`,
    url: `${exporterUrl}/explain?${query.join('&')}&asOf=${new Date(asOf).toISOString()}`,
    knownAt: finding.lacks ? null : asOf,
  };
}
