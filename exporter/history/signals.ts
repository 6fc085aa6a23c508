import type { Config } from '../config/config.ts';
import type { Signal } from '../metrics/metric.ts';
import type { Instant } from '../records/index.ts';
import type { Store } from '../store/store.ts';
import type { SignalSpan } from './history.ts';

type SourceName = 'github' | 'pagerduty' | 'pipeline';

interface Read {
  readonly completeFromAt: Instant | null;
  readonly watermarkAt: Instant | null;
}

/** How much a source has read, as it wrote it down beside its rows. */
function readBy(store: Store, source: SourceName): Read {
  const state = store.state(`source/${source}`) as Partial<Read> | undefined;
  return { completeFromAt: state?.completeFromAt ?? null, watermarkAt: state?.watermarkAt ?? null };
}

/** The sources that feed a signal; [] = not configured. */
function sourcesOf(signal: Signal, config: Config): readonly SourceName[] {
  if (signal === 'pull_requests') return config.github ? ['github'] : [];
  if (signal !== 'deployments') return config.pagerduty ? ['pagerduty'] : [];
  const origins = new Set(config.services.map(({ deployments }) => deployments.from));
  const fromGithub = origins.has('github_deployments') || origins.has('github_actions');
  return [
    ...(fromGithub && config.github ? ['github' as const] : []),
    ...(origins.has('webhook') && config.pipeline ? ['pipeline' as const] : []),
  ];
}

/** What all of a signal's sources have read: from the latest beginning to the earliest end. */
export function signalSpan(signal: Signal, config: Config, store: Store): SignalSpan {
  const reads = sourcesOf(signal, config).map((source) => readBy(store, source));
  if (reads.length === 0) return 'not_configured';
  const starts = reads.map(({ completeFromAt }) => completeFromAt);
  const ends = reads.map(({ watermarkAt }) => watermarkAt);
  return {
    completeFromAt: starts.includes(null) ? null : Math.max(...(starts as Instant[])),
    watermarkAt: ends.includes(null) ? null : Math.min(...(ends as Instant[])),
  };
}
