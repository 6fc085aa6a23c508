/** One family's past: its series with runs of equal values, `[first, end)` being indexes into the instants. */
export interface PastFamily {
  /** With the prefix; a counter's ends in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly series: Iterable<PastSeries>;
}
export interface PastSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Ascending. Where there is none, nothing was known. */
  readonly runs: Iterable<PastRun>;
}
export interface PastRun {
  readonly first: number;
  readonly end: number;
  readonly value: number;
}

/** Large enough that writing it costs nothing beside making it. */
const chunkLength = 1 << 20;

/**
 * OpenMetrics text, as `promtool tsdb create-blocks-from openmetrics` reads it: family by family, each series in the order of time, seconds.
 * In chunks of about a megabyte, made as they are asked for. `labels`: what a scrape would add to every series (`job`, `instance`).
 */
export function* openMetrics(
  families: Iterable<PastFamily>,
  instants: readonly number[],
  labels: Readonly<Record<string, string>>,
): Iterable<string> {
  const seconds = instants.map((at) => `${at / 1_000}\n`);
  let chunk = '';
  for (const { name, help, type, series } of families) {
    let isOpen = false;
    for (const { labels: own, runs } of series) {
      const start = `${name}${labelText({ ...own, ...labels })} `;
      for (const { first, end, value } of runs) {
        if (!isOpen) chunk += headOf(name, help, type);
        isOpen = true;
        const text = `${start}${numberText(value)} `;
        for (let index = first; index < end; index += 1) chunk += text + seconds[index]!;
        if (chunk.length < chunkLength) continue;
        yield chunk;
        chunk = '';
      }
    }
  }
  yield `${chunk}# EOF\n`;
}

/** A counter's family is called without the `_total` of its samples. */
function headOf(name: string, help: string, type: PastFamily['type']): string {
  const family = type === 'counter' ? name.replace(/_total$/, '') : name;
  return `# HELP ${family} ${escaped(help)}\n# TYPE ${family} ${type}\n`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const numberText = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
