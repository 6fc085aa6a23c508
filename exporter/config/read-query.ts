import { createHash } from 'node:crypto';
import type { Config, Named, ReadQuery } from './config.ts';
import type { Document } from './schema.ts';

type Prometheus = NonNullable<Document['prometheus']>;
/** A query as a person writes it. */
export type QueryDocument = Prometheus['queries'][number];

export function toPrometheus({ url, token, basic, schedule, queries }: Prometheus): NonNullable<Config['prometheus']> {
  return {
    url: url.replace(/\/+$/, ''),
    auth: token === undefined ? (basic ?? null) : { token },
    schedule,
    queries: queries.map(toQuery),
  };
}

/** With its defaults, and with the key by which its readings are kept. */
export function toQuery(read: QueryDocument): ReadQuery {
  const { id, kind, query, team, team_label = 'team', guardrail = null } = read;
  const asked = { kind, query, team: named(team, team_label), name: nameOf(read), guardrail };
  const mark = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 8);
  return { id, key: `${id}@${mark}`, ...asked };
}

const named = (fixed: string | undefined, label: string): Named => (fixed === undefined ? { label } : { fixed });

function nameOf({ kind, slo, slo_label = 'slo', experiment_label = 'experiment' }: QueryDocument): Named | null {
  if (kind === 'slo_count') return null;
  return kind === 'experiment_change' ? { label: experiment_label } : named(slo, slo_label);
}
