import { Counter, Gauge, Histogram, Registry } from 'prom-client';

// The only module that knows prom-client: its next release has another name.
export { Counter, Gauge, Histogram, Registry };

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric family as it is exposed. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly labelNames: readonly string[];
  readonly samples: readonly Sample[];
}

/** The exact Content-Type that Prometheus 3 asks for. */
export const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/** The text of a fresh snapshot. A family without samples is left out: prom-client would print a 0 that nobody measured. */
export async function render(families: readonly Family[]): Promise<string> {
  const registry = new Registry();
  for (const { name, help, type, labelNames, samples } of families) {
    if (samples.length === 0) continue;
    const options = { name, help, labelNames: [...labelNames], registers: [registry] };
    if (type === 'gauge') {
      const gauge = new Gauge(options);
      for (const { labels, value } of samples) gauge.set(labels, value);
    } else {
      const counter = new Counter(options);
      for (const { labels, value } of samples) counter.inc(labels, value);
    }
  }
  return registry.metrics();
}
