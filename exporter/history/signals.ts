import type { Config, ReadQuery } from '../config/config.ts';
import type { Signal } from '../metrics/metric.ts';
import type { Instant } from '../records/index.ts';
import type { Store } from '../store/store.ts';
import type { SignalSpan } from './history.ts';

type SourceName = 'github' | 'pagerduty' | 'pipeline' | 'surveys' | 'assessments';
/** Where it is written how far something has been read; of Prometheus each query apart, by its key. */
type Key =
  | `source/${SourceName}`
  | `source/prometheus/${string}`
  | `probes/${SourceName}`
  | 'work_items/github'
  | 'threads/github';

interface Read {
  readonly completeFromAt: Instant | null;
  readonly watermarkAt: Instant | null;
}

/** How much a source has read, as it wrote it down beside its rows. */
function readBy(store: Store, key: Key): Read {
  const state = store.state(key) as Partial<Read> | undefined;
  return { completeFromAt: state?.completeFromAt ?? null, watermarkAt: state?.watermarkAt ?? null };
}

/** The kind of query whose answers a signal is. */
const asked: Readonly<Partial<Record<Signal, ReadQuery['kind']>>> = {
  error_budgets: 'error_budget_remaining',
  slo_counts: 'slo_count',
  experiment_changes: 'experiment_change',
};

/** What feeds a signal; [] = not configured. */
function readingsOf(signal: Signal, config: Config): readonly Key[] {
  if (signal === 'pull_requests') return config.github ? ['source/github'] : [];
  // Nobody can look at threads as they were: they begin with the first look.
  if (signal === 'review_threads') return config.github ? ['threads/github'] : [];
  // Issues may be configured later than the rest of GitHub: what is read of them is written down apart.
  if (signal === 'work_items') return config.github && config.workItems ? ['work_items/github'] : [];
  if (signal === 'agents') return config.github && config.people.agents.length > 0 ? ['source/github'] : [];
  if (signal === 'golden_paths')
    return config.rules.goldenPathWorkflows.length > 0 ? readingsOf('deployments', config) : [];
  if (signal === 'agent_deployments') return config.people.agents.length > 0 ? readingsOf('deployments', config) : [];
  if (signal === 'github_probes') return config.github ? ['probes/github'] : [];
  if (signal === 'pagerduty_probes') return config.pagerduty ? ['probes/pagerduty'] : [];
  if (signal === 'assessments') return config.maturity.assessments ? ['source/assessments'] : [];
  if (signal === 'surveys') return config.surveys ? ['source/surveys'] : [];
  // That another query cannot be answered says nothing.
  if (asked[signal] !== undefined)
    return (config.prometheus?.queries ?? [])
      .filter(({ kind }) => kind === asked[signal])
      .map(({ key }) => `source/prometheus/${key}` as const);
  if (signal !== 'deployments') return config.pagerduty ? ['source/pagerduty'] : [];
  const origins = new Set(config.services.map(({ deployments }) => deployments.from));
  const fromGithub = origins.has('github_deployments') || origins.has('github_actions');
  return [
    ...(fromGithub && config.github ? ['source/github' as const] : []),
    ...(origins.has('webhook') && config.pipeline ? ['source/pipeline' as const] : []),
  ];
}

/**
 * What all of a signal's sources have read: from the latest beginning to the earliest end. Probes begin with their first round
 * (nobody looked before) and reach to when the next is due: until then their findings stand.
 */
export function signalSpan(signal: Signal, config: Config, store: Store): SignalSpan {
  const reads = readingsOf(signal, config).map((key) => readBy(store, key));
  if (reads.length === 0) return 'not_configured';
  const starts = reads.map(({ completeFromAt }) => completeFromAt);
  const ends = reads.map(({ watermarkAt }) => watermarkAt);
  return {
    completeFromAt: starts.includes(null) ? null : Math.max(...(starts as Instant[])),
    watermarkAt: ends.includes(null) ? null : Math.min(...(ends as Instant[])),
  };
}
