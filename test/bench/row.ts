/** One line of the benchmark's table. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'series' | 'runs' | 'requests' | 'points' | 'times';
  /** What it must not exceed. */
  readonly limit?: number;
}

export function timed<T>(work: () => T): readonly [ms: number, result: T] {
  const startedAt = performance.now();
  const result = work();
  return [performance.now() - startedAt, result];
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

export const line = ({ what, value, unit, limit }: Row): string => {
  const verdict = limit === undefined ? '' : value <= limit ? `≤ ${limit}` : `ABOVE ${limit}`;
  return `${what.padEnd(84)} ${value.toFixed(value < 10 ? 2 : 0).padStart(10)} ${unit.padEnd(8)} ${verdict}`;
};

/** Prints rows as they come: for a person, or as JSON lines for the whole benchmark. */
export async function report(rows: Iterable<Row> | AsyncIterable<Row>): Promise<void> {
  const isJson = process.argv.includes('--json');
  for await (const row of rows) console.log(isJson ? JSON.stringify(row) : line(row));
}
