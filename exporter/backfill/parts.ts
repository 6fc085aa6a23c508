import type { Config } from '../config/config.ts';
import type { Family } from '../exposition/registry.ts';
import type { Guardrails } from '../guardrails/guardrails.ts';
import type { Engine } from '../metrics/engine-types.ts';
import type { Span } from '../records/index.ts';
import type { PastFamily } from './open-metrics.ts';

/** What the past is told from: the same parts that answer a scrape. */
export interface Parts {
  readonly config: Config;
  readonly engine: Engine;
  readonly guardrails: Guardrails;
  /** The counters as of instants of a span, asked for in their order. */
  readonly countersOver: (span: Span) => (asOf: number) => readonly Family[];
}

/** What is told beside the catalogue. */
export interface Others {
  /** Of its families, with the prefix. */
  readonly names: readonly string[];
  /** Of the families that are wanted, by their names. */
  readonly past: (instants: readonly number[], wanted: ReadonlySet<string>) => Iterable<PastFamily>;
}
