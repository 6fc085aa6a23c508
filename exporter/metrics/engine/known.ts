import type { History, SignalSpan } from '../../history/history.ts';
import type { Absence } from '../engine-types.ts';
import type { AnyMetric, Signal } from '../metric.ts';

const dayMs = 86_400_000;

/** What is known of the signals while one question is answered: asking the store each time would cost more than counting. */
export class Signals {
  readonly #history: History;
  readonly #spans = new Map<Signal, SignalSpan>();

  constructor(history: History) {
    this.#history = history;
  }

  get stalenessMs(): number {
    return this.#history.config.stalenessMs;
  }

  span(signal: Signal): SignalSpan {
    const known = this.#spans.get(signal);
    if (known !== undefined) return known;
    const span = this.#history.signal(signal);
    this.#spans.set(signal, span);
    return span;
  }
}

/**
 * Why a metric cannot be known at a moment, whatever its facts say: a source that its definition needs is not configured, has not
 * been read for too long, or was not read so far back. Undefined: it can be known.
 */
export function unknowable(metric: AnyMetric, signals: Signals, from: number, asOf: number): Absence | undefined {
  for (const { signal, lookbackDays = 0, optional = false } of metric.population.needs) {
    const absence = unread(signal, signals, from - lookbackDays * dayMs, asOf);
    if (absence === undefined || (absence === 'not_configured' && optional)) continue;
    return absence;
  }
  return undefined;
}

/** The same for one signal. */
export function unread(signal: Signal, signals: Signals, from: number, asOf: number): Absence | undefined {
  const span = signals.span(signal);
  if (span === 'not_configured') return 'not_configured';
  if (span.completeFromAt === null || span.watermarkAt === null || span.completeFromAt > from) return 'incomplete';
  return asOf > span.watermarkAt + signals.stalenessMs ? 'stale' : undefined;
}

/** The instants around which what is known of a metric changes, for windows of a length. */
export function* knownBoundaries(
  needed: readonly { readonly signal: Signal; readonly lookbackDays?: number }[],
  signals: Signals,
  lengthMs: number,
): Iterable<number> {
  for (const { signal, lookbackDays = 0 } of needed) {
    const span = signals.span(signal);
    if (span === 'not_configured' || span.completeFromAt === null || span.watermarkAt === null) continue;
    yield span.completeFromAt + lookbackDays * dayMs + lengthMs;
    yield span.watermarkAt + signals.stalenessMs;
  }
}
