import type { History } from '../../history/history.ts';
import type { Absence } from '../engine-types.ts';
import type { AnyMetric, Signal } from '../metric.ts';

const dayMs = 86_400_000;

/**
 * Why a metric cannot be known at a moment, whatever its facts say: a source that its definition needs is not configured, has not
 * been read for too long, or was not read so far back. Undefined: it can be known.
 */
export function unknowable(metric: AnyMetric, history: History, from: number, asOf: number): Absence | undefined {
  for (const { signal, lookbackDays = 0, optional = false } of metric.population.needs) {
    const absence = unread(signal, history, from - lookbackDays * dayMs, asOf);
    if (absence === undefined || (absence === 'not_configured' && optional)) continue;
    return absence;
  }
  return undefined;
}

/** The same for one signal. */
export function unread(signal: Signal, history: History, from: number, asOf: number): Absence | undefined {
  const span = history.signal(signal);
  if (span === 'not_configured') return 'not_configured';
  if (span.completeFromAt === null || span.watermarkAt === null || span.completeFromAt > from) return 'incomplete';
  return asOf > span.watermarkAt + history.config.stalenessMs ? 'stale' : undefined;
}

/** The instants around which what is known of a metric changes, for windows of a length. */
export function* knownBoundaries(
  needed: readonly { readonly signal: Signal; readonly lookbackDays?: number }[],
  history: History,
  lengthMs: number,
): Iterable<number> {
  for (const { signal, lookbackDays = 0 } of needed) {
    const span = history.signal(signal);
    if (span === 'not_configured' || span.completeFromAt === null || span.watermarkAt === null) continue;
    yield span.completeFromAt + lookbackDays * dayMs + lengthMs;
    yield span.watermarkAt + history.config.stalenessMs;
  }
}
