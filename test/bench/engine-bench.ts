/** Evaluating, sliding and changing at scale, of the engine alone: `node --expose-gc --import tsx test/bench/engine-bench.ts`. */
import { createEngine } from '../../exporter/metrics/engine.ts';
import type { Engine } from '../../exporter/metrics/engine-types.ts';
import { synthetic } from './synthetic-catalogue.ts';
import { dayMs, endAt } from './synthetic-populations.ts';
import type { Size } from './synthetic-populations.ts';
import { report, timed } from './row.ts';
import type { Row } from './row.ts';

const large: Size = {
  pullRequests: 100_000,
  deployments: 20_000,
  incidents: 5_000,
  teams: 10,
  services: 30,
  days: 730,
};
const dense: Size = { ...large, days: 90 };
const demo: Size = { pullRequests: 3_000, deployments: 1_200, incidents: 150, teams: 5, services: 4, days: 190 };

const count = (items: Iterable<unknown>): number => [...items].length;

function memoryMb(): number {
  global.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

function* evaluating(
  name: string,
  size: Size,
  limits: { readonly first: number; readonly warm: number },
): Iterable<Row> {
  const { catalogue, history, roots } = synthetic(size);
  const before = memoryMb();
  const engine = createEngine(catalogue);
  const [loaded] = timed(() => engine.replace(roots, history));
  yield { what: `${name}: load`, value: loaded, unit: 'ms' };
  const [first, series] = timed(() => count(engine.evaluate(endAt)));
  yield { what: `${name}: first evaluation`, value: first, unit: 'ms', limit: limits.first };
  const warm = [1, 2, 3, 4, 5]
    .map((n) => timed(() => count(engine.evaluate(endAt - n * 1_000)))[0])
    .sort((a, b) => a - b);
  yield { what: `${name}: warm evaluation`, value: warm[2]!, unit: 'ms', limit: limits.warm };
  yield { what: `${name}: samples`, value: series, unit: 'series' };
  for (const root of [roots[0]!, roots[size.pullRequests >> 1]!, roots[size.pullRequests + 1]!]) {
    const [one] = timed(() => engine.replace([root], history));
    yield { what: `${name}: replace ${root.id}`, value: one, unit: 'ms', limit: 30 };
  }
  const [again] = timed(() => count(engine.evaluate(endAt)));
  yield { what: `${name}: evaluation after it`, value: again, unit: 'ms', limit: limits.warm };
  yield { what: `${name}: facts`, value: memoryMb() - before, unit: 'MB', limit: 200 };
}

function slideAll(engine: Engine, names: readonly string[], instants: readonly number[]): number {
  let runs = 0;
  for (const name of names) engine.slide(name, instants, () => (runs += 1));
  return runs;
}

function* sliding(name: string, size: Size, stepMs: number, limit?: number): Iterable<Row> {
  const { catalogue, history, roots } = synthetic(size);
  const engine = createEngine(catalogue);
  engine.replace(roots, history);
  const instants = Array.from({ length: (90 * dayMs) / stepMs }, (_, n) => endAt - 90 * dayMs + (n + 1) * stepMs);
  const [ms, runs] = timed(() =>
    slideAll(
      engine,
      catalogue.map((each) => each.name),
      instants,
    ),
  );
  yield { what: `${name}, ${instants.length} instants`, value: ms, unit: 'ms', ...(limit && { limit }) };
  yield { what: `${name}: output`, value: runs, unit: 'runs' };
}

/** Every row of the table, as measured here and now. */
function* engineBench(): Iterable<Row> {
  yield* evaluating('100,000 pull requests over 24 months', large, { first: 300, warm: 100 });
  yield* evaluating('all of them inside 90 days', dense, { first: 1_000, warm: 1_000 });
  yield* sliding('demo, every hour of 90 days', demo, 3_600_000, 1_500);
  yield* sliding('demo, every 5 minutes of 90 days', demo, 300_000, 3_000);
  yield* sliding('100,000 pull requests, every hour of 90 days', large, 3_600_000);
}

await report(engineBench());
