import type { Told } from '../../exporter/evaluation/evaluator.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import type { Instant } from '../../exporter/records/index.ts';

/** Since when anything that a number needs was read to its end; null: nothing was yet. */
export function historyBeginsAt({ history }: Pick<Told, 'history'>): Instant | null {
  const signals = new Set(catalogue.flatMap(({ population }) => population.needs.map(({ signal }) => signal)));
  const begins = [...signals].flatMap((signal) => {
    const span = history.signal(signal);
    // Files have no beginning, and say nothing of when anything else began to be read.
    return span === 'not_configured' || span.completeFromAt === null || span.completeFromAt <= 0
      ? []
      : [span.completeFromAt];
  });
  return begins.length === 0 ? null : Math.min(...begins);
}
