import { createMemoryStore } from '../../exporter/store/memory.ts';
import type { SourceContext } from '../../exporter/sources/source.ts';
import type { Store } from '../../exporter/store/store.ts';

/** A context whose clock is set, which waits for nothing, and remembers what it was told. */
export function testContext(nowAt: number, store: Store = createMemoryStore()) {
  const clock = { at: nowAt };
  const slept: number[] = [];
  const outcomes: string[] = [];
  const warnings: string[] = [];
  const context: SourceContext = {
    store,
    now: () => clock.at,
    meter: { request: (outcome) => outcomes.push(outcome), budget: () => undefined },
    log: { info: () => undefined, warn: (_, message) => warnings.push(message) },
    sleep: async (ms) => void slept.push(ms),
    patienceMs: 10_000,
  };
  return { context, store, clock, slept, outcomes, warnings };
}

export const never = new AbortController().signal;
