import type { Config } from '../config/config.ts';
import type { Explanation, Value } from '../metrics/engine-types.ts';
import type { Ref } from '../metrics/metric.ts';
import { reasons } from '../metrics/reasons.ts';
import { fileProblems, fileProblemsUrl } from '../records/file-problems.ts';
import type { Store } from '../store/store.ts';

/** A fact as a person reads it: what it is, and where to look. */
export interface Described {
  readonly title: string;
  readonly url: string | null;
  readonly at: number;
}

export interface ExplainedAnswer {
  readonly value: Value;
  readonly facts: readonly (Described & {
    readonly value: number;
    readonly inNumerator?: boolean;
    readonly provisionalUntil?: number;
    /** When what waits is late. */
    readonly dueAt?: number;
  })[];
  readonly excluded: readonly (Described & { readonly reason: string })[];
}

/** Titles and links are read from the store, so that nothing but facts stays in memory. */
export function describeExplanation(
  { value, facts, excluded }: Explanation,
  store: Store,
  config: Config,
): ExplainedAnswer {
  return {
    value,
    facts: facts.map(({ ref, ...fact }) => ({ ...fact, ...describe(ref, store, config) })),
    excluded: excluded.map(({ ref, at, reason }) => ({ at, reason: reasons[reason], ...describe(ref, store, config) })),
  };
}

/** Somebody may be mentioned in a title: nobody is named here. */
const withoutMentions = (title: string): string => title.replace(/(^|[^\w/])@[\w-]+/g, '$1@…');

/** A thing as a person reads it. */
export function describe(
  { kind, id }: Ref,
  store: Store,
  config: Config,
): { readonly title: string; readonly url: string | null } {
  if (kind === 'pull_request' || kind === 'work_item') {
    const found = store.get(kind, id);
    return { title: `${id} ${withoutMentions(found?.title ?? '')}`.trim(), url: found?.url ?? null };
  }
  if (kind === 'incident') {
    const found = store.get('incident', id);
    return { title: withoutMentions(found?.title.trim() || id), url: found?.url ?? null };
  }
  if (kind === 'pagerduty_service') {
    const found = store.get('pagerduty_service', id);
    return { title: found?.name ?? id, url: found?.url ?? null };
  }
  if (kind === 'reading') {
    const found = store.get('reading', id);
    const asked = config.prometheus?.queries.find(({ key }) => key === found?.query)?.id ?? id;
    return { title: [asked, found?.team, found?.name].filter(Boolean).join(' · '), url: null };
  }
  // Its file has single answers: no page leads there but for its own mistakes.
  if (kind === 'survey_wave') return { title: `survey ${id}`, url: null };
  if (kind === 'survey_file') {
    const found = store.get('survey_file', id);
    return found ? { title: fileProblems(found), url: fileProblemsUrl(found) } : { title: id, url: null };
  }
  if (kind === 'service_deployment') return describeDeployment(id, store);
  return { title: config.teams.find((team) => team.id === id)?.name ?? id, url: null };
}

function describeDeployment(id: string, store: Store): { readonly title: string; readonly url: string | null } {
  const [recordId, service] = [id.slice(0, id.lastIndexOf('/')), id.slice(id.lastIndexOf('/') + 1)];
  const found = store.get('deployment', recordId);
  const commit = found?.commit ? ` at ${found.commit.slice(0, 10)}` : '';
  return { title: `${service}${commit} to ${found?.environment ?? 'production'}`, url: found?.url ?? null };
}
